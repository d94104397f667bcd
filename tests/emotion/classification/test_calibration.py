"""Temperature on probabilities is temperature on logits."""

import numpy as np
import pytest

from emotion.classification.calibration import tempered


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
