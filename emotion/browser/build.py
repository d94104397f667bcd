"""python -m emotion.browser.build: builds the program with which browsers read faces, where it is not built already."""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click
from filelock import FileLock

from emotion.browser import bundle, constants, files, node
from emotion.browser.files import MANIFEST, NotBuiltError, sha256
from emotion.browser.node import BuildError
from emotion.sample.clip import plain_clip

GENERATED: Final = "generated"  # below browser/
CONSTANTS: Final = "constants.json"  # there, for TypeScript to import
CLIP: Final = "clip.mp4"  # what plays in the camera's place
IN_BROWSERS: Final = "in browsers"


def build(force: bool = False) -> bool:
    """Build the program, and return whether anything had to be built; several processes build one after another.

    Args:
        force: build it even where it is built and fits.

    Raises:
        BuildError: there are no sources here, no Node, no way to npm's registry, or the sources are wrong. What was
            built before stays.
    """
    sources, target = files.SOURCES, files.BUILT
    if not (sources / "package.json").exists():
        raise BuildError(f"{sources}: no such sources. They are in Mien's repository: build there, install from there")
    try:
        (sources / GENERATED).mkdir(exist_ok=True)
        with FileLock(sources / GENERATED / ".lock"):
            _write_constants(sources)
            if not force and not outdated():
                return False
            found = node.find()
            bundle.install(found, sources)
            partial = target.with_name(f"{target.name}.partial")
            shutil.rmtree(partial, ignore_errors=True)  # of a build that was killed
            try:
                _fill(partial, found, sources)
                _replace(target, partial)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise BuildError(f"{error.filename or target}: cannot be written ({error.strerror})") from error
    files.built.cache_clear()
    return True


def outdated() -> str:
    """Return why the program has to be built (again), a sentence; empty when it has not."""
    try:
        files.read()
    except NotBuiltError as error:
        return str(error)
    if not (files.SOURCES / "package.json").exists():
        return ""  # an installed Mien: nothing else can be built of it
    if _manifest(files.BUILT).get("sources") != bundle.digest(files.SOURCES):
        return f"{files.BUILT}: was built of other sources; run {files.COMMAND}"
    return ""


def _write_constants(sources: Path) -> None:
    path, text = sources / GENERATED / CONSTANTS, constants.as_json()
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def _fill(folder: Path, found: node.Node, sources: Path) -> None:
    folder.mkdir()
    made_of = bundle.digest(sources)  # before, so that what changes meanwhile is built again
    packages = bundle.bundle(found, sources, folder)
    (folder / CLIP).write_bytes(plain_clip())
    manifest = {
        "constants": sha256((sources / GENERATED / CONSTANTS).read_bytes()),
        "sources": made_of,
        "libraries": [
            {"name": f"{one.name}, {IN_BROWSERS}", "version": one.version, "licence": one.licence} for one in packages
        ],
        "files": {path.name: sha256(path.read_bytes()) for path in sorted(folder.iterdir())},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _replace(target: Path, partial: Path) -> None:
    """Put a folder where another lies, which stays if that fails."""
    before = target.with_name(f"{target.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if target.exists():
        target.rename(before)
    try:
        partial.rename(target)
    except OSError:
        if before.exists():
            before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _manifest(folder: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return values


@click.command()
@click.option("--force", is_flag=True, help="Build it even where it is built and fits.")
@click.option("--check", is_flag=True, help="Build nothing; end with 1 where it would have to be built.")
def command(force: bool, check: bool) -> None:
    """Build the program with which visitors' browsers read faces themselves."""
    if check:
        sys.exit(outdated() or None)
    try:
        changed = build(force)
    except BuildError as error:
        sys.exit(f"{error}\nUntil it is built, faces are read by the server alone.")
    if changed:
        print(f"The program for browsers is in {files.BUILT}.")


def main(words: Sequence[str] | None = None) -> None:
    """Run the command with some words, by default those of this process."""
    command(args=words, prog_name=files.COMMAND)


if __name__ == "__main__":
    main()
