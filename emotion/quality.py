"""Face image quality: the circumstances under which a face cannot be read, of one picture or steadily over time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

# From where on a sure answer of the default model is wrong more than twice as often as on FER2013's faces as they are,
# or fewer than half of the faces get one; of a score, from where on false faces are as frequent as true ones; of a
# picture, from where on its face is not found. docs/face-quality.md has the tables.
SMALLEST: Final = 14.0  # pixels of the picture, side of a face's framing
DARKEST: Final = 6.0  # mean grey level of 255 of a face as the model sees it
FURTHEST: Final = 40.0  # degrees that a head is turned to a side
OUTSIDE: Final = 0.35  # share of a framing that lies beyond the picture's edge, up to which it can be read
LOWEST_SCORE: Final = 0.6
DARKEST_PICTURE: Final = 3.0  # mean grey level of 255
# What the network says itself, by limits of their own there.
NOT_A_FACE: Final = 0.5  # how likely it is no face
HARD_TO_TELL: Final = 0.1  # share of people who would say that they cannot tell

NO_FACE: Final = "no face found"
COMES: Final = 0.7  # share of the time lately from which something counts that did not
GOES: Final = 0.3  # share of the time lately under which something that counted no longer does


class Issue(Enum):
    """Why a face cannot be read, in words for people; in exports as well."""

    TOO_SMALL = "too small"
    TOO_DARK = "too dark"
    TURNED_AWAY = "turned away"
    CUT_OFF = "cut off by the edge"
    LOW_SCORE = "low detection score"
    NOT_A_FACE = "perhaps no face"
    HARD_TO_TELL = "hard to tell"


ISSUES: Final = tuple(Issue)  # in the order of the bits of a mask: only append


@dataclass(frozen=True, slots=True)
class FaceQuality:
    """How well a face can be seen; as given here nothing is known and nothing the matter.

    Attributes:
        yaw: turn of the head to a side, degrees, roughly: positive towards the picture's right. None without landmarks.
        roll: tilt of the head, degrees, roughly: positive with the clock. None without landmarks.
        score: the detector's, 0 to 1; None where it gives none.
        issues: what keeps the face from being read, in the order of `ISSUES`.
    """

    yaw: float | None = None
    roll: float | None = None
    score: float | None = None
    issues: tuple[Issue, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether nothing keeps the face from being read."""
        return not self.issues

    @property
    def words(self) -> tuple[str, ...]:
        """The issues in words."""
        return tuple(issue.value for issue in self.issues)

    @classmethod
    def of(
        cls,
        side: float,
        brightness: float,
        outside: float,
        yaw: float | None = None,
        roll: float | None = None,
        score: float | None = None,
        no_face: float = 0.0,
        cannot_tell: float = 0.0,
    ) -> "FaceQuality":
        """Return the quality of a face.

        Args:
            side: of the square that is cut out, pixels of the picture.
            brightness: mean grey level of what the model sees, 0 to 255.
            outside: share of the square that lies outside the picture.
            yaw: as the attribute.
            roll: likewise; no issue by itself, since tilted faces are turned upright.
            score: likewise.
            no_face: how likely it is no face, by the network that reads it, 0 to 1.
            cannot_tell: share of people who would say that they cannot tell its expression, likewise.
        """
        present = (
            side < SMALLEST,
            brightness < DARKEST,
            yaw is not None and abs(yaw) >= FURTHEST,
            outside > OUTSIDE,
            score is not None and score < LOWEST_SCORE,
            no_face >= NOT_A_FACE,
            cannot_tell >= HARD_TO_TELL,
        )
        return cls(yaw, roll, score, _chosen(present))


UNKNOWN: Final = FaceQuality()


def why_nobody(too_dark: bool) -> tuple[str, ...]:
    """Say why nobody is read in a picture without faces, in words.

    Args:
        too_dark: whether the picture as a whole is too dark for a face to be found in it.
    """
    return (NO_FACE, Issue.TOO_DARK.value) if too_dark else (NO_FACE,)


def mask(issues: Iterable[Issue]) -> int:
    """Return issues as bits, the first of `ISSUES` the lowest."""
    return sum(1 << ISSUES.index(issue) for issue in issues)


@cache
def unmasked(bits: int) -> tuple[Issue, ...]:
    """Return the issues of a mask."""
    return _chosen(bits >> index & 1 for index in range(len(ISSUES)))


class SteadyFlags:
    """Whether each of a few things is so, over time and without flicker.

    Each thing's presence is smoothed exponentially, and there are two bounds: what is not so becomes so at `COMES`, and
    what is so ends under `GOES`.
    """

    def __init__(self, first: Iterable[bool]) -> None:
        """Begin with how it is."""
        self._presence: npt.NDArray[np.float64] = np.array([*first], float)
        self._flags = self._presence > 0

    def update(self, newest: Iterable[bool], share: float) -> None:
        """Take how it is now, going this share of the way from before, 0 to 1."""
        self._presence += share * (np.array([*newest], float) - self._presence)
        self._flags = self._presence >= np.where(self._flags, GOES, COMES)

    @property
    def flags(self) -> tuple[bool, ...]:
        """Whether each is so."""
        return tuple(self._flags.tolist())


class SteadyQuality:
    """The quality of a face that is followed: its issues do not flicker, the rest is what was last seen."""

    def __init__(self, first: FaceQuality) -> None:
        """Begin with what is seen."""
        self._newest, self._issues = first, SteadyFlags(_flags(first))

    def update(self, newest: FaceQuality, share: float) -> None:
        """Take what is seen now, going this share of the way from before, 0 to 1."""
        self._newest = newest
        self._issues.update(_flags(newest), share)

    @property
    def now(self) -> FaceQuality:
        """What to show."""
        return replace(self._newest, issues=_chosen(self._issues.flags))


def _flags(quality: FaceQuality) -> list[bool]:
    return [issue in quality.issues for issue in ISSUES]


def _chosen(present: Iterable[object]) -> tuple[Issue, ...]:
    return tuple(issue for issue, is_so in zip(ISSUES, present, strict=True) if is_so)
