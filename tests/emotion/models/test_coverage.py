"""What a threshold leaves of a model's answers."""

import pytest

from emotion.models.coverage import Answered, answered
from emotion.models.figures import Coverage

MEASURED = Coverage(share=(0.2, 0.6, 1.0), accuracy=(0.95, 0.85, 0.65), threshold=(0.9, 0.5, 0.2))


@pytest.mark.parametrize(
    ("threshold", "share", "accuracy"),
    [
        (0.9, 0.2, 0.95),
        (0.7, 0.4, 0.90),
        (0.5, 0.6, 0.85),
        (0.275, 0.9, 0.70),
        (0.2, 1.0, 0.65),
        (0.0, 1.0, 0.65),
    ],
)
def test_between_two_measured_points_it_is_in_proportion(threshold: float, share: float, accuracy: float) -> None:
    left = answered(MEASURED, threshold)

    assert left is not None
    assert (left.share, left.accuracy) == pytest.approx((share, accuracy))


def test_above_the_first_measured_point_nothing_is_known() -> None:
    assert answered(MEASURED, 0.91) is None


def test_faces_of_the_same_confidence_are_answered_together() -> None:
    alike = Coverage(share=(0.5, 1.0), accuracy=(0.9, 0.7), threshold=(0.4, 0.4))

    assert answered(alike, 0.4) == Answered(1.0, 0.7)


def test_nothing_measured_is_an_ordinary_case() -> None:
    assert answered(Coverage(share=(), accuracy=(), threshold=()), 0.0) is None
