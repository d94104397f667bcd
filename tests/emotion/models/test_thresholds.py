"""A slider's threshold finds the figures that were measured next to it."""

import pytest

from emotion.models.figures import Confidence
from emotion.models.thresholds import AtThreshold, Thresholds, at_threshold

MEASURED = Thresholds(threshold=(0.0, 0.5, 0.95), share=(1.0, 0.5, 0.0), count=(8, 4, 0), accuracy=(0.5, 0.75, None))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (0.0, AtThreshold(0.0, 1.0, 8, 0.5, None)),
        (0.3, AtThreshold(0.5, 0.5, 4, 0.75, None)),
        (1.0, AtThreshold(0.95, 0.0, 0, None, None)),
    ],
)
def test_the_nearest_measured_threshold_is_found(asked: float, found: AtThreshold) -> None:
    assert at_threshold(Confidence(count=8, accuracy=0.5, thresholds=MEASURED), asked) == found


def test_figures_without_thresholds_have_none() -> None:
    assert at_threshold(Confidence(count=8, accuracy=0.5), 0.5) is None


def test_lists_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="expected 2 values"):
        Thresholds(threshold=(0.0, 0.5), share=(1.0,), count=(8, 4), accuracy=(0.5, 0.75))
