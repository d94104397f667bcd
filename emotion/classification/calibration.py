"""From a model's probabilities to those that are shown: the prior of its labels taken out, and a temperature."""

import math
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS

SMALLEST: Final = 1e-7  # a probability that a quantised model rounds to zero still has a logarithm
STRONGEST: Final = 1.0  # the whole prior taken out
ROUNDING: Final = 1e-3  # that the shares of a prior may differ from 1 together


class Expectation(StrEnum):
    """Which faces are expected, so how likely each expression is before one has looked."""

    ALIKE = "alike"  # any expression as likely as another: the prior of the model's labels is taken out
    CROWD = "crowd"  # as frequent as among the faces that the model learned from

    @property
    def in_words(self) -> str:
        """What stands after "Expect:"."""
        return {Expectation.ALIKE: "any expression alike", Expectation.CROWD: "an everyday crowd"}[self]


@dataclass(frozen=True)
class Calibration:
    """How a model's own probabilities become those that are shown, and from which on an answer is sure.

    Attributes:
        temperature: divides the logits, after the prior; over 1 makes the probabilities more even (Guo et al. 2017).
        threshold: best probability from which an answer counts as sure, after both.
        prior: share of each label among what the model learned, in the order of `LABELS`; empty where nothing is taken
            out.
        strength: how much of the prior is taken out, from 0, nothing, to 1.
    """

    temperature: float = 1.0
    threshold: float = 0.5
    prior: tuple[float, ...] = ()
    strength: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1 or not 0 < self.temperature < math.inf:
            raise ValueError(
                "expected a threshold of 0 to 1 and a temperature over 0, "
                f"found {self.threshold} and {self.temperature}"
            )
        if not 0 <= self.strength <= STRONGEST or (self.strength and not self.prior):
            raise ValueError(f"expected a strength of 0 to 1, and 0 without a prior, found {self.strength}")
        whole = len(self.prior) == len(LABELS) and min(self.prior) > 0 and abs(sum(self.prior) - 1) <= ROUNDING
        if self.prior and not whole:
            raise ValueError(f"prior: expected {len(LABELS)} shares over 0 whose sum is 1, found {list(self.prior)}")

    def apply(self, probabilities: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
        """Return what is shown, [n, 7], of a model's own probabilities [n, 7]."""
        return tempered(self.adjust(probabilities), self.temperature)

    def adjust(self, probabilities: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
        """Return probabilities [n, 7] with the prior taken out, at temperature 1: logit adjustment.

        Each is divided by its label's prior to the power of the strength (Menon et al. 2021, arXiv 2007.07314).
        """
        if not self.strength:
            return np.asarray(probabilities, np.float64)
        divided = np.maximum(probabilities.astype(np.float64), SMALLEST) / np.array(self.prior) ** self.strength
        return np.asarray(divided / divided.sum(axis=1, keepdims=True), np.float64)


def parse_calibration(values: Any) -> Calibration:
    """Return the calibration that stands on a card as `alike`.

    Raises:
        ValueError: a field is missing, unknown or no number, or cannot be used; the sentence names it.
    """
    names = {item.name for item in fields(Calibration)}
    if not isinstance(values, dict) or set(values) != names:
        found = ", ".join(values) if isinstance(values, dict) else repr(values)
        raise ValueError(f"alike: expected temperature, threshold, prior and strength, found {found:.80}")
    prior = values["prior"]
    if not isinstance(prior, list | tuple):
        raise ValueError(f"alike: prior: expected a list of {len(LABELS)} shares, found {prior!r:.80}")
    try:
        numbers = {name: _number(name, values[name]) for name in names - {"prior"}}
        return Calibration(**numbers, prior=tuple(_number("prior", share) for share in prior))
    except ValueError as error:
        raise ValueError(f"alike: {error}") from error


def _number(name: str, value: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError(f"{name}: expected numbers, found {value!r:.80}")
    return float(value)


def tempered(probabilities: npt.NDArray[np.floating[Any]], temperature: float) -> npt.NDArray[np.float64]:
    """Return softmax(logits / temperature) for probabilities [n, 7] that are softmax(logits).

    Over 1 makes them more even, under 1 less; 1 leaves them.
    """
    logarithms = np.log(np.maximum(probabilities.astype(np.float64), SMALLEST)) / temperature
    powered = np.exp(logarithms - logarithms.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(powered / powered.sum(axis=1, keepdims=True), np.float64)
