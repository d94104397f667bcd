"""What a network gains by answering only where it is sure: accuracy against the share of faces answered."""

from typing import Final

import numpy as np

from training.evaluation.metrics import Probabilities, Truth, agreement

STEPS: Final = 20  # of 5 % each


def coverage(truth: Truth, probabilities: Probabilities) -> dict[str, list[float]]:
    """Return the accuracy among the most confident faces, for more and more of them.

    That is selective classification with the best probability as confidence (El-Yaniv and Wiener 2010, Journal of
    Machine Learning Research 11). Where only some of the faces with one and the same best probability fit in, they
    count with the accuracy of all of these, so that the order of faces has no say.

    Args:
        truth: as `training.evaluation.metrics.agreement` takes it.
        probabilities: [n, 7], after the temperature; the highest is the answer.

    Returns:
        share: 0.05, 0.1, ... 1; accuracy among that share of the faces, rounded up to whole ones; threshold: the lowest
        best probability among them. Accuracies and thresholds are 0 for no face.
    """
    shares = [step / STEPS for step in range(1, STEPS + 1)]
    count = len(truth)
    if not count:
        return {"share": shares, "accuracy": [0.0] * STEPS, "threshold": [0.0] * STEPS}
    best, right = probabilities.max(axis=1), agreement(truth, probabilities)
    _, groups, sizes = np.unique(best, return_inverse=True, return_counts=True)
    expected = (np.bincount(groups, right) / sizes)[groups]
    order = np.argsort(-best, kind="stable")
    taken = -(-count * np.arange(1, STEPS + 1) // STEPS)
    return {
        "share": shares,
        "accuracy": (np.cumsum(expected[order])[taken - 1] / taken).tolist(),
        "threshold": best[order][taken - 1].tolist(),
    }
