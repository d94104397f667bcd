"""Receiver operating characteristic: how well one label's probability alone tells its faces from all others."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.metrics import auc, roc_curve

from emotion.labels import LABELS
from training.evaluation.metrics import Probabilities

GRID: Final = np.arange(101) / 100  # false positive rates at which each curve is written down
DIGITS: Final = 5  # of a rate on the grid, which is there to be drawn


def roc(labels: npt.NDArray[np.int64], probabilities: Probabilities) -> dict[str, Any]:
    """Return each label's curve against all other labels, and the area under it (Fawcett 2006).

    Args:
        labels: int [n], the true index into `LABELS`.
        probabilities: [n, 7].

    Returns:
        false_positive_rate: 101 values from 0 to 1. true_positive_rate, by label: 101 values, or None where the set has
        no face of this label or no other. area, by label: of the exact curve, not of those values; or None. mean_area:
        the mean of those that are numbers, or None.
    """
    curves = {label: curve(labels == index, probabilities[:, index]) for index, label in enumerate(LABELS)}
    areas = {label: None if found is None else float(auc(*found)) for label, found in curves.items()}
    numbers = [value for value in areas.values() if value is not None]
    return {
        "false_positive_rate": GRID.tolist(),
        "true_positive_rate": {
            label: None if found is None else np.interp(GRID, *found).round(DIGITS).tolist()
            for label, found in curves.items()
        },
        "area": areas,
        "mean_area": float(np.mean(numbers)) if numbers else None,
    }


def curve(
    positive: npt.NDArray[np.bool_], scores: npt.NDArray[np.floating[Any]]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None:
    """Return false and true positive rates, each [points], from (0, 0) to (1, 1); None where there is one kind alone.

    Faces of the same score fall on one side of a threshold together, so they make one straight piece of the curve.

    Args:
        positive: bool [n].
        scores: [n], higher for what looks positive.
    """
    if not positive.any() or positive.all():
        return None
    false, true, _ = roc_curve(positive, scores, drop_intermediate=False)
    return false, true
