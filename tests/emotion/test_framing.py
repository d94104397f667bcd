"""The square that a model sees of a face, by a box and by its landmarks."""

import math

import numpy as np
import pytest

from emotion.framing import BOX, Framing, Landmarks
from emotion.results import Box

# FER2013's medians in a frame of 480 pixels whose corner is at 100, 50; the nose and the ears are of no matter there.
FRONTAL = Landmarks((252, 241), (427, 241), (340, 330), (340, 421.5), (160, 260), (520, 260))


def turned(landmarks: Landmarks, degrees: float) -> Landmarks:
    """Return a face tilted with the clock around a corner of the picture."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    eyes, ears = (landmarks.right_eye, landmarks.left_eye), (landmarks.right_ear, landmarks.left_ear)
    points = (*eyes, landmarks.nose, landmarks.mouth, *ears)
    return Landmarks(*((x * cos - y * sin, x * sin + y * cos) for x, y in points))


def test_landmarks_where_fer2013_has_them_give_its_frame() -> None:
    framing = Framing.of_face(FRONTAL, BOX * 480)

    assert (framing.across, framing.down) == pytest.approx((340, 290), abs=2)
    assert framing.side == pytest.approx(480, rel=0.01)
    assert framing.roll == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("degrees", [-80, -30, 10, 45, 120])
def test_a_tilted_face_has_the_same_frame_tilted(degrees: float) -> None:
    upright, tilted = (Framing.of_face(face, BOX * 480) for face in (FRONTAL, turned(FRONTAL, degrees)))

    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    middle = upright.across * cos - upright.down * sin, upright.across * sin + upright.down * cos
    assert (tilted.across, tilted.down) == pytest.approx(middle, abs=1)
    assert tilted.side == pytest.approx(upright.side)
    assert tilted.roll == pytest.approx(degrees, abs=0.1)


def test_in_profile_the_mouth_tells_the_tilt_and_the_box_holds_the_size() -> None:
    eyes_together = Landmarks((300, 240), (302, 260), (280, 330), (300, 420), (400, 260), (420, 260))

    assert abs(eyes_together.roll) < 10
    assert Framing.of_face(eyes_together, BOX * 480).side > 380


@pytest.mark.parametrize("degrees", [-60, -20, 0, 20, 60])
def test_the_nose_between_the_ears_tells_the_turn(degrees: float) -> None:
    turn = math.radians(degrees)
    nose, ears = 100 * 1.2 * math.sin(turn), 100 * math.cos(turn)
    face = Landmarks((-30, 0), (30, 0), (nose, 30), (0, 60), (-ears, 10), (ears, 10))

    assert face.yaw == pytest.approx(degrees, abs=0.1)
    assert turned(face, 40).yaw == pytest.approx(degrees, abs=0.1)


def test_points_in_one_place_are_no_error() -> None:
    face = Landmarks(*((5.0, 5.0),) * 6)

    assert (face.roll, face.yaw) == (0, 0)
    assert Framing.of_face(face, 10).side > 0


def test_around_a_box_it_is_a_square_with_the_margin() -> None:
    assert Framing.around(Box(10, 20, 30, 60)) == Framing(25, 50, 60)
    assert Framing.around(Box(10, 20, 60, 30), 0.5) == Framing(40, 35, 90)


@pytest.mark.parametrize(("roll", "shown"), [(0, 0), (15, 0), (-15, 0), (15.1, 15.1), (-90, -90)])
def test_models_see_a_face_upright_from_15_degrees_on(roll: float, shown: float) -> None:
    assert Framing(1, 2, 3, roll).upright == Framing(1, 2, 3, shown)


@pytest.mark.parametrize(
    ("framing", "box"),
    [
        (Framing(50, 50, 20), Box(40, 40, 20, 20)),
        (Framing(5, 95, 20), Box(0, 85, 15, 15)),
        (Framing(-30, 50, 20), None),
        (Framing(50, 50, 1.2), Box(49, 49, 1, 1)),
        (Framing(50, 50, 0.9), None),
        (Framing(50, 50, -20), None),
        (Framing(-1, 50, 20), None),
        (Framing(50, 100, 20), None),
    ],
)
def test_its_box_is_the_part_inside_the_picture(framing: Framing, box: Box | None) -> None:
    assert framing.box(100, 100) == box


@pytest.mark.parametrize(
    ("framing", "outside"),
    [
        (Framing(50, 50, 20), 0),
        (Framing(50, 50, 100), 0),
        (Framing(0, 50, 20), 0.5),
        (Framing(100, 95, 20), 0.625),
        (Framing(50, 50, 200), 0.75),
        (Framing(-30, 50, 20), 1),
    ],
    ids=["inside", "all of it", "half", "a corner", "larger", "beside it"],
)
def test_what_lies_outside_the_picture_is_a_share_of_the_square(framing: Framing, outside: float) -> None:
    assert framing.outside(100, 100) == pytest.approx(outside)


def test_squares_are_moved_scaled_and_compared() -> None:
    framing = Framing(10, 20, 8, 30)

    assert framing.moved(1, -2) == Framing(11, 18, 8, 30)
    assert framing.scaled(2) == Framing(20, 40, 16, 30)
    assert [round(framing.iou(other), 3) for other in (framing, framing.moved(4, 0), framing.moved(9, 0))] == [
        1.0,
        round(1 / 3, 3),
        0.0,
    ]
    assert framing.iou(Framing(10, 20, 4)) == pytest.approx(0.25)


def test_landmarks_move_together() -> None:
    moved = FRONTAL.moved(3, -4)

    assert np.subtract(moved.right_eye, FRONTAL.right_eye).tolist() == [3, -4]
    assert np.subtract(moved.left_ear, FRONTAL.left_ear).tolist() == [3, -4]
    assert (moved.roll, moved.yaw) == pytest.approx((FRONTAL.roll, FRONTAL.yaw))
