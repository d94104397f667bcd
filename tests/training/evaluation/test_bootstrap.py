"""Intervals against the binomial distribution's, and where nothing can vary."""

import numpy as np
import pytest

from training.evaluation.bootstrap import intervals, scores
from training.evaluation.metrics import SCORES, confusion, of_confusion


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
    drawn = np.stack([confusion(labels[chosen], answers[chosen]) for chosen in random.integers(0, 60, (2000, 60))])
    expected = np.array([np.percentile(values, [2.5, 97.5]) for values in scores(drawn).values()])

    found = intervals(confusion(labels, answers), resamples=20_000)

    np.testing.assert_allclose(list(found.values()), expected, atol=0.02)


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


def test_many_matrices_have_the_scores_that_the_library_gives_each() -> None:
    random = np.random.default_rng(1)
    matrices = random.integers(0, 9, (20, 7, 7)) * random.integers(0, 2, (20, 7, 1)) * random.integers(0, 2, (20, 1, 7))
    matrices[0] = 0

    found = scores(matrices)

    assert tuple(found) == SCORES
    for index, matrix in enumerate(matrices):
        alone = of_confusion(matrix)
        for name, values in found.items():
            assert float(values[index]) == pytest.approx(alone[name], abs=1e-12)
