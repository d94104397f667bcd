"""Makes a network's probabilities mean what they say, and finds from which one an answer counts as sure."""

from typing import Final

import numpy as np

from emotion.classification.calibration import SMALLEST, tempered
from emotion.labels import LABELS
from training.evaluation.metrics import Probabilities, Truth, agreement

RANGE: Final = (0.05, 20.0)  # temperatures searched
GOLDEN: Final = (5**0.5 - 1) / 2


def negative_log_likelihood(truth: Truth, probabilities: Probabilities) -> float:
    """Return the mean of -log of the true label's probability; of shares of voters, the mean over the voters too."""
    shares = np.eye(len(LABELS))[truth] if truth.ndim == 1 else truth
    return float(-(shares * np.log(np.maximum(probabilities, SMALLEST))).sum(axis=1).mean())


def fit_temperature(truth: Truth, probabilities: Probabilities) -> float:
    """Return the temperature with the lowest negative log-likelihood (Guo et al. 2017, arXiv 1706.04599).

    The likelihood has one best point in 1 / temperature, so a golden-section search over its logarithm finds it.

    Args:
        truth: as `training.evaluation.metrics.agreement` takes it.
        probabilities: [n, 7] at temperature 1.

    Raises:
        ValueError: no face to fit on.
    """
    if len(truth) == 0:
        raise ValueError("a temperature needs faces to be fitted on")

    def loss(exponent: float) -> float:
        return negative_log_likelihood(truth, tempered(probabilities, float(np.exp(exponent))))

    low, high = float(np.log(RANGE[0])), float(np.log(RANGE[1]))
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    left_loss, right_loss = loss(left), loss(right)
    while high - low > 1e-4:
        if left_loss <= right_loss:
            high, right, right_loss = right, left, left_loss
            left = high - GOLDEN * (high - low)
            left_loss = loss(left)
        else:
            low, left, left_loss = left, right, right_loss
            right = low + GOLDEN * (high - low)
            right_loss = loss(right)
    return round(float(np.exp((low + high) / 2)), 4)


def fit_threshold(truth: Truth, probabilities: Probabilities, target: float = 0.8) -> float:
    """Return the smallest threshold of the best probability from which at least `target` of the answers are right.

    Where the truth is shares of voters: from which at least `target` of the voters agree, on average.

    It lies halfway between the last face that is sure and the next one, so that rounding elsewhere moves no face
    across. 0 where all answers together reach the target; 1 where no threshold does.
    """
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    best = probabilities.max(axis=1)[order]
    right = agreement(truth, probabilities)[order]
    share = np.cumsum(right) / np.arange(1, len(right) + 1)
    following = np.append(best, 0.0)[1:]
    # Faces with one and the same best probability are sure together or not at all.
    reached = np.flatnonzero((share >= target) & (best > following))
    if not len(reached):
        return 1.0
    last = reached[-1]
    return float((best[last] + following[last]) / 2) if last + 1 < len(best) else 0.0


def sure(truth: Truth, probabilities: Probabilities, threshold: float) -> dict[str, float]:
    """Return what a threshold gives: accuracy among the sure answers (0 for none) and their share of all."""
    chosen = probabilities.max(axis=1) >= threshold
    right = agreement(truth, probabilities)
    return {
        "accuracy": float(right[chosen].mean()) if chosen.any() else 0.0,
        "share": float(chosen.mean()) if len(chosen) else 0.0,
    }
