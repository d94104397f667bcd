"""The files to read: of folders those that look like pictures or videos, of files whatever they are.

A name tells by its ending; what lies behind a name without one, its first bytes tell.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emotion.batch.schema import Kind
from emotion.images.formats import ENDINGS, FORMATS, recognize
from emotion.video.opening import ENDINGS as VIDEO_ENDINGS
from emotion.video.opening import FORMATS as VIDEO_FORMATS
from emotion.video.opening import claimed_format

PICTURES: Final = frozenset(ENDINGS)
VIDEOS: Final = frozenset(VIDEO_ENDINGS)
_HEAD: Final = 512  # bytes that tell a format


class SourceError(ValueError):
    """A file that is neither picture nor video; the message says so in a sentence for people."""


@dataclass(frozen=True)
class Found:
    """A file.

    Attributes:
        path: of it, as it begins with the one that was given.
        below: its place below the folder that the given path lies in.
    """

    path: Path
    below: Path


def files_in(paths: Sequence[Path]) -> Iterator[Found]:
    """Yield each file once, those of a folder in the order of their names, with all folders within it.

    Hidden files and folders are passed over, and folders that are links, which could lead round in a circle. A file
    that is named itself is taken whatever its name.

    Raises:
        FileNotFoundError: there is nothing at a path.
    """
    seen: set[str] = set()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(2, "No such file or folder", str(path))
        around = path.parent if path.name not in ("", "..") else path
        for file in _within(path) if path.is_dir() else [path]:
            if len(paths) > 1:  # a million names take their room, and one folder has none twice
                if str(file) in seen:
                    continue
                seen.add(str(file))
            yield Found(file, file.relative_to(around))


def _within(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _is_wanted(Path(place) / name):
                yield Path(place) / name


def _is_wanted(path: Path) -> bool:
    ending = path.suffix.lower()
    if ending:
        return ending in PICTURES | VIDEOS
    try:
        head = _head_of(path) if path.is_file() else b""  # a pipe would be waited for
    except OSError:
        return False
    return recognize(head) is not None or claimed_format(head) is not None


def _head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def kind_of(path: Path) -> Kind:
    """Return whether a file is read as a picture or as a video: by its content, else by its name's ending.

    Raises:
        SourceError: it is neither by both.
        OSError: it cannot be read.
    """
    head = _head_of(path)
    if recognize(head) is not None:
        return "picture"
    ending = path.suffix.lower()
    if claimed_format(head) is not None or ending in VIDEOS:
        return "video"
    if ending in PICTURES:
        return "picture"
    raise SourceError(f"The file is no picture or video of a known format. Expected {FORMATS}, or {VIDEO_FORMATS}.")
