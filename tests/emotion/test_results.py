"""Boxes and results: plain values that refuse what they cannot mean."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import example, given
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


def frames_and_boxes() -> st.SearchStrategy[tuple[int, int, Box]]:
    """Return sizes of frames, each with a box inside."""
    sides = st.integers(1, 3000)

    def inside(size: tuple[int, int]) -> st.SearchStrategy[tuple[int, int, Box]]:
        width, height = size
        corners = st.tuples(st.integers(0, width - 1), st.integers(0, height - 1))
        return corners.flatmap(
            lambda corner: st.builds(
                lambda across, down: (width, height, Box(*corner, across, down)),
                st.integers(1, width - corner[0]),
                st.integers(1, height - corner[1]),
            )
        )

    return st.tuples(sides, sides).flatmap(inside)


def is_inside(box: Box, width: int, height: int) -> bool:
    return 0 <= box.left < box.right <= width and 0 <= box.top < box.bottom <= height


@given(frames_and_boxes(), st.integers(1, 3000), st.integers(1, 3000))
@example((640, 480, Box(639, 479, 1, 1)), 64, 48)
def test_a_scaled_box_lies_inside_and_within_a_pixel_of_where_it_was(
    framed: tuple[int, int, Box], width: int, height: int
) -> None:
    old_width, old_height, box = framed
    across, down = width / old_width, height / old_height
    scaled = box.scaled(across, down, width, height)
    assert is_inside(scaled, width, height)
    assert abs(scaled.left - box.left * across) <= 1
    assert abs(scaled.top - box.top * down) <= 1
    assert abs(scaled.width - box.width * across) <= 1
    assert abs(scaled.height - box.height * down) <= 1


@given(frames_and_boxes())
def test_a_box_of_the_same_size_stays(framed: tuple[int, int, Box]) -> None:
    width, height, box = framed
    assert box.scaled(1, 1, width, height) == box.clipped(width, height) == box


@given(BOXES, st.integers(0, 300), st.integers(0, 300), st.integers(1, 600), st.integers(1, 600))
def test_an_expanded_box_keeps_its_middle_and_clipped_lies_inside(
    box: Box, across: int, down: int, width: int, height: int
) -> None:
    larger = box.expanded(across, down)
    assert (larger.center, larger.width, larger.height) == (box.center, box.width + 2 * across, box.height + 2 * down)
    part = larger.clipped(width, height)
    assert (part is None) == (larger.left >= width or larger.top >= height)
    if part is not None:
        assert is_inside(part, width, height)
        assert part.iou(larger) == pytest.approx(part.area / larger.area)


@pytest.mark.parametrize("outside", [Box(-9, 0, 9, 9), Box(0, -9, 9, 9), Box(20, 0, 9, 9), Box(0, 30, 9, 9)])
def test_of_a_box_beside_the_picture_nothing_is_left(outside: Box) -> None:
    assert outside.clipped(20, 30) is None


def test_boxes_of_a_frame_follow_its_size_and_stay_inside() -> None:
    result = FrameResult(640, 480, (face(Box(0, 0, 320, 240)), face(Box(639, 479, 1, 1))), at=3.0)
    small, large = result.scaled(64, 48), result.scaled(1280, 960)
    assert (small.width, small.height, small.at) == (64, 48, 3.0)
    assert [face.box for face in small.faces] == [Box(0, 0, 32, 24), Box(63, 47, 1, 1)]
    assert [face.box for face in large.faces] == [Box(0, 0, 640, 480), Box(1278, 958, 2, 2)]
    assert result.scaled(640, 480) is result


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


def test_in_focus_is_who_is_followed_and_else_the_largest() -> None:
    small = replace(face(Box(0, 0, 20, 20)), track_id=1)
    large = replace(face(Box(50, 0, 40, 30)), track_id=2)
    result = FrameResult(640, 480, (small, large))
    assert replace(result, followed=1).in_focus is small
    assert result.in_focus is large
    assert replace(result, followed=3).in_focus is None


@pytest.mark.parametrize(
    ("value", "field"),
    [(Box(0, 0, 9, 9), "left"), (face(Box(0, 0, 9, 9)), "label"), (FrameResult(640, 480), "faces")],
)
def test_results_cannot_be_changed(value: object, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, None)
