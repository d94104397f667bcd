"""Accuracy of the surest faces against cases worked out by hand."""

import numpy as np
import pytest

from training.evaluation.coverage import coverage


def faces(*answers: tuple[float, bool]) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and probabilities of faces with this best probability, answered rightly or not."""
    probabilities = np.array([[best, *[(1 - best) / 6] * 6] for best, _ in answers]).reshape(-1, 7)
    return np.array([0 if right else 1 for _, right in answers], np.int64), probabilities


def test_every_twentieth_by_hand() -> None:
    found = coverage(*faces((0.5, False), (0.9, True), (0.8, True), (0.6, False)))

    assert found["share"] == [step / 20 for step in range(1, 21)]
    assert found["accuracy"] == pytest.approx([1.0] * 10 + [2 / 3] * 5 + [2 / 4] * 5)
    assert found["threshold"] == [0.9] * 5 + [0.8] * 5 + [0.6] * 5 + [0.5] * 5


@pytest.mark.parametrize("right", [[True, False, False, False], [False, False, False, True]])
def test_faces_that_are_equally_sure_count_alike_in_any_order(right: list[bool]) -> None:
    found = coverage(*faces(*((0.7, answer) for answer in right)))

    assert found["accuracy"] == pytest.approx([0.25] * 20)


def test_voters_count_by_the_share_that_agrees() -> None:
    votes = np.zeros((2, 7), np.float32)
    votes[:, 0] = [0.4, 0.9]

    assert coverage(votes, faces((0.5, True), (0.8, True))[1])["accuracy"] == pytest.approx([0.9] * 10 + [0.65] * 10)


@pytest.mark.parametrize(("right", "expected"), [(True, 1.0), (False, 0.0)])
def test_answers_that_are_all_right_or_all_wrong(right: bool, expected: float) -> None:
    assert coverage(*faces((0.9, right), (0.4, right)))["accuracy"] == [expected] * 20


def test_one_face_is_every_share() -> None:
    assert coverage(*faces((0.4, True)))["threshold"] == [0.4] * 20


def test_no_face_is_an_ordinary_case() -> None:
    found = coverage(*faces())

    assert found["accuracy"] == found["threshold"] == [0.0] * 20
    assert len(found["share"]) == 20
