"""What a face's probabilities are said to mean: the label, whether it is sure, and between which two it lies if not.

Over time answers stand still: docs/steadiness.md says how the numbers here were chosen.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS

LABEL_MARGIN: Final = 0.15  # by which another label must lead before it takes over
HOLD: Final = 1.0  # seconds that one must lead so which is not sure, and that other words for an unsure answer must fit
SURE_RISE: Final = 0.05  # over the threshold, from where on an answer that changes over time becomes sure
SURE_MARGIN: Final = 0.1  # under the threshold, down to which it stays so
CLOSE: Final = 0.1  # lead under which an unsure answer lies between two labels
FAR: Final = 0.25  # lead of another label from which an unsure answer names it at once
SMALLEST: Final = 1e-3  # a probability under it counts as this one, so that a single frame cannot rule a label out

Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a face.

    Attributes:
        label: one of `LABELS`.
        sure: whether its probability reaches the model's threshold, or did so and is not far below.
        rival: the other label that an unsure answer lies close to; None for a sure one, and where there is none.
    """

    label: str
    sure: bool
    rival: str | None = None


def answer_of(probabilities: Probabilities, threshold: float) -> Answer:
    """Return what is said of one picture's probabilities [7]."""
    best, second = np.argsort(-probabilities, kind="stable")[:2].tolist()
    sure = bool(probabilities[best] >= threshold)
    close = not sure and probabilities[best] - probabilities[second] < CLOSE
    return Answer(LABELS[best], sure, LABELS[second] if close else None)


class SteadyAnswer:
    """What is said of one face over time. Not for two threads at once.

    Probabilities are smoothed as logarithms: what frames differ about counts for less than in their mean, what they
    agree that it is not for more, and fewer answers end under the threshold.

    Another label takes over when it leads by a margin and is sure, or has led for a second. So does another rival.
    """

    def __init__(self, first: Probabilities, threshold: float) -> None:
        """Begin with one picture's probabilities [7]."""
        self._logarithms = _logarithms(first)
        self._probabilities = np.array(first)
        self._answer = answer_of(first, threshold)
        self._led = 0.0  # seconds that another label has led by the margin, less those that it has not
        self._unfit = 0.0  # likewise that another rival, or none, would have fitted better

    @property
    def probabilities(self) -> Probabilities:
        """Smoothed, [7], sum 1."""
        return self._probabilities

    @property
    def answer(self) -> Answer:
        """What to say."""
        return self._answer

    def update(self, newest: Probabilities, passed: float, share: float, threshold: float) -> None:
        """Take the next picture's probabilities.

        Args:
            newest: [7].
            passed: seconds since the last.
            share: of the way to them that smoothing goes, 0 to 1.
            threshold: probability from which an answer is sure.
        """
        self._logarithms += share * (_logarithms(newest) - self._logarithms)
        powered = np.exp(self._logarithms - self._logarithms.max())
        self._probabilities = np.array(newest) if share == 1 else powered / powered.sum()
        label = self._label(passed, threshold)
        # An answer that stays sure below the threshold is as often right as the model's card says only if it becomes so
        # above it.
        needed = threshold - SURE_MARGIN if self._answer.sure else threshold + SURE_RISE
        sure = bool(self._probabilities[label] >= needed)
        self._answer = Answer(LABELS[label], sure, None if sure else self._rival(label, passed))

    def _label(self, passed: float, threshold: float) -> int:
        values, label = self._probabilities, LABELS.index(self._answer.label)
        best = int(values.argmax())
        if values[best] - values[label] < LABEL_MARGIN:
            self._led = max(0.0, self._led - passed)
            return label
        self._led += passed
        if values[best] < threshold and self._led < HOLD:
            return label
        self._led = 0.0
        return best

    def _rival(self, label: int, passed: float) -> str | None:
        values, before = self._probabilities, self._answer
        second = max((index for index in range(len(LABELS)) if index != label), key=values.__getitem__)
        if values[second] - values[label] >= FAR:  # it will take over unless it falls behind: name it at once
            self._unfit = 0.0
            return LABELS[second]
        fitting = LABELS[second] if values[label] - values[second] < CLOSE else None
        same = not before.sure and before.label == LABELS[label]
        self._unfit = max(0.0, self._unfit + (passed if fitting != before.rival else -passed)) if same else 0.0
        if same and self._unfit < HOLD:
            return before.rival
        self._unfit = 0.0
        return fitting


def _logarithms(probabilities: Probabilities) -> Probabilities:
    return np.asarray(np.log(np.maximum(probabilities, SMALLEST)), np.float64)
