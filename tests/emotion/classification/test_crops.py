"""Cutting faces out of a picture."""

import cv2
import numpy as np
import pytest

from emotion.classification.crops import FACE_SIZE, cut_faces
from emotion.results import Box

MARGIN = 0.02  # share of a box's side


def test_no_boxes_give_no_faces() -> None:
    assert cut_faces(np.zeros((10, 10), np.uint8), (), MARGIN).shape == (0, FACE_SIZE, FACE_SIZE)


def test_a_crop_without_a_margin_is_the_box_itself() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (100, 100)).astype(np.uint8)
    (face,) = cut_faces(picture, [Box(20, 30, FACE_SIZE, FACE_SIZE)], margin=0.0)
    np.testing.assert_array_equal(face, picture[30 : 30 + FACE_SIZE, 20 : 20 + FACE_SIZE])


def test_the_margin_widens_the_box_on_all_sides() -> None:
    picture = np.zeros((200, 200), np.uint8)
    picture[50:150, 50:150] = 255
    (face,) = cut_faces(picture, [Box(50, 50, 100, 100)], margin=0.5)
    border = round(FACE_SIZE * 0.25 / 1.5)
    assert face[: border - 1].max() == face[:, : border - 1].max() == 0
    assert face[border + 1 : -border - 1, border + 1 : -border - 1].min() == 255


@pytest.mark.parametrize("box", [Box(10, 20, 30, 60), Box(10, 20, 60, 30)])
def test_an_oblong_box_is_squared_without_stretching(box: Box) -> None:
    picture = np.zeros((120, 120), np.uint8)
    across, down = (round(value) for value in box.center)
    cv2.circle(picture, (across, down), 20, 255, -1)
    (face,) = cut_faces(picture, [box], MARGIN)
    rows, columns = np.nonzero(face > 127)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 1


@pytest.mark.parametrize("corner", [(0, 0), (70, 0), (0, 70), (70, 70)])
def test_what_lies_outside_the_picture_repeats_its_edge(corner: tuple[int, int]) -> None:
    picture = np.full((100, 100), 77, np.uint8)
    (face,) = cut_faces(picture, [Box(*corner, 30, 30)], margin=1.0)
    assert (face == 77).all()


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 300), (300, 1)])
def test_the_smallest_pictures_are_cut_too(height: int, width: int) -> None:
    assert cut_faces(np.full((height, width), 9, np.uint8), [Box(0, 0, width, height)], MARGIN).min() == 9


def test_a_crop_has_the_size_and_the_colours_that_are_asked_for() -> None:
    picture = np.zeros((100, 100, 3), np.uint8)
    picture[..., 0], picture[..., 2] = 200, 50
    faces = cut_faces(picture, [Box(70, 70, 30, 30), Box(0, 0, 100, 100)], 0.5, height=64, width=32)
    assert faces.shape == (2, 64, 32, 3)
    assert (faces == (200, 0, 50)).all()
    assert cut_faces(picture, (), MARGIN, 64, 32).shape == (0, 64, 32, 3)
