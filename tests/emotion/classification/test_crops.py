"""Cutting faces out of a picture."""

import cv2
import numpy as np
import pytest

from emotion.classification.crops import FACE_SIZE, cut_faces
from emotion.framing import Framing
from emotion.results import Box

MARGIN = 0.02  # share of a box's side


def test_no_boxes_give_no_faces() -> None:
    assert cut_faces(np.zeros((10, 10), np.uint8), ()).shape == (0, FACE_SIZE, FACE_SIZE)


def test_a_crop_without_a_margin_is_the_box_itself() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (100, 100)).astype(np.uint8)
    (face,) = cut_faces(picture, [Framing.around(Box(20, 30, FACE_SIZE, FACE_SIZE))])
    np.testing.assert_array_equal(face, picture[30 : 30 + FACE_SIZE, 20 : 20 + FACE_SIZE])


def test_the_margin_widens_the_box_on_all_sides() -> None:
    picture = np.zeros((200, 200), np.uint8)
    picture[50:150, 50:150] = 255
    (face,) = cut_faces(picture, [Framing.around(Box(50, 50, 100, 100), 0.5)])
    border = round(FACE_SIZE * 0.25 / 1.5)
    assert face[: border - 1].max() == face[:, : border - 1].max() == 0
    assert face[border + 1 : -border - 1, border + 1 : -border - 1].min() == 255


@pytest.mark.parametrize("box", [Box(10, 20, 30, 60), Box(10, 20, 60, 30)])
def test_an_oblong_box_is_squared_without_stretching(box: Box) -> None:
    picture = np.zeros((120, 120), np.uint8)
    across, down = (round(value) for value in box.center)
    cv2.circle(picture, (across, down), 20, 255, -1)
    (face,) = cut_faces(picture, [Framing.around(box, MARGIN)])
    rows, columns = np.nonzero(face > 127)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 1


@pytest.mark.parametrize("corner", [(0, 0), (70, 0), (0, 70), (70, 70)])
def test_what_lies_outside_the_picture_repeats_its_edge(corner: tuple[int, int]) -> None:
    picture = np.full((100, 100), 77, np.uint8)
    (face,) = cut_faces(picture, [Framing.around(Box(*corner, 30, 30), 1.0)])
    assert (face == 77).all()


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 300), (300, 1)])
def test_the_smallest_pictures_are_cut_too(height: int, width: int) -> None:
    framing = Framing.around(Box(0, 0, width, height), MARGIN)
    assert cut_faces(np.full((height, width), 9, np.uint8), [framing]).min() == 9


def test_a_crop_has_the_size_and_the_colours_that_are_asked_for() -> None:
    picture = np.zeros((100, 100, 3), np.uint8)
    picture[..., 0], picture[..., 2] = 200, 50
    framings = [Framing.around(Box(70, 70, 30, 30), 0.5), Framing.around(Box(0, 0, 100, 100), 0.5)]
    faces = cut_faces(picture, framings, height=64, width=32)
    assert faces.shape == (2, 64, 32, 3)
    assert (faces == (200, 0, 50)).all()
    assert cut_faces(picture, (), 64, 32).shape == (0, 64, 32, 3)


@pytest.mark.parametrize("roll", [-60.0, -16.0, 16.0, 45.0])
def test_a_tilted_face_is_turned_upright(astronaut: np.ndarray, roll: float) -> None:
    middle, side = (225.0, 112.0), 120.0
    matrix = cv2.getRotationMatrix2D(middle, -roll, 1.0)
    turned = np.asarray(cv2.warpAffine(astronaut, matrix, (512, 512)), np.uint8)

    upright = cut_faces(astronaut, [Framing(*middle, side)])
    straight = cut_faces(turned, [Framing(*middle, side, roll)])

    assert np.abs(upright.astype(int) - straight).mean() < 8
    assert np.abs(upright.astype(int) - cut_faces(turned, [Framing(*middle, side)])).mean() > 20


def test_up_to_15_degrees_a_face_is_cut_out_as_it_is(astronaut: np.ndarray) -> None:
    tilted, plain = Framing(225, 112, 120, 15.0), Framing(225, 112, 120)

    np.testing.assert_array_equal(cut_faces(astronaut, [tilted]), cut_faces(astronaut, [plain]))


@pytest.mark.parametrize("middle", [(0.0, 0.0), (511.0, 300.0), (200.0, 511.0)])
def test_a_tilted_face_at_the_edge_repeats_the_edge(middle: tuple[float, float]) -> None:
    (face,) = cut_faces(np.full((512, 512), 77, np.uint8), [Framing(*middle, 300, 40)])
    assert (face == 77).all()
