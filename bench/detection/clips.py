"""Clips of people whose faces were marked by eye: the numbers are here, the clips are not."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av

from emotion.results import Box

TRUTH: Final = Path(__file__).with_name("clips.json")
SMALLEST: Final = 0.1  # share of the picture's shorter side from which a marked face is to be found


@dataclass(frozen=True)
class Marks:
    """What was marked in a frame.

    Attributes:
        wanted: faces that are to be found, by person.
        ignored: smaller ones, and those of which the eye was not sure.
    """

    wanted: dict[int, Box]
    ignored: tuple[Box, ...]


@dataclass(frozen=True)
class Clip:
    """A clip and its marked frames, by index; a new shot begins at each of `cuts`."""

    name: str
    path: Path
    marks: dict[int, Marks]
    cuts: frozenset[int]

    def frames(self) -> Iterator[tuple[int, float, av.VideoFrame]]:
        """Decode the clip: index, seconds, frame."""
        with av.open(str(self.path)) as container:
            for index, frame in enumerate(container.decode(video=0)):
                yield index, float(frame.time or 0.0), frame.reformat(format="yuv420p")


def clips(folder: Path) -> list[Clip]:
    """Return the marked clips.

    Raises:
        FileNotFoundError: the folder lacks one.
        ValueError: one is another file than the marked one.
    """
    marked = json.loads(TRUTH.read_text())["clips"]
    return [_clip(folder / name, values) for name, values in marked.items()]


def _clip(path: Path, values: dict[str, Any]) -> Clip:
    if hashlib.sha256(path.read_bytes()).hexdigest() != values["sha256"]:
        raise ValueError(f"{path}: another file than the one whose faces were marked")
    smallest = SMALLEST * min(values["width"], values["height"])
    marks = {int(index): _marks(faces, smallest) for index, faces in values["frames"].items()}
    return Clip(path.name, path, marks, frozenset(values["cuts"]))


def _marks(faces: list[dict[str, Any]], smallest: float) -> Marks:
    wanted: dict[int, Box] = {}
    ignored = []
    for face in faces:
        box = Box(*face["box"])
        if "unsure" in face["flags"] or max(box.width, box.height) < smallest:
            ignored.append(box)
        else:
            wanted[face["person"]] = box
    return Marks(wanted, tuple(ignored))
