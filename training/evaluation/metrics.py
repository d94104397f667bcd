"""Figures of a classifier on labelled faces. The formulas are those of scikit-learn, with zero where nothing counts."""

from typing import Any

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS

Counts = npt.NDArray[np.int64]
Probabilities = npt.NDArray[np.floating[Any]]
Truth = npt.NDArray[np.int64] | npt.NDArray[np.float32]  # [n], index into `LABELS`; or [n, 7], shares of the voters


def agreement(truth: Truth, probabilities: Probabilities) -> npt.NDArray[np.float64]:
    """Return how far each face's truth agrees with the answer, [n], 0 to 1.

    Args:
        truth: int [n], the true index into `LABELS`, which agrees or does not; or float [n, 7], the share of people who
            chose each label, of whom as many agree as chose the answer.
        probabilities: [n, 7]; the highest is the answer.
    """
    answers = probabilities.argmax(axis=1)
    if truth.ndim == 1:
        return np.asarray(answers == truth, np.float64)
    return np.asarray(truth[np.arange(len(truth)), answers], np.float64)


def metrics(labels: npt.NDArray[np.int64], probabilities: Probabilities) -> dict[str, Any]:
    """Return the figures of one set of faces that its confusion matrix gives.

    Args:
        labels: int [n], the true index into `LABELS`.
        probabilities: [n, 7], in the order of `LABELS`; the highest is the answer.

    Returns:
        What `of_confusion` returns.

    Raises:
        ValueError: shapes that do not fit, or a probability that is no finite number.
    """
    if labels.ndim != 1 or probabilities.shape != (len(labels), len(LABELS)):
        raise ValueError(
            f"expected labels [n] and probabilities [n, {len(LABELS)}], "
            f"found {list(labels.shape)} and {list(probabilities.shape)}"
        )
    if not np.isfinite(probabilities).all():
        raise ValueError("the network gives probabilities that are no finite numbers")
    return of_confusion(confusion(labels, probabilities.argmax(axis=1)))


def of_confusion(counts: Counts) -> dict[str, Any]:
    """Return the figures of a confusion matrix int [7, 7], rows by true label, columns by answer.

    Returns:
        count; accuracy, balanced_accuracy and macro_f1 as `scores` has them; per_class, by label: precision, recall,
        f1, support; confusion: counts and fractions of each row. A ratio with nothing below the line is 0.
    """
    right, support, answered = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
    precision, recall = _ratio(right, answered), _ratio(right, support)
    f1 = _ratio(2 * right, support + answered)
    return {
        "count": int(counts.sum()),
        **{name: float(value) for name, value in scores(counts).items()},
        "per_class": {
            label: {
                "precision": float(precision[index]),
                "recall": float(recall[index]),
                "f1": float(f1[index]),
                "support": int(support[index]),
            }
            for index, label in enumerate(LABELS)
        },
        "confusion": {"counts": counts.tolist(), "fractions": _ratio(counts, support[:, None]).tolist()},
    }


def scores(counts: Counts) -> dict[str, npt.NDArray[np.float64]]:
    """Return three figures, each [...], of one or many confusion matrices int [..., 7, 7].

    accuracy; balanced_accuracy, the mean recall of the labels that have faces; macro_f1, the mean F1 of the labels that
    have faces or answers. All are 0 to 1, and 0 for a matrix without a face.
    """
    right, support, answered = counts.diagonal(axis1=-2, axis2=-1), counts.sum(axis=-1), counts.sum(axis=-2)
    return {
        "accuracy": _ratio(right.sum(axis=-1), support.sum(axis=-1)),
        "balanced_accuracy": _mean(_ratio(right, support), support > 0),
        "macro_f1": _mean(_ratio(2 * right, support + answered), support + answered > 0),
    }


def confusion(labels: npt.NDArray[np.int64], answers: npt.NDArray[np.int64]) -> Counts:
    """Return int64 [7, 7]: how often a face of the row's label was answered with the column's."""
    counts = np.zeros((len(LABELS), len(LABELS)), np.int64)
    np.add.at(counts, (labels, answers), 1)
    return counts


def accuracy(labels: npt.NDArray[np.int64], probabilities: Probabilities) -> float:
    """Return the share of faces whose highest probability is that of their label; 0 for no face."""
    return float((probabilities.argmax(axis=1) == labels).mean()) if len(labels) else 0.0


def _ratio(above: npt.NDArray[Any], below: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    return np.asarray(np.divide(above, np.maximum(below, 1)), np.float64)


def _mean(values: npt.NDArray[np.float64], counted: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    return _ratio((values * counted).sum(axis=-1), counted.sum(axis=-1))
