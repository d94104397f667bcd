"""A Python that has some libraries and nothing else, made of links to those installed here."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def closure(wanted: list[Requirement]) -> dict[str, Distribution]:
    """Return the installed distributions that requirements bring, by name: themselves, and what each asks for in turn.

    Raises:
        importlib.metadata.PackageNotFoundError: one is not installed.
    """
    found: dict[str, Distribution] = {}
    waiting = list(wanted)
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in done:
            continue
        done.add((name, extras))
        found[name] = distribution(name)
        for line in found[name].requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                waiting.append(needed)
    return found


def make(folder: Path, wanted: list[Requirement]) -> Path:
    """Make an environment with what is wanted in a folder and return its Python; nothing is downloaded or copied."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    answer = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True
    )
    site = Path(answer.stdout.decode().strip())
    for found in closure(wanted).values():
        for source, relative in _files(found):
            target = site / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():  # two distributions may share a file of their namespace
                os.symlink(source, target)
    return python


def _files(found: Distribution) -> Iterator[tuple[Path, Path]]:
    """Yield the files of a distribution below site-packages, and where they lie there."""
    roots = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    for file in found.files or ():
        source = Path(str(found.locate_file(file))).resolve()
        for root in roots:
            if source.is_relative_to(root) and source.suffix != ".pyc":
                yield source, source.relative_to(root)
                break
