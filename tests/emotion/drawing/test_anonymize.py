"""Making faces unrecognisable."""

import cv2
import numpy as np
import pytest

from emotion.detection.presets import make_detector
from emotion.drawing.anonymize import blur_faces
from emotion.images.input import InputPicture
from emotion.results import Box
from tests.support.fakes import face, frame

FACE = Box(170, 65, 110, 110)  # of the astronaut, by eye, pixels of the 512x512 picture


def blurred(picture: np.ndarray, *boxes: Box, strength: float = 0.5) -> np.ndarray:
    faces = [face(box, display_number=number) for number, box in enumerate(boxes, start=1)]
    return blur_faces(picture, frame(*faces, width=picture.shape[1], height=picture.shape[0]), strength)


def detail(picture: np.ndarray, box: Box = FACE) -> float:
    """Return how much the grey values of a box differ from one another at the scale of a face's features."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[box.top : box.bottom, box.left : box.right]
    small = cv2.resize(grey, (24, 24), interpolation=cv2.INTER_AREA).astype(float)
    return float(np.abs(np.diff(small, axis=0)).mean() + np.abs(np.diff(small, axis=1)).mean())


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("scale", [0.3, 1.0, 3.0])
def test_a_face_loses_its_features_at_any_size(astronaut: np.ndarray, scale: float, strength: float) -> None:
    picture = cv2.resize(astronaut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    box = Box(*(round(value * scale) for value in (FACE.left, FACE.top, FACE.width, FACE.height)))
    result = blurred(picture, box, strength=strength)
    assert detail(result, box) < 0.6 * detail(picture, box)
    assert make_detector("video").detect(InputPicture.of_rgb(result)) == ()


def test_more_strength_leaves_less_detail(astronaut: np.ndarray) -> None:
    left = [detail(blurred(astronaut, FACE, strength=strength)) for strength in (0.0, 0.5, 1.0)]
    assert left == sorted(left, reverse=True)
    assert left[2] < 0.7 * left[0]


def test_the_blur_is_an_ellipse_a_bit_larger_than_the_box(astronaut: np.ndarray) -> None:
    changed = (blurred(astronaut, FACE) != astronaut).any(axis=2)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert FACE.top - 40 < rows[0] < FACE.top - 15
    assert FACE.bottom + 15 < rows[-1] < FACE.bottom + 40
    assert FACE.left - 25 < columns[0] < FACE.left - 8
    assert FACE.right + 8 < columns[-1] < FACE.right + 25
    assert not changed[FACE.top - 20 : FACE.top - 10, FACE.left - 15 : FACE.left - 5].any()


def test_the_picture_given_stays_as_it_is(astronaut: np.ndarray) -> None:
    before = astronaut.copy()
    astronaut.flags.writeable = False
    assert not np.array_equal(blurred(astronaut, FACE), before)
    assert np.array_equal(astronaut, before)


def test_a_picture_without_faces_is_a_copy(astronaut: np.ndarray) -> None:
    result = blurred(astronaut)
    assert np.array_equal(result, astronaut)
    assert not np.shares_memory(result, astronaut)


@pytest.mark.parametrize("box", [Box(0, 0, 1, 1), Box(500, 500, 60, 60), Box(-30, -30, 90, 90), Box(900, 900, 50, 50)])
def test_a_face_at_the_edge_or_beyond_is_cut_off(astronaut: np.ndarray, box: Box) -> None:
    assert blurred(astronaut, box).shape == astronaut.shape


def test_two_faces_are_both_blurred(astronaut: np.ndarray) -> None:
    picture = np.hstack([astronaut, astronaut])
    other = Box(FACE.left + 512, FACE.top, FACE.width, FACE.height)
    result = blurred(picture, FACE, other)
    assert max(detail(result, FACE), detail(result, other)) < 0.6 * detail(picture)


@pytest.mark.parametrize("strength", [-0.1, 1.1])
def test_a_strength_out_of_range_is_refused(astronaut: np.ndarray, strength: float) -> None:
    with pytest.raises(ValueError, match="strength: expected 0 to 1"):
        blurred(astronaut, FACE, strength=strength)
