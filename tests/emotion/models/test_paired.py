"""Two models on the same faces, by figures computed by hand."""

import dataclasses

import msgspec
import numpy as np
import pytest

from emotion.classification.calibration import Expectation
from emotion.models.paired import compare, compare_answers, mcnemar
from tests.emotion.models.test_predictions import predictions


@pytest.mark.parametrize(
    ("first", "second", "p_value"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 2 / 32), (1, 9, 2 * (1 + 10) / 1024), (9, 1, 22 / 1024)],
)
def test_the_exact_test_is_that_of_a_fair_coin(first: int, second: int, p_value: float) -> None:
    assert mcnemar(first, second) == pytest.approx(p_value, rel=1e-12)


def test_thousands_of_faces_are_counted_exactly() -> None:
    assert 0 < mcnemar(1600, 1989) < 1e-9


def test_the_differences_are_those_of_the_counts() -> None:
    labels = np.array([0] * 6 + [1] * 2)
    first = np.array([0, 0, 0, 0, 1, 1, 1, 0])  # 4 of 6, 1 of 2
    second = np.array([0, 0, 1, 1, 0, 1, 1, 1])  # 3 of 6, 2 of 2

    found = compare_answers(labels, first, second)

    counts = found.both_right, found.first_right, found.second_right, found.both_wrong
    assert (found.count, *counts) == (8, 3, 2, 2, 1)
    assert found.p_value == 1
    assert found.accuracy.value == pytest.approx(0)
    assert found.balanced_accuracy.value == pytest.approx(((4 - 3) / 6 + (1 - 2) / 2) / 2)
    assert found.accuracy.low <= 0 <= found.accuracy.high


def test_the_interval_is_that_of_faces_with_both_answers() -> None:
    labels = np.zeros(1000, np.int64)
    second = np.r_[np.zeros(500, np.int64), np.ones(500, np.int64)]
    first = np.r_[np.zeros(600, np.int64), np.ones(400, np.int64)]  # right wherever the second is, and on 100 more

    found = compare_answers(labels, first, second).accuracy

    assert found.value == pytest.approx(0.1)
    spread = 1.96 * (0.1 * 0.9 / 1000) ** 0.5
    assert (found.low, found.high) == pytest.approx((0.1 - spread, 0.1 + spread), abs=0.003)


def test_a_model_does_not_differ_from_itself() -> None:
    found = compare(predictions(), predictions(), Expectation.ALIKE)

    assert (found.count, found.first_right, found.second_right, found.p_value) == (5, 0, 0, 1)
    assert dataclasses.astuple(found.balanced_accuracy) == (0, 0, 0)


def test_by_majority_a_face_without_one_does_not_count() -> None:
    assert compare(predictions(), predictions(), by_majority=True).count == 4


def test_other_faces_or_votes_are_refused() -> None:
    with pytest.raises(ValueError, match="the same faces"):
        compare(predictions(), msgspec.structs.replace(predictions(), data="c" * 64))
    with pytest.raises(ValueError, match=r"same FER\+ votes"):
        compare(predictions(), msgspec.structs.replace(predictions(), majority=bytes(5)), by_majority=True)
