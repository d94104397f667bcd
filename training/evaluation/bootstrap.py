"""How far figures would move with other faces of the same kind: intervals by the bootstrap."""

from typing import Final

import numpy as np
import numpy.typing as npt

from training.evaluation.metrics import Counts

RESAMPLES: Final = 1000
COVERED: Final = (2.5, 97.5)  # percentiles of the resamples, so 95 % lie between


def intervals(counts: Counts, resamples: int = RESAMPLES, seed: int = 1) -> dict[str, list[float]]:
    """Return 95 % percentile intervals of a confusion matrix's figures (Efron 1979, doi 10.1214/aos/1176344552).

    As many faces as there are, drawn with replacement, have a confusion matrix that is multinomially distributed, so
    the matrices are drawn at once instead of the faces. The same counts give the same intervals.

    Args:
        counts: int [7, 7], rows by true label, columns by answer.
        resamples: how many matrices are drawn.
        seed: of the draw.

    Returns:
        [low, high], each 0 to 1, of accuracy, balanced_accuracy and macro_f1; [0, 0] where there is no face.
    """
    total = int(counts.sum())
    cells = counts.ravel() / max(total, 1)
    drawn = np.zeros((resamples, counts.size), np.int64)
    if total:
        drawn = np.random.default_rng(seed).multinomial(total, cells, resamples)
    resampled = scores(drawn.reshape(resamples, *counts.shape))
    return {name: np.percentile(values, COVERED).tolist() for name, values in resampled.items()}


def scores(counts: Counts) -> dict[str, npt.NDArray[np.float64]]:
    """Return accuracy, balanced_accuracy and macro_f1, each [n], of confusion matrices int [n, 7, 7].

    They are those of `training.evaluation.metrics.of_confusion`, whose library takes one matrix at a time: for a
    thousand that is seconds instead of milliseconds.
    """
    right, support, answered = counts.diagonal(axis1=1, axis2=2), counts.sum(axis=2), counts.sum(axis=1)
    return {
        "accuracy": _ratio(right.sum(axis=1), support.sum(axis=1)),
        "balanced_accuracy": _ratio(_ratio(right, support).sum(axis=1), (support > 0).sum(axis=1)),
        "macro_f1": _ratio(_ratio(2 * right, support + answered).sum(axis=1), (support + answered > 0).sum(axis=1)),
    }


def _ratio(above: npt.NDArray[np.number], below: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.asarray(above / np.maximum(below, 1), np.float64)
