"""A person's neutral baseline: what the network says of their resting face, subtracted from what it says afterwards.

Faces at rest are read as sad, angry or smiling by their shape. The difference between what is read at rest and what an
average neutral face gets is subtracted in the logits from then on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion.classification.calibration import SMALLEST
from emotion.labels import LABELS

NEUTRAL: Final = LABELS.index("neutral")
TARGET: Final = 0.65  # neutral's probability that a resting face gets: the geometric mean of 1,063 neutral faces
LARGEST_SHIFT: Final = 3.0  # of a logit, a factor of 20: what no baseline explains away


@dataclass(frozen=True)
class NeutralBaseline:
    """What one person's resting face is read as, by one network.

    Attributes:
        resting: probabilities at rest, one for each of `LABELS`, sum 1.
    """

    resting: tuple[float, ...]

    def __post_init__(self) -> None:
        usable = len(self.resting) == len(LABELS) and min(self.resting) >= 0 and abs(sum(self.resting) - 1) < 1e-3
        if not usable:
            raise ValueError(f"expected {len(LABELS)} probabilities whose sum is 1, found {list(self.resting)}")

    @classmethod
    def of(cls, seen: Sequence[Sequence[float]]) -> "NeutralBaseline":
        """Return the baseline of one face that was seen at rest several times.

        The median of each label's logarithm counts, so that a blink or a short laugh does not.

        Args:
            seen: probabilities [n, 7], at least one.
        """
        middle = np.exp(np.median(_logarithms(seen), axis=0))
        return cls(tuple((middle / middle.sum()).tolist()))

    @property
    def shifts(self) -> tuple[float, ...]:
        """What is added to each logit: over 0 for neutral alone, under 0 for what the resting face shows besides.

        A label of which the resting face shows less than an average neutral one does is left as it is: it would be
        raised in every face.
        """
        goal = np.full(len(LABELS), (1 - TARGET) / (len(LABELS) - 1))
        goal[NEUTRAL] = TARGET
        shifts = np.clip(np.log(goal) - _logarithms(self.resting), -LARGEST_SHIFT, 0.0)
        missing = np.log(TARGET) - _logarithms(self.resting)[NEUTRAL]
        shifts[NEUTRAL] = np.clip(missing, 0.0, LARGEST_SHIFT)
        return tuple(shifts.tolist())

    def subtract(self, probabilities: Sequence[float]) -> npt.NDArray[np.float64]:
        """Return probabilities [7] with the baseline subtracted, sum 1."""
        shifted = _logarithms(probabilities) + self.shifts
        powered = np.exp(shifted - shifted.max())
        return np.asarray(powered / powered.sum(), np.float64)


def _logarithms(probabilities: Any) -> npt.NDArray[np.float64]:
    return np.asarray(np.log(np.maximum(np.asarray(probabilities, np.float64), SMALLEST)), np.float64)
