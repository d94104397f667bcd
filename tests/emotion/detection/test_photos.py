"""Faces of all sizes in still pictures."""

import cv2
import numpy as np
import pytest
from skimage.data import immunohistochemistry

from emotion.analysis import analyze
from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.detection.photos import PhotoDetector, PhotoSettings
from emotion.images.luma import to_grey
from emotion.results import Box
from tests.support.fakes import Always, FakeDetector

FACE = Box(170, 65, 110, 110)  # of the astronaut, by eye, pixels of the 512x512 picture


@pytest.fixture(scope="module")
def detector() -> PhotoDetector:
    return PhotoDetector()


def head(astronaut: np.ndarray, side: int) -> np.ndarray:
    """Return the astronaut's head, 200 pixels of the original, with its face in the middle."""
    return cv2.resize(astronaut[20:220, 125:325], (side, side), interpolation=cv2.INTER_AREA)


def group(astronaut: np.ndarray, side: int, columns: int = 5, rows: int = 4) -> tuple[np.ndarray, list[Box]]:
    """Return a picture of 2,000x1,200 pixels with heads in rows, and a box around each face."""
    picture = np.full((1200, 2000, 3), 150, np.uint8)
    heads = head(astronaut, side)
    boxes = []
    for index in range(columns * rows):
        left, top = 60 + index % columns * (1900 // columns), 60 + index // columns * (1100 // rows)
        picture[top : top + side, left : left + side] = heads
        boxes.append(Box(left + round(side * 0.225), top + round(side * 0.225), round(side * 0.55), round(side * 0.55)))
    return picture, boxes


def found(boxes: tuple[Box, ...], expected: list[Box]) -> int:
    return sum(any(box.iou(other) > 0.5 for box in boxes) for other in expected)


def test_a_group_of_twenty_small_faces_is_found(astronaut: np.ndarray, detector: PhotoDetector) -> None:
    picture, expected = group(astronaut, side=88)  # faces of 48 pixels
    boxes = detector.search(to_grey(picture).pixels)
    assert len(boxes) == 20
    assert found(boxes, expected) == 20


@pytest.mark.parametrize("side", [100, 400, 1800])
def test_a_face_that_fills_the_picture_is_found(astronaut: np.ndarray, detector: PhotoDetector, side: int) -> None:
    selfie: np.ndarray = cv2.resize(astronaut[60:185, 163:288], (side, side), interpolation=cv2.INTER_AREA)
    (box,) = detector.search(to_grey(selfie).pixels)
    assert box.width > 0.7 * side


def test_a_large_photo_is_searched_reduced_and_its_boxes_are_its_own_pixels(astronaut: np.ndarray) -> None:
    photo = np.full((4000, 6000, 3), 150, np.uint8)
    photo[1000:1400, 3000:3400] = head(astronaut, 400)
    boxes = PhotoDetector().search(to_grey(photo).pixels)
    assert len(boxes) == found(boxes, [Box(3090, 1090, 220, 220)]) == 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (23, 23), (24, 24), (47, 30), (300, 400)])
def test_a_picture_without_a_face_has_none(detector: PhotoDetector, shape: tuple[int, int]) -> None:
    assert detector.search(np.full(shape, 128, np.uint8)) == ()


def test_boxes_come_largest_first_and_inside_the_picture(astronaut: np.ndarray, detector: PhotoDetector) -> None:
    picture = np.full((700, 900, 3), 150, np.uint8)
    picture[0:120, 0:120] = head(astronaut, 120)
    picture[300:700, 500:900] = head(astronaut, 400)
    boxes = detector.search(to_grey(picture).pixels)
    assert [box.area for box in boxes] == sorted((box.area for box in boxes), reverse=True)
    assert len(boxes) == 2
    assert all(box.left >= 0 and box.top >= 0 and box.right <= 900 and box.bottom <= 700 for box in boxes)


def test_the_second_look_drops_what_only_the_first_takes_for_faces(detector: PhotoDetector) -> None:
    tissue: np.ndarray = cv2.resize(to_grey(immunohistochemistry()).pixels, None, fx=2, fy=2)
    first = HaarDetector(HaarSettings(max_side=1024, min_face_size=24 / 1024, scale_factor=1.1, min_neighbors=2))
    assert len(first.search(tissue)) > 5
    assert detector.search(tissue) == ()


def test_a_higher_sensitivity_finds_more_of_the_smallest_faces(astronaut: np.ndarray) -> None:
    picture, _ = group(astronaut, side=44)  # faces of 24 pixels
    small = to_grey(picture[:600, :1000]).pixels
    counts = [len(PhotoDetector(PhotoSettings(sensitivity=level)).search(small)) for level in ("low", "normal", "high")]
    assert counts[0] < counts[1] <= counts[2]


def test_the_reading_and_the_crops_go_together(astronaut: np.ndarray) -> None:
    boxes = (Box(300, 20, 80, 80), FACE)
    classifier = Always("sad", 0.7)
    photo = analyze(astronaut, FakeDetector(boxes), classifier, threshold=0.75)
    assert [(face.display_number, face.box) for face in photo.result.faces] == [(1, FACE), (2, boxes[0])]
    assert [(face.label, face.sure) for face in photo.result.faces] == [("sad", False)] * 2
    assert (photo.result.width, photo.result.height) == (512, 512)
    assert np.array_equal(photo.crops, classifier.seen[0])
    assert photo.crops.shape == (2, 48, 48)


def test_no_face_gives_no_crops(astronaut: np.ndarray) -> None:
    photo = analyze(astronaut, FakeDetector(), Always("happy"), threshold=0.5)
    assert photo.result.faces == ()
    assert photo.crops.shape == (0, 48, 48)


@pytest.mark.parametrize(
    ("field", "value"),
    [("sensitivity", "extreme"), ("megapixels", 0.001), ("min_face_size", 23), ("scale_factor", 1.0)],
)
def test_settings_out_of_bounds_are_refused(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{field}: expected"):
        PhotoSettings(**{field: value})  # type: ignore[arg-type]
