"""Calibration error and bins against cases worked out by hand."""

import numpy as np
import pytest

from emotion.classification.calibration import tempered
from training.evaluation.reliability import calibration, reliability


def faces(*answers: tuple[float, bool]) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and probabilities of faces with this best probability, answered rightly or not."""
    probabilities = np.array([[best, *[(1 - best) / 6] * 6] for best, _ in answers]).reshape(-1, 7)
    return np.array([0 if right else 1 for _, right in answers], np.int64), probabilities


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(1.0, True)] * 3, 0.0),
        ([(1.0, False)] * 3, 1.0),
        ([(0.7, True), (0.7, True), (0.7, False)], abs(2 / 3 - 0.7)),
        ([(0.9, True), (0.9, True), (0.3, False), (0.3, True)], 0.5 * 0.1 + 0.5 * 0.2),
        ([(0.72, True), (0.68, False)], abs(1 / 2 - 0.7)),  # one bin, two thirds to eleven fifteenths
        ([(0.72, True), (0.76, False)], 0.5 * 0.28 + 0.5 * 0.76),  # two bins
        ([], 0.0),
    ],
)
def test_calibration_error_by_hand(answers: list[tuple[float, bool]], expected: float) -> None:
    assert reliability(*faces(*answers))["ece"] == pytest.approx(expected)


def test_calibration_error_of_voters_by_hand() -> None:
    votes = np.zeros((2, 7), np.float32)
    votes[:, 0] = [0.8, 0.2]

    found = reliability(votes, faces((0.9, True), (0.3, True))[1])

    assert found["ece"] == pytest.approx(0.5 * 0.1 + 0.5 * 0.1)
    assert [place["accuracy"] for place in found["bins"] if place["count"]] == pytest.approx([0.2, 0.8])


def test_bins_hold_every_face_once() -> None:
    found = reliability(*faces((0.25, True), (0.5, False), (0.3, True), (1.0, True)), bins=4)["bins"]

    assert [(place["from"], place["to"], place["count"]) for place in found] == [
        (0, 0.25, 1),
        (0.25, 0.5, 2),
        (0.5, 0.75, 0),
        (0.75, 1, 1),
    ]
    assert [place["accuracy"] for place in found] == [1, 0.5, None, 1]
    assert [place["confidence"] for place in found] == [0.25, pytest.approx(0.4), None, 1]


def test_fifteen_bins_unless_told() -> None:
    assert len(reliability(*faces())["bins"]) == 15


def test_before_and_after_a_temperature() -> None:
    labels, probabilities = faces((0.9, True), (0.9, False))

    found = calibration(labels, probabilities, 2.0)

    assert found["temperature"] == 2.0
    assert found["before"]["ece"] == pytest.approx(0.4)
    assert found["after"]["ece"] == pytest.approx(tempered(probabilities, 2.0).max() - 0.5)
