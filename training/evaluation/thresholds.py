"""What a network gains by answering from a threshold of confidence on: the share answered, and how well."""

from typing import Any, Final

import numpy as np

from training.evaluation.bootstrap import scores
from training.evaluation.metrics import Probabilities, Truth, agreement, confusion

THRESHOLDS: Final = tuple(round(0.05 * step, 2) for step in range(20))


def thresholds(truth: Truth, probabilities: Probabilities) -> dict[str, Any]:
    """Return share, count, accuracy and mean recall of the faces answered at each of `THRESHOLDS`.

    Args:
        truth: as `training.evaluation.metrics.agreement` takes it; of shares of voters there is no mean recall.
        probabilities: [n, 7], after the temperature; a face is answered where the highest is at least the threshold.
    """
    best, right = probabilities.max(axis=1), agreement(truth, probabilities)
    chosen = [best >= threshold for threshold in THRESHOLDS]
    result: dict[str, Any] = {
        "threshold": list(THRESHOLDS),
        "share": [float(one.mean()) if len(one) else 0.0 for one in chosen],
        "count": [int(one.sum()) for one in chosen],
        "accuracy": [float(right[one].mean()) if one.any() else None for one in chosen],
    }
    if truth.ndim == 1:
        answers, labels = probabilities.argmax(axis=1), np.asarray(truth, np.int64)
        result["balanced_accuracy"] = [
            float(scores(confusion(labels[one], answers[one])[None])["balanced_accuracy"][0]) if one.any() else None
            for one in chosen
        ]
    return result
