"""The files of the repository, for the tests of what it promises."""

from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


@cache
def project_files() -> tuple[Path, ...]:
    """Return the files that belong to the repository: all but what .gitignore names, and virtual environments."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip().strip("/") for line in lines if line.strip() and not line.startswith("#")] + [".git"]

    def is_ignored(path: Path) -> bool:
        relative = path.relative_to(ROOT).as_posix()
        return any(fnmatch(path.name, pattern) or fnmatch(relative, pattern) for pattern in ignored)

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if is_ignored(path) or (path / "pyvenv.cfg").exists():
                continue
            if path.is_dir():
                yield from walk(path)
            else:
                yield path

    return tuple(walk(ROOT))


def text_of(path: Path) -> str:
    """Return a file's text, nothing for a picture or another file that is no text."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def requirements(name: str) -> list[tuple[Requirement, str]]:
    """Return a file's requirements, each with the comment beside it."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    parted = [line.partition("#") for line in lines if line.strip() and not line.startswith(("#", "-r "))]
    return [(Requirement(before.strip()), reason.strip()) for before, _, reason in parted]


ALL_REQUIREMENTS = [
    *requirements("requirements.txt"),
    *requirements("requirements-dev.txt"),
    *requirements("requirements-cluster.txt"),
]


PYTHON_FILES = [path for path in project_files() if path.suffix == ".py"]
