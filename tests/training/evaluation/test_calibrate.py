"""Temperature and threshold: cases whose answer is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.classification.calibration import tempered
from training.evaluation.calibrate import fit_temperature, fit_threshold, negative_log_likelihood, sure


def softmax(logits: np.ndarray) -> np.ndarray:
    powered = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powered / powered.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("true_temperature", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_the_labels_is_found(true_temperature: float) -> None:
    random = np.random.default_rng(1)
    logits = random.normal(0, 2, (20_000, 7))
    thresholds = softmax(logits / true_temperature).cumsum(axis=1)
    labels = (random.random((len(logits), 1)) > thresholds).sum(axis=1).clip(0, 6)

    assert fit_temperature(labels, softmax(logits)) == pytest.approx(true_temperature, rel=0.05)


@pytest.mark.parametrize("true_temperature", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_the_votes_is_found(true_temperature: float) -> None:
    random = np.random.default_rng(1)
    logits = random.normal(0, 2, (5_000, 7))
    votes = random.multinomial(10, softmax(logits / true_temperature)) / 10

    assert fit_temperature(votes.astype(np.float32), softmax(logits)) == pytest.approx(true_temperature, rel=0.05)


def test_votes_of_one_mind_are_labels() -> None:
    random = np.random.default_rng(3)
    probabilities, labels = softmax(random.normal(0, 2, (50, 7))), random.integers(0, 7, 50)
    votes = np.eye(7, dtype=np.float32)[labels]

    assert negative_log_likelihood(votes, probabilities) == pytest.approx(
        negative_log_likelihood(labels, probabilities)
    )
    assert fit_threshold(votes, probabilities) == fit_threshold(labels, probabilities)
    assert sure(votes, probabilities, 0.4) == sure(labels, probabilities, 0.4)


def test_the_threshold_of_voters_is_the_lowest_that_keeps_four_fifths_of_them() -> None:
    probabilities = np.array([[best, *[(1 - best) / 6] * 6] for best in (0.9, 0.7, 0.5)])
    votes = np.zeros((3, 7), np.float32)
    votes[:, 0] = [1.0, 0.7, 0.5]

    found = fit_threshold(votes, probabilities)

    assert found == pytest.approx(0.6)
    assert sure(votes, probabilities, found) == pytest.approx({"accuracy": 0.85, "share": 2 / 3})


def test_no_other_temperature_is_likelier() -> None:
    random = np.random.default_rng(2)
    probabilities = softmax(random.normal(0, 3, (300, 7)))
    labels = np.where(random.random(300) < 0.5, probabilities.argmax(axis=1), random.integers(0, 7, 300))
    best = fit_temperature(labels, probabilities)

    losses = [
        negative_log_likelihood(labels, tempered(probabilities, best * factor)) for factor in (0.9, 0.99, 1.01, 1.1)
    ]

    assert negative_log_likelihood(labels, tempered(probabilities, best)) <= min(losses)


def test_no_face_has_no_temperature() -> None:
    with pytest.raises(ValueError, match="needs faces"):
        fit_temperature(np.empty(0, np.int64), np.empty((0, 7)))


def answers(*faces: tuple[float, bool]) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and probabilities of faces with this best probability, answered rightly or not."""
    probabilities = np.array([[best, *[(1 - best) / 6] * 6] for best, _ in faces])
    return np.array([0 if right else 1 for _, right in faces]), probabilities


@pytest.mark.parametrize(
    ("faces", "threshold", "accuracy", "share"),
    [
        ([(0.9, True), (0.8, True), (0.6, False)], 0.7, 1.0, 2 / 3),
        ([(0.9, False), (0.8, True), (0.75, True), (0.7, True), (0.65, True), (0.5, False)], 0.575, 0.8, 5 / 6),
        ([(0.9, True), (0.8, True), (0.8, False), (0.6, False)], 0.85, 1.0, 1 / 4),
        ([(0.9, True), (0.8, True)], 0.0, 1.0, 1.0),
        ([(0.9, False), (0.8, True)], 1.0, 0.0, 0.0),
        ([], 1.0, 0.0, 0.0),
    ],
)
def test_the_threshold_is_the_lowest_that_keeps_four_fifths_right(
    faces: list[tuple[float, bool]], threshold: float, accuracy: float, share: float
) -> None:
    labels, probabilities = answers(*faces)
    probabilities = probabilities.reshape(-1, 7)

    found = fit_threshold(labels, probabilities)

    assert found == pytest.approx(threshold)
    assert sure(labels, probabilities, found) == pytest.approx({"accuracy": accuracy, "share": share})


@given(
    st.lists(st.tuples(st.sampled_from([0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]), st.booleans()), min_size=1, max_size=20)
)
def test_no_lower_threshold_would_do(faces: list[tuple[float, bool]]) -> None:
    labels, probabilities = answers(*faces)
    found = fit_threshold(labels, probabilities)

    kept = sure(labels, probabilities, found)
    lower = [sure(labels, probabilities, best) for best in {best for best, _ in faces} if best < found]

    assert kept["accuracy"] >= 0.8 or kept["share"] == 0
    assert all(other["accuracy"] < 0.8 for other in lower)
