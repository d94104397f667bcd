"""Temperature on probabilities is temperature on logits, and so is a prior taken out."""

from typing import Any

import numpy as np
import pytest

from emotion.classification.calibration import Calibration, tempered


def softmax(logits: np.ndarray) -> np.ndarray:
    powered = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powered / powered.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 1.7, 5.0])
def test_it_divides_the_logits(temperature: float) -> None:
    logits = np.random.default_rng(0).normal(0, 2, (20, 7))
    found = tempered(softmax(logits).astype(np.float32), temperature)
    np.testing.assert_allclose(found, softmax(logits / temperature), atol=1e-5)


@pytest.mark.parametrize("temperature", [0.01, 2.0, 50.0])
def test_a_probability_rounded_to_zero_stays_finite(temperature: float) -> None:
    found = tempered(np.eye(7, dtype=np.float32)[:1], temperature)
    assert np.isfinite(found).all()
    assert found.sum() == pytest.approx(1)
    assert found.argmax() == 0


def test_no_faces_are_an_ordinary_case() -> None:
    assert tempered(np.empty((0, 7), np.float32), 2.0).shape == (0, 7)


PRIOR = (0.1, 0.02, 0.08, 0.3, 0.15, 0.1, 0.25)


@pytest.mark.parametrize("strength", [0.25, 0.7, 1.0])
def test_the_prior_is_taken_off_the_logits(strength: float) -> None:
    logits = np.random.default_rng(0).normal(0, 2, (20, 7))

    found = Calibration(prior=PRIOR, strength=strength).adjust(softmax(logits).astype(np.float32))

    np.testing.assert_allclose(found, softmax(logits - strength * np.log(PRIOR)), atol=1e-5)


def test_the_whole_prior_off_the_prior_leaves_nothing_to_choose() -> None:
    found = Calibration(prior=PRIOR, strength=1).adjust(np.array([PRIOR]))

    np.testing.assert_allclose(found, 1 / 7)


def test_the_temperature_comes_after_the_prior() -> None:
    probabilities = softmax(np.random.default_rng(1).normal(0, 2, (20, 7)))
    calibration = Calibration(temperature=1.5, prior=PRIOR, strength=0.5)

    np.testing.assert_allclose(calibration.apply(probabilities), tempered(calibration.adjust(probabilities), 1.5))


def test_a_rounded_zero_and_no_faces_stay_ordinary_with_a_prior() -> None:
    calibration = Calibration(prior=PRIOR, strength=1)

    assert calibration.apply(np.empty((0, 7), np.float32)).shape == (0, 7)
    assert calibration.apply(np.eye(7, dtype=np.float32)).argmax(axis=1).tolist() == list(range(7))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"temperature": 0.0}, "temperature over 0"),
        ({"threshold": 1.1}, "threshold of 0 to 1"),
        ({"strength": 1.1, "prior": PRIOR}, "strength of 0 to 1"),
        ({"strength": -0.1, "prior": PRIOR}, "strength of 0 to 1"),
        ({"strength": 0.5}, "0 without a prior"),
        ({"prior": PRIOR[:6]}, "7 shares"),
        ({"prior": (0.0, 0.12, *PRIOR[2:])}, "shares over 0"),
        ({"prior": tuple(2 * share for share in PRIOR)}, "sum is 1"),
    ],
)
def test_what_cannot_be_used_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Calibration(**values)
