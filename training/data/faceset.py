"""A set of labelled 48x48 grey faces in memory, the form in which every reader gives its data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.classification.crops import FACE_SIZE
from emotion.labels import LABELS
from emotion.models.evaluation import SPLIT_NAMES

SPLITS: Final = ("train", "public", "private")
OTHER: Final = "other"  # faces that are none of FER2013's, for evaluation alone
OFFICIAL_NAMES: Final[Mapping[str, str]] = SPLIT_NAMES

VOTED: Final = (*LABELS, "contempt", "unknown", "not a face")  # what a FER+ voter could choose
VOTERS: Final = 10  # votes that FER+ has of each face

Row = tuple[npt.NDArray[np.uint8], int, str, str]


@dataclass(frozen=True)
class FaceSet:
    """Faces with their labels and splits, row by row.

    Attributes:
        pixels: uint8 [n, 48, 48], grey, 0 black to 255 white.
        labels: int64 [n], index into `emotion.labels.LABELS`.
        splits: str [n], each one of `SPLITS` or `OTHER`.
        names: str [n], where each face came from: a row of the CSV or a file's path.
        problems: a sentence for each row or file that was left out, or for many of a kind with their number.
        votes: int64 [n, 10], how many of FER+'s ten voters chose each of `VOTED`, in that order; None without FER+.
        sizes: int64 [n], shorter side in pixels of the box in which each face was found; 0 for one that was cut out
            already. None where all were, as FER2013's are.
    """

    pixels: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]
    splits: npt.NDArray[np.str_]
    names: npt.NDArray[np.str_]
    problems: tuple[str, ...] = ()
    votes: npt.NDArray[np.int64] | None = None
    sizes: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def split(self, name: str) -> "FaceSet":
        """Return the faces of one split, in their order; `problems` stays with the whole set."""
        if name not in (*SPLITS, OTHER):
            raise ValueError(f"unknown split {name!r}: expected one of {', '.join((*SPLITS, OTHER))}")
        return self.where(self.splits == name)

    def where(self, chosen: npt.NDArray[np.bool_]) -> "FaceSet":
        """Return the faces for which `chosen`, bool [n], is True, in their order, with their votes and sizes."""
        return FaceSet(
            self.pixels[chosen],
            self.labels[chosen],
            self.splits[chosen],
            self.names[chosen],
            votes=None if self.votes is None else self.votes[chosen],
            sizes=None if self.sizes is None else self.sizes[chosen],
        )

    def present(self) -> tuple[str, ...]:
        """Return the splits that a table of this set shows: FER2013's three, or those that it has of its own."""
        own = set(self.splits.tolist())
        return tuple(split for split in (*SPLITS, OTHER) if split in own) if OTHER in own else SPLITS

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the number of faces by label for each split of `present`, zeros included."""
        return {
            split: dict(
                zip(LABELS, np.bincount(self.labels[self.splits == split], minlength=len(LABELS)).tolist(), strict=True)
            )
            for split in self.present()
        }

    @classmethod
    def of(cls, rows: Sequence[Row], problems: Sequence[str] = (), sizes: Sequence[int] = ()) -> "FaceSet":
        """Collect rows of (face, label, split, name), and their sizes where one at least is known."""
        faces = [row[0] for row in rows]
        return cls(
            np.stack(faces) if faces else np.empty((0, FACE_SIZE, FACE_SIZE), np.uint8),
            np.array([row[1] for row in rows], np.int64),
            np.array([row[2] for row in rows], np.str_),
            np.array([row[3] for row in rows], np.str_),
            tuple(problems),
            sizes=np.array(sizes, np.int64) if any(sizes) else None,
        )


def first_problem(problems: Sequence[str]) -> str:
    """Return the end of a sentence on why nothing could be read; empty without any problem."""
    return f"; the first problem: {problems[0]}" if problems else ""
