"""Two models compared on the very same faces: what one gets right and the other wrong decides, not their intervals."""

from dataclasses import dataclass
from math import comb
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion.classification.calibration import Expectation
from emotion.labels import LABELS
from emotion.models.predictions import Indices, Predictions

RESAMPLES: Final = 1000
COVERED: Final = (2.5, 97.5)  # percentiles of the resamples, so 95 % lie between
SEED: Final = 1
CLASSES: Final = len(LABELS)


@dataclass(frozen=True)
class Difference:
    """A score of the first model minus that of the second, with the ends of its 95 % interval; each -1 to 1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class PairedComparison:
    """What two models did on the same faces.

    Attributes:
        count: faces.
        both_right, first_right, second_right, both_wrong: faces; the middle two where one model alone was right.
        p_value: of McNemar's exact test: how likely so uneven a split of the faces where one alone was right would be
            if both models were equally accurate.
        accuracy, balanced_accuracy: differences, first minus second; the second is of the mean recall.
    """

    count: int
    both_right: int
    first_right: int
    second_right: int
    both_wrong: int
    p_value: float
    accuracy: Difference
    balanced_accuracy: Difference


def compare(
    first: Predictions,
    second: Predictions,
    expectation: Expectation = Expectation.CROWD,
    by_majority: bool = False,
) -> PairedComparison:
    """Compare two models by a paired test and a paired bootstrap (McNemar 1947, doi 10.1007/BF02295996; Efron 1979).

    Args:
        first, second: of the same faces.
        expectation: which answers count; those of a model that does not know it are its only ones.
        by_majority: whether the truth is the majority of FER+'s votes, on the faces that have one.

    Raises:
        ValueError: the faces are not the same, there is none, or as `Predictions.labels`.
    """
    if first.data != second.data or first.truth != second.truth:
        raise ValueError("expected two models measured on the same faces, found others; measure both on the same data")
    if by_majority and first.majority != second.majority:
        raise ValueError("expected the same FER+ votes for both models, found others; measure both beside the same")
    labels = first.labels(by_majority)
    known = labels >= 0
    if not known.any():
        raise ValueError("expected faces to compare two models on, found none")
    return compare_answers(labels[known], first.answers(expectation)[known], second.answers(expectation)[known])


def compare_answers(labels: Indices, first: Indices, second: Indices) -> PairedComparison:
    """Return the comparison of two models' answers, int [n] each, on faces of these labels, int [n], at least one."""
    one, other = first == labels, second == labels
    only_first, only_second = int((one & ~other).sum()), int((other & ~one).sum())
    return PairedComparison(
        count=len(labels),
        both_right=int((one & other).sum()),
        first_right=only_first,
        second_right=only_second,
        both_wrong=int((~one & ~other).sum()),
        p_value=mcnemar(only_first, only_second),
        **_differences(labels, one, other),
    )


def mcnemar(first: int, second: int) -> float:
    """Return the two-sided p-value of McNemar's exact test, for the faces that one model alone got right."""
    count = first + second
    tail = sum(comb(count, number) for number in range(min(first, second) + 1))
    doubled: float = 2 * tail / (1 << count)
    return min(1.0, doubled)


def _differences(labels: Indices, one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> dict[str, Difference]:
    """Return the differences of accuracy and mean recall; faces are drawn with both answers, by kinds at once."""
    kinds = np.bincount(labels * 4 + one * 2 + other, minlength=CLASSES * 4)
    drawn = np.random.default_rng(SEED).multinomial(len(labels), kinds / len(labels), RESAMPLES)
    values, resampled = _of_kinds(kinds[None]), _of_kinds(drawn)
    ends = {name: np.percentile(resampled[name], COVERED) for name in values}
    return {name: Difference(float(values[name][0]), *map(float, ends[name])) for name in values}


def _of_kinds(counts: npt.NDArray[Any]) -> dict[str, npt.NDArray[np.float64]]:
    """Return both differences, [n], of counts [n, 28]: by label, then both wrong, second, first, both right."""
    by_label = counts.reshape(-1, CLASSES, 4)
    gained, support = by_label[:, :, 2] - by_label[:, :, 1], by_label.sum(axis=2)
    recalls = (gained / np.maximum(support, 1)).sum(axis=1) / np.maximum((support > 0).sum(axis=1), 1)
    return {"accuracy": gained.sum(axis=1) / np.maximum(support.sum(axis=1), 1), "balanced_accuracy": recalls}
