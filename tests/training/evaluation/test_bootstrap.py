"""Intervals against the binomial distribution's, and where nothing can vary."""

import numpy as np
import pytest

from training.evaluation.bootstrap import intervals
from training.evaluation.metrics import of_confusion


def test_the_interval_of_accuracy_is_that_of_drawn_faces() -> None:
    counts = np.zeros((7, 7), np.int64)
    counts[0, 0], counts[1, 0] = 640, 360
    deviation = (0.64 * 0.36 / 1000) ** 0.5

    low, high = intervals(counts, resamples=20_000)["accuracy"]

    assert low == pytest.approx(0.64 - 1.96 * deviation, abs=0.002)
    assert high == pytest.approx(0.64 + 1.96 * deviation, abs=0.002)


def test_drawing_matrices_is_drawing_faces() -> None:
    random = np.random.default_rng(5)
    labels, answers = random.integers(0, 7, 60), random.integers(0, 7, 60)
    right = random.random(60) < 0.6
    answers[right] = labels[right]
    counts = np.zeros((7, 7), np.int64)
    np.add.at(counts, (labels, answers), 1)
    drawn = []
    for _ in range(2000):
        chosen = random.integers(0, 60, 60)
        matrix = np.zeros((7, 7), np.int64)
        np.add.at(matrix, (labels[chosen], answers[chosen]), 1)
        drawn.append([of_confusion(matrix)[name] for name in ("accuracy", "balanced_accuracy", "macro_f1")])

    found = intervals(counts, resamples=20_000)

    np.testing.assert_allclose(list(found.values()), np.percentile(drawn, [2.5, 97.5], axis=0).T, atol=0.02)


@pytest.mark.parametrize(("answer", "expected"), [(2, 1.0), (3, 0.0)])
def test_answers_that_are_always_right_or_wrong_do_not_vary(answer: int, expected: float) -> None:
    counts = np.zeros((7, 7), np.int64)
    counts[2, answer] = 9

    assert list(intervals(counts).values()) == [[expected, expected]] * 3


def test_no_face_is_an_ordinary_case() -> None:
    found = intervals(np.zeros((7, 7), np.int64))

    assert found == {name: [0.0, 0.0] for name in ("accuracy", "balanced_accuracy", "macro_f1")}


def test_the_same_counts_give_the_same_intervals() -> None:
    counts = np.diag([5] * 7) + 1

    assert intervals(counts) == intervals(counts)
    assert intervals(counts) != intervals(counts, seed=2)
