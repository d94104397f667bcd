"""How far two models agree about the same faces."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from emotion.results import FrameResult
from emotion.wording import counted, percent

FEWEST: Final = 10  # faces under which kappa says nothing: one face more moves it by tenths

AGREES: Final = (
    "whether the other network gives the face the same label, sure or not; empty where there is no face or no other"
)
AGREEMENT: Final = (
    "faces that both networks read, how many of them get the same label from both, and their share; "
    f"kappa: Cohen's, which takes out what chance alone would give, null under {FEWEST} faces or where a network "
    "gives all of them the same label"
)


@dataclass(frozen=True)
class Agreement:
    """How far two models agree.

    Attributes:
        faces: that both have read.
        same: of these, how many get the same label from both, sure or not.
        kappa: Cohen's, at most 1, 0 where they agree as often as chance would have it; None where it says nothing.
    """

    faces: int
    same: int
    kappa: float | None = None

    @property
    def share(self) -> float | None:
        """Of the faces, those with the same label; None without a face."""
        return self.same / self.faces if self.faces else None

    @property
    def words(self) -> str:
        """The figure in a sentence: The two agree on 17 of 20 faces, 85 %; empty without a face."""
        if self.share is None:
            return ""
        chance = "" if self.kappa is None else f" Cohen's kappa is {self.kappa:.2f}."
        return f"The two agree on {self.same} of {counted(self.faces, 'face')}, {percent(self.share)}.{chance}"


def agreement(pictures: Iterable[tuple[FrameResult, FrameResult]]) -> Agreement:
    """Return how far two models agree about pictures, of each what the one and the other says.

    Kappa is (observed - expected) / (1 - expected), where `expected` is the share of faces on which two would agree
    that gave their labels as often but by chance (Cohen 1960, Educational and Psychological Measurement 20). A model
    that gives all faces the same label agrees with nobody by more than chance, so then there is none.

    Raises:
        ValueError: the two did not read the same faces.
    """
    labels = [
        (ours.label, theirs.label)
        for one, other in pictures
        for ours, theirs in zip(one.faces, other.faces, strict=True)
    ]
    faces, same = len(labels), sum(ours == theirs for ours, theirs in labels)
    counts = [Counter(column) for column in zip(*labels, strict=True)]
    if faces < FEWEST or min(map(len, counts)) < 2:
        return Agreement(faces, same)
    one, other = counts
    expected = sum(count * other[label] for label, count in one.items()) / faces**2
    return Agreement(faces, same, (same / faces - expected) / (1 - expected))


def agrees(result: FrameResult, other: FrameResult | None) -> list[bool | None]:
    """Return for each face of a picture whether another model gives it the same label; None without another."""
    if other is None:
        return [None] * len(result.faces)
    return [ours.label == theirs.label for ours, theirs in zip(result.faces, other.faces, strict=True)]
