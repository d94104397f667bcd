"""How much of a prior is taken out, by a rule that looks at all labels, and never at the cost of faces at rest."""

import numpy as np
import pytest

from emotion.classification.calibration import Calibration
from emotion.labels import LABELS
from training.data.faceset import FaceSet
from training.evaluation.adjust import fit_alike, fit_strength, sure_answers

COUNTS = (100, 20, 80, 300, 150, 100, 250)  # of the labels, as uneven as FER2013's
PRIOR = tuple(count / sum(COUNTS) for count in COUNTS)
ALIKE = (1 / 7,) * 7


def answers_of(labels: np.ndarray, evidence: float, seed: int = 0) -> np.ndarray:
    """Return what a model that learned the prior says: noisy evidence for the true label, and the prior on top."""
    random = np.random.default_rng(seed)
    logits = evidence * np.eye(7)[labels] + random.normal(0, 1, (len(labels), 7)) + np.log(PRIOR)
    powered = np.exp(logits)
    return np.asarray(powered / powered.sum(axis=1, keepdims=True), np.float32)


def faces(labels: np.ndarray, votes: np.ndarray | None = None) -> FaceSet:
    count = len(labels)
    pixels = np.zeros((count, 48, 48), np.uint8)
    names = np.array([f"row {index}" for index in range(count)])
    return FaceSet(pixels, labels, np.full(count, "public"), names, votes=votes)


def drawn(shares: tuple[float, ...], count: int = 3000) -> np.ndarray:
    return np.random.default_rng(1).choice(7, count, p=shares)


def voted(labels: np.ndarray) -> np.ndarray:
    return 10 * np.eye(10, dtype=np.int64)[labels]


def test_some_of_the_prior_is_taken_out_where_it_hides_rare_labels() -> None:
    labels = drawn(PRIOR)
    probabilities = answers_of(labels, 2.0)

    strength = fit_strength(faces(labels), probabilities, PRIOR)

    assert 0.1 < strength < 1
    found = Calibration(prior=PRIOR, strength=strength).adjust(probabilities).argmax(axis=1)
    rare = labels == 1
    assert (found[rare] == 1).mean() > (probabilities.argmax(axis=1)[rare] == 1).mean() + 0.1


def test_nothing_is_taken_out_of_answers_that_are_right_already() -> None:
    labels = drawn(PRIOR)
    assert fit_strength(faces(labels), np.eye(7, dtype=np.float32)[labels], PRIOR) == 0


def test_a_prior_of_equal_shares_changes_no_answer() -> None:
    labels = drawn(ALIKE)
    assert fit_strength(faces(labels), answers_of(labels, 1.0), ALIKE) == 0


def test_neutral_is_kept_where_a_majority_calls_it_so() -> None:
    labels = drawn(PRIOR)
    probabilities = answers_of(labels, 1.5)
    free = fit_strength(faces(labels), probabilities, PRIOR)

    kept = fit_strength(faces(labels, voted(labels)), probabilities, PRIOR)

    neutral = labels == LABELS.index("neutral")
    recalls = [
        (Calibration(prior=PRIOR, strength=strength).adjust(probabilities).argmax(axis=1)[neutral] == 6).mean()
        for strength in (0.0, free, kept)
    ]
    assert kept < free
    assert recalls[1] < 0.7 <= recalls[2] <= recalls[0]


@pytest.mark.parametrize("on", ["labels", "voters"])
def test_temperature_and_threshold_are_those_of_the_changed_answers(on: str) -> None:
    labels = drawn(PRIOR)
    public, probabilities = faces(labels, voted(labels)), answers_of(labels, 2.0)

    found = fit_alike(public, probabilities, PRIOR, on)

    assert found.prior == PRIOR
    sure = sure_answers(public, probabilities, found, on)
    assert sure["accuracy"] == pytest.approx(0.8, abs=0.01)
    shown = found.apply(probabilities)
    assert sure["share"] == pytest.approx((shown.max(axis=1) >= found.threshold).mean())
    assert shown.max(axis=1).mean() == pytest.approx((shown.argmax(axis=1) == labels).mean(), abs=0.05)


def test_voters_are_asked_for_only_where_they_are() -> None:
    labels = drawn(PRIOR, 50)
    with pytest.raises(ValueError, match=r"needs FER\+ votes"):
        fit_alike(faces(labels), answers_of(labels, 2.0), PRIOR, "voters")
