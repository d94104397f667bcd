"""Temperature: how confident a model's probabilities sound (Guo et al. 2017, arXiv 1706.04599)."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

SMALLEST: Final = 1e-7  # a probability that a quantised model rounds to zero still has a logarithm


def tempered(probabilities: npt.NDArray[np.floating[Any]], temperature: float) -> npt.NDArray[np.float64]:
    """Return softmax(logits / temperature) for probabilities [n, 7] that are softmax(logits).

    Over 1 makes them more even, under 1 less; 1 leaves them.
    """
    logarithms = np.log(np.maximum(probabilities.astype(np.float64), SMALLEST)) / temperature
    powered = np.exp(logarithms - logarithms.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(powered / powered.sum(axis=1, keepdims=True), np.float64)
