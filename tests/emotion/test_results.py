"""Boxes and results: plain values that refuse what they cannot mean."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.labels import LABELS
from emotion.results import Box, FaceResult, FrameResult

SURE_HAPPY = (0.02, 0.01, 0.03, 0.8, 0.04, 0.05, 0.05)
BOXES = st.builds(Box, st.integers(0, 500), st.integers(0, 500), width=st.integers(1, 200), height=st.integers(1, 200))


def face(box: Box, label: str = "happy", display_number: int = 1) -> FaceResult:
    return FaceResult(box, SURE_HAPPY, label, sure=True, display_number=display_number)


def test_a_boxes_edges_middle_and_area() -> None:
    box = Box(10, 20, 30, 41)

    assert (box.right, box.bottom, box.center, box.area) == (40, 61, (25, 40.5), 1230)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Box(0, 0, 10, 10), 1.0),
        (Box(5, 0, 10, 10), 50 / 150),
        (Box(0, 5, 10, 10), 50 / 150),
        (Box(2, 2, 5, 5), 25 / 100),
        (Box(10, 0, 10, 10), 0.0),  # they touch
        (Box(0, 10, 10, 10), 0.0),
        (Box(20, 20, 5, 5), 0.0),  # apart on both sides: two negative overlaps must not multiply to a positive one
    ],
)
def test_overlap_is_intersection_over_union(other: Box, expected: float) -> None:
    assert Box(0, 0, 10, 10).iou(other) == pytest.approx(expected)


@given(BOXES, BOXES)
def test_overlap_is_a_share_and_the_same_both_ways(first: Box, second: Box) -> None:
    assert 0 <= first.iou(second) == second.iou(first) <= 1
    assert first.iou(first) == 1


def test_a_mirrored_box_keeps_its_distance_from_the_other_edge() -> None:
    assert Box(10, 20, 30, 40).mirrored(640) == Box(600, 20, 30, 40)


@given(BOXES)
def test_mirroring_twice_gives_the_box_back(box: Box) -> None:
    assert box.mirrored(700).mirrored(700) == box


def test_confidence_is_the_probability_of_the_label_even_when_another_is_higher() -> None:
    assert face(Box(0, 0, 9, 9), "happy").confidence == 0.8
    assert face(Box(0, 0, 9, 9), "sad").confidence == 0.04


@pytest.mark.parametrize("count", [0, len(LABELS) - 1, len(LABELS) + 1])
def test_a_reading_refuses_another_number_of_probabilities(count: int) -> None:
    with pytest.raises(ValueError, match=f"expected 7 probabilities, found {count}"):
        FaceResult(Box(0, 0, 9, 9), (0.1,) * count, "happy", sure=True, display_number=1)


def test_a_reading_refuses_a_label_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="unknown label 'contempt': expected one of angry"):
        face(Box(0, 0, 9, 9), "contempt")


def test_the_largest_face_is_that_of_the_largest_box_wherever_it_stands() -> None:
    small, large, tall = (
        face(Box(0, 0, 20, 20)),
        face(Box(50, 0, 40, 30), display_number=2),
        face(Box(9, 9, 5, 90), display_number=3),
    )

    assert FrameResult(640, 480, (small, large, tall)).largest is large


def test_a_frame_without_faces_has_no_largest() -> None:
    assert FrameResult(640, 480).largest is None


@pytest.mark.parametrize(
    ("value", "field"),
    [(Box(0, 0, 9, 9), "left"), (face(Box(0, 0, 9, 9)), "label"), (FrameResult(640, 480), "faces")],
)
def test_results_cannot_be_changed(value: object, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, None)
