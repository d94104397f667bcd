"""Whether probabilities mean what they say: expected calibration error and what a reliability diagram shows."""

from typing import Any, Final

import numpy as np

from emotion.classification.calibration import tempered
from training.evaluation.calibrate import negative_log_likelihood
from training.evaluation.metrics import Probabilities, Truth, agreement

BINS: Final = 15


def calibration(truth: Truth, probabilities: Probabilities, temperature: float) -> dict[str, Any]:
    """Return the reliability of probabilities [n, 7] before and after a temperature."""
    return {
        "temperature": temperature,
        "before": reliability(truth, probabilities),
        "after": reliability(truth, tempered(probabilities, temperature)),
    }


def reliability(truth: Truth, probabilities: Probabilities, bins: int = BINS) -> dict[str, Any]:
    """Return the expected calibration error of probabilities and its bins (Guo et al. 2017, arXiv 1706.04599).

    Bins are equally wide in the best probability; a face on a border belongs to the lower one.

    Args:
        truth: as `training.evaluation.metrics.agreement` takes it.
        probabilities: [n, 7]; the highest is the answer.
        bins: how many.

    Returns:
        ece: mean of |accuracy - confidence| over the bins, weighted by their faces; 0 for no face. bins, from low to
        high: from, to, count, and the means confidence and accuracy, None in an empty bin; loss: the negative
        log-likelihood, which a temperature is fitted to.
    """
    edges = np.arange(bins + 1) / bins
    best, right = probabilities.max(axis=1), agreement(truth, probabilities)
    places = np.digitize(best, edges[1:-1], right=True)
    counts, confidences, hits = (np.bincount(places, weights, bins) for weights in (np.ones(len(best)), best, right))
    return {
        "ece": float(np.abs(hits - confidences).sum() / max(1, len(best))),
        "bins": [
            {
                "from": float(edges[index]),
                "to": float(edges[index + 1]),
                "count": int(count),
                "confidence": float(confidences[index] / count) if count else None,
                "accuracy": float(hits[index] / count) if count else None,
            }
            for index, count in enumerate(counts)
        ],
        "loss": negative_log_likelihood(truth, probabilities) if len(truth) else 0.0,
    }
