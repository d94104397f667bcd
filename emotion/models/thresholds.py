"""What a model answers, and how well, where it answers only from a threshold of confidence on."""

from typing import NamedTuple, Protocol

from emotion.models.strict import Count, Share, Strict


class Thresholds(Strict, frozen=True, kw_only=True):
    """At growing thresholds: the share and number of faces answered, and how many of these answers are right.

    Accuracy is None where no face is answered. Mean recall is of the answered faces alone; None there too, and for
    single voters, who have no one label.
    """

    threshold: tuple[Share, ...]
    share: tuple[Share, ...]
    count: tuple[Count, ...]
    accuracy: tuple[Share | None, ...]
    balanced_accuracy: tuple[Share | None, ...] | None = None

    def __post_init__(self) -> None:
        for values in (self.share, self.count, self.accuracy, self.balanced_accuracy):
            if values is not None and len(values) != len(self.threshold):
                raise ValueError(f"expected {len(self.threshold)} values, one for each threshold, found {len(values)}")
        if not self.threshold:
            raise ValueError("expected thresholds, found none")


class AtThreshold(NamedTuple):
    """One threshold's row of `Thresholds`."""

    threshold: float
    share: float
    faces: int
    accuracy: float | None
    balanced_accuracy: float | None


class Answering(Protocol):
    """Figures of a set of faces, which may have been measured at thresholds."""

    @property
    def thresholds(self) -> Thresholds | None:
        """At each threshold; None where that was not measured."""


def at_threshold(figures: Answering, threshold: float) -> AtThreshold | None:
    """Return what was measured at the threshold nearest to one of 0 to 1; None where nothing was."""
    known = figures.thresholds
    if known is None:
        return None
    place = min(range(len(known.threshold)), key=lambda index: abs(known.threshold[index] - threshold))
    recalls = known.balanced_accuracy
    return AtThreshold(
        known.threshold[place],
        known.share[place],
        known.count[place],
        known.accuracy[place],
        recalls[place] if recalls else None,
    )
