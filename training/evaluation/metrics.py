"""Figures of a classifier on labelled faces, by scikit-learn, with zero where nothing counts."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support, recall_score

from emotion.labels import LABELS

Counts = npt.NDArray[np.int64]
Probabilities = npt.NDArray[np.floating[Any]]
SCORES: Final = ("accuracy", "balanced_accuracy", "macro_f1")
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
        count; accuracy; balanced_accuracy, the mean recall of the labels that have faces; macro_f1, the mean F1 of the
        labels that have faces or answers; per_class, by label: precision, recall, f1, support; confusion: counts and
        fractions of each row. All but counts are 0 to 1, and a ratio with nothing below the line is 0.
    """
    if not counts.any():
        return _figures(dict.fromkeys(SCORES, 0.0), np.zeros((4, len(LABELS))), counts)
    true, answered = np.nonzero(counts)  # a cell of the matrix stands for as many faces as it counts
    cells: dict[str, Any] = {"sample_weight": counts[true, answered], "zero_division": 0}
    values = (
        accuracy_score(true, answered, sample_weight=cells["sample_weight"]),
        recall_score(true, answered, labels=np.unique(true), average="macro", **cells),
        f1_score(true, answered, average="macro", **cells),
    )
    by_label = precision_recall_fscore_support(true, answered, labels=range(len(LABELS)), **cells)
    return _figures(dict(zip(SCORES, map(float, values), strict=True)), np.array(by_label), counts)


def _figures(scores: dict[str, float], by_label: npt.NDArray[np.float64], counts: Counts) -> dict[str, Any]:
    names = ("precision", "recall", "f1")
    support = counts.sum(axis=1)
    return {
        "count": int(counts.sum()),
        **scores,
        "per_class": {
            label: {**dict(zip(names, by_label[:3, index].tolist(), strict=True)), "support": int(support[index])}
            for index, label in enumerate(LABELS)
        },
        "confusion": {"counts": counts.tolist(), "fractions": (counts / np.maximum(support, 1)[:, None]).tolist()},
    }


def confusion(labels: npt.NDArray[np.int64], answers: npt.NDArray[np.int64]) -> Counts:
    """Return int64 [7, 7]: how often a face of the row's label was answered with the column's."""
    if not len(labels):
        return np.zeros((len(LABELS), len(LABELS)), np.int64)
    return np.asarray(confusion_matrix(labels, answers, labels=range(len(LABELS))), np.int64)


def accuracy(labels: npt.NDArray[np.int64], probabilities: Probabilities) -> float:
    """Return the share of faces whose highest probability is that of their label; 0 for no face."""
    return float(accuracy_score(labels, probabilities.argmax(axis=1))) if len(labels) else 0.0
