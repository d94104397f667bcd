"""An environment for each program, made once: a virtual one of Python, or a folder of Node.js's packages."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from bench.others.programs import MIEN, NATIVE, Environment
from bench.record import ROOT

FOLDER: Final = Path("~/.cache/mien-bench")
STAMP: Final = "installed.txt"
BOUNDS: Final = ["-c", str(ROOT / "constraints.txt")]  # of Mien's libraries, as `make setup` has them


def make(environment: Environment, folder: Path) -> Path:
    """Return the environment's folder, with what is pinned installed in it; Mien, as it stands, each time.

    Raises:
        RuntimeError: pip or npm could not; the message has what they said.
    """
    place = folder / environment.name
    stamp, wanted = place / STAMP, "\n".join((*environment.packages, *environment.wished))
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted):
        print(f"Installing {environment.name} into {place}.", flush=True)
        place.mkdir(parents=True, exist_ok=True)
        _with_pip(environment, place) if environment.kind == "pip" else _with_npm(environment, place)
        stamp.write_text(wanted, encoding="utf-8")
    if environment == MIEN:
        for how in (BOUNDS, ["--no-deps", "--force-reinstall"]):
            _run([*_pip(place), *how, *environment.packages], place)
    return place


def backend(place: Path) -> str:
    """Return what TensorFlow.js computes with in an environment of Node.js."""
    return "tfjs-node" if (place / "node_modules" / NATIVE.rpartition("@")[0]).is_dir() else "WebAssembly"


def _with_pip(environment: Environment, place: Path) -> None:
    _new(place)
    if environment != MIEN:
        _run([*_pip(place), *environment.packages], place)


def _new(place: Path) -> None:
    _run([sys.executable, "-m", "venv", "--clear", str(place)], place)


def _with_npm(environment: Environment, place: Path) -> None:
    (place / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    install = ["npm", "install", "--no-audit", "--no-fund", "--save-exact"]
    _run([*install, *environment.packages], place)
    for package in environment.wished:
        try:
            _run([*install, package], place)
        except RuntimeError as error:
            print(f"Without {package}, which could not be installed: {str(error).splitlines()[0]}", flush=True)


def _pip(place: Path) -> list[str]:
    return [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def _run(command: list[str], place: Path) -> None:
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {done.returncode}\n{done.stderr[-2000:]}")
