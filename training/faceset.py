"""A set of labelled 48x48 grey faces in memory, the form in which every reader gives its data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.crops import FACE_SIZE
from emotion.labels import LABELS

SPLITS: Final = ("train", "public", "private")
OFFICIAL_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"train": "Training", "public": "PublicTest", "private": "PrivateTest"}
)

Row = tuple[npt.NDArray[np.uint8], int, str, str]


@dataclass(frozen=True)
class FaceSet:
    """Faces with their labels and splits, row by row.

    Attributes:
        pixels: uint8 [n, 48, 48], grey, 0 black to 255 white.
        labels: int64 [n], index into `emotion.labels.LABELS`.
        splits: str [n], each one of `SPLITS`.
        names: str [n], where each face came from: a row of the CSV or a file's path.
        problems: a sentence for each row or file that was left out.
    """

    pixels: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]
    splits: npt.NDArray[np.str_]
    names: npt.NDArray[np.str_]
    problems: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    def split(self, name: str) -> "FaceSet":
        """Return the faces of one split, in their order; `problems` stays with the whole set."""
        if name not in SPLITS:
            raise ValueError(f"unknown split {name!r}: expected one of {', '.join(SPLITS)}")
        return self.where(self.splits == name)

    def where(self, chosen: npt.NDArray[np.bool_]) -> "FaceSet":
        """Return the faces for which `chosen`, bool [n], is True, in their order."""
        return FaceSet(self.pixels[chosen], self.labels[chosen], self.splits[chosen], self.names[chosen])

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the number of faces by split and label, zeros included."""
        return {
            split: dict(
                zip(LABELS, np.bincount(self.labels[self.splits == split], minlength=len(LABELS)).tolist(), strict=True)
            )
            for split in SPLITS
        }

    @classmethod
    def of(cls, rows: Sequence[Row], problems: Sequence[str] = ()) -> "FaceSet":
        """Collect rows of (face, label, split, name)."""
        faces = [row[0] for row in rows]
        return cls(
            np.stack(faces) if faces else np.empty((0, FACE_SIZE, FACE_SIZE), np.uint8),
            np.array([row[1] for row in rows], np.int64),
            np.array([row[2] for row in rows], np.str_),
            np.array([row[3] for row in rows], np.str_),
            tuple(problems),
        )
