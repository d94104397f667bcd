"""Rules by which answers stand still, measured beside each other: the app's with other numbers, and the one before."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from unittest.mock import patch

import numpy as np

from emotion import answers, tracking
from emotion.answers import HOLD, LABEL_MARGIN, SURE_MARGIN, SURE_RISE, Answer, Probabilities, SteadyAnswer
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.results import UNSURE, FaceResult
from emotion.tracking import TrackingSettings

SMOOTHING: Final = TrackingSettings().smoothing


class FormerAnswer(SteadyAnswer):
    """The rule before: the mean of probabilities, a lead of 0.08 for another label, sure from the threshold alone."""

    def update(self, newest: Probabilities, passed: float, share: float, threshold: float) -> None:
        """Take the next picture's probabilities, see `SteadyAnswer`."""
        self._probabilities = self._probabilities + share * (newest - self._probabilities)
        label, best = LABELS.index(self._answer.label), int(self._probabilities.argmax())
        if self._probabilities[best] - self._probabilities[label] >= 0.08:
            label = best
        self._answer = Answer(LABELS[label], bool(self._probabilities[best] >= threshold))


@dataclass(frozen=True)
class Rule:
    """One way of keeping answers steady.

    Attributes:
        name: what stands in the tables.
        smoothing: time constant, seconds.
        label_margin: see `emotion.answers`, as `sure_margin`, `sure_rise` and `hold`.
        former: whether it is the rule before, which has no such numbers.
    """

    name: str
    smoothing: float = SMOOTHING
    label_margin: float = LABEL_MARGIN
    sure_margin: float = SURE_MARGIN
    sure_rise: float = SURE_RISE
    hold: float = HOLD
    former: bool = False

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Let the app's own code go by this rule."""
        with (
            patch.object(answers, "LABEL_MARGIN", self.label_margin),
            patch.object(answers, "SURE_MARGIN", self.sure_margin),
            patch.object(answers, "SURE_RISE", self.sure_rise),
            patch.object(answers, "HOLD", self.hold),
            patch.object(tracking, "SteadyAnswer", self.kind),
        ):
            yield

    @property
    def kind(self) -> type[SteadyAnswer]:
        """What keeps a face's answer."""
        return FormerAnswer if self.former else SteadyAnswer

    def settings(self, threshold: float) -> TrackingSettings:
        """Return what a tracker goes by."""
        return TrackingSettings(threshold=threshold, smoothing=self.smoothing)

    def share(self, passed: float) -> float:
        """Return how much of the way to new probabilities smoothing goes in so many seconds."""
        return -math.expm1(-passed / self.smoothing) if self.smoothing else 1.0

    def words(self, face: FaceResult) -> str:
        """Return how the answer is worded; before, all unsure ones alike."""
        if not self.former:
            return face.words
        return DISPLAY_NAMES[face.label] if face.sure else UNSURE


SINGLE: Final = Rule("each picture by itself", 0.0, 0.0, 0.0, 0.0, 0.0)
FORMER: Final = Rule("before: mean over 0.4 s", 0.4, former=True)
RULES: Final = (SINGLE, FORMER, *(Rule(f"{seconds} s", seconds) for seconds in (0.2, 0.25, 0.3, 0.4, 0.6, 0.8)))
MEANS: Final = (  # what smoothing alone does, with no number but the threshold
    Rule("mean over 0.3 s", 0.3, former=True),
    Rule("mean of logarithms over 0.3 s, nothing else", 0.3, 0.0, 0.0, 0.0, 0.0),
    Rule("mean of logarithms over 0.4 s, nothing else", 0.4, 0.0, 0.0, 0.0, 0.0),
)
SWEEP: Final = (
    Rule("as it is"),
    *(Rule(f"label margin {margin}", label_margin=margin) for margin in (0.05, 0.1, 0.2, 0.25)),
    *(Rule(f"sure margin {margin}", sure_margin=margin) for margin in (0.0, 0.05, 0.15, 0.2)),
    *(Rule(f"sure from {rise} over", sure_rise=rise) for rise in (0.0, 0.1)),
    *(Rule(f"hold {seconds} s", hold=seconds) for seconds in (0.0, 0.5, 1.5, 2.0)),
)


def spread(probabilities: Probabilities) -> float:
    """Return how far the best label's probability moves from picture to picture: its standard deviation, the mean.

    Args:
        probabilities: [versions, faces, 7].
    """
    return float(np.std(probabilities.max(axis=2), axis=0).mean())
