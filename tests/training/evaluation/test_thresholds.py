"""Share, accuracy and mean recall of what is answered from a threshold on, by hand."""

import numpy as np
import pytest

from training.evaluation.thresholds import THRESHOLDS, thresholds


def of(*best: float) -> np.ndarray:
    """Return probabilities of answers 0, with that confidence."""
    rest = (1 - np.array(best)) / 6
    return np.column_stack([best, *[rest] * 6])


def test_what_is_answered_and_how_well() -> None:
    found = thresholds(np.array([0, 1, 0, 1]), of(0.9, 0.8, 0.5, 0.3))
    at = dict(zip(THRESHOLDS, zip(found["share"], found["count"], found["accuracy"], strict=True), strict=True))

    assert at[0.0] == (1, 4, 0.5)
    assert at[0.5] == (0.75, 3, pytest.approx(2 / 3))
    assert at[0.85] == (0.25, 1, 1)
    assert at[0.95] == (0, 0, None)
    recalls = dict(zip(THRESHOLDS, found["balanced_accuracy"], strict=True))
    assert (recalls[0.5], recalls[0.85], recalls[0.95]) == (0.5, 1, None)


def test_voters_have_shares_and_no_recall() -> None:
    found = thresholds(np.array([[0.7, 0.3, 0, 0, 0, 0, 0]], np.float32), of(0.6))

    assert found["accuracy"][0] == pytest.approx(0.7)
    assert "balanced_accuracy" not in found
