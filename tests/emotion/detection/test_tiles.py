"""Faces of all sizes in a photo."""

import cv2
import numpy as np
import pytest

from emotion.detection.blazeface import BlazeFaceDetector
from emotion.detection.tiles import TiledDetector
from emotion.images.input import InputPicture
from emotion.results import Box


@pytest.fixture(scope="module")
def detector() -> TiledDetector:
    return TiledDetector(BlazeFaceDetector())


def with_heads(width: int, height: int, astronaut: np.ndarray, sides: dict[tuple[int, int], int]) -> np.ndarray:
    """Return a grey wall with the astronaut's head at places, each so many pixels wide; the face takes half of it."""
    picture = np.full((height, width, 3), 150, np.uint8)
    for (left, top), side in sides.items():
        head = cv2.resize(astronaut[5:235, 110:340], (side, side), interpolation=cv2.INTER_AREA)
        picture[top : top + side, left : left + side] = head
    return picture


def hits(found: tuple[Box, ...], sides: dict[tuple[int, int], int]) -> int:
    faces = [Box(left + side // 4, top + side // 4, side // 2, side // 2) for (left, top), side in sides.items()]
    return sum(any(box.iou(face) > 0.4 for box in found) for face in faces)


def test_small_faces_all_over_a_large_picture_are_found(detector: TiledDetector, astronaut: np.ndarray) -> None:
    # Corners, edges and the middle, so that pieces meet in some of them.
    sides = {(left, top): 80 for left in (0, 480, 1000, 1920) for top in (0, 500, 1420)}
    picture = with_heads(2000, 1500, astronaut, sides)

    found = tuple(face.box for face in detector.detect(InputPicture.of_rgb(picture)))

    assert (hits(found, sides), len(found)) == (12, 12)
    assert detector.margin == 0


def test_a_face_of_40_pixels_is_found_in_a_small_photo(detector: TiledDetector, astronaut: np.ndarray) -> None:
    sides = {(120, 60): 80, (450, 300): 80}
    found = tuple(f.box for f in detector.detect(InputPicture.of_rgb(with_heads(640, 480, astronaut, sides))))

    assert (hits(found, sides), len(found)) == (2, 2)


def test_a_face_larger_than_a_piece_is_found_once_in_full_size(detector: TiledDetector, astronaut: np.ndarray) -> None:
    sides = {(700, 400): 2400}
    found = tuple(f.box for f in detector.detect(InputPicture.of_rgb(with_heads(4000, 3000, astronaut, sides))))

    assert (hits(found, sides), len(found)) == (1, 1)


@pytest.mark.parametrize("shape", [(1, 1), (3, 3000), (3000, 3), (700, 700)])
def test_a_picture_without_a_face_has_none(detector: TiledDetector, shape: tuple[int, int]) -> None:
    assert detector.detect(InputPicture.of_rgb(np.full((*shape, 3), 90, np.uint8))) == ()
