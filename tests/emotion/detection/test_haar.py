"""Finding faces with the Haar cascade."""

import cv2
import numpy as np
import pytest
from skimage.data import astronaut

from emotion.detection.base import Detection
from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.images.input import InputPicture
from emotion.results import Box

FACE = Box(170, 65, 110, 110)  # of the astronaut, by eye, pixels of the 512x512 picture


@pytest.fixture(scope="module")
def grey() -> np.ndarray:
    return cv2.cvtColor(astronaut(), cv2.COLOR_RGB2GRAY)


@pytest.mark.parametrize("scale", [0.7, 1.0, 2.5])
def test_the_box_lies_on_the_face_at_any_size(grey: np.ndarray, scale: float) -> None:
    scaled: np.ndarray = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    (box,) = HaarDetector().search(scaled)
    found = Box(*(round(value / scale) for value in (box.left, box.top, box.width, box.height)))
    assert found.iou(FACE) > 0.6


def test_a_limited_range_changes_nothing(grey: np.ndarray) -> None:
    limited_range = (16 + grey.astype(float) * 219 / 255).round().astype(np.uint8)
    (box,), (same,) = HaarDetector().search(grey), HaarDetector().search(limited_range)
    assert box.iou(same) > 0.8


@pytest.mark.parametrize("shape", [(1, 1), (1, 2000), (24, 24), (40, 30), (480, 640)])
def test_a_picture_without_a_face_has_none(shape: tuple[int, int]) -> None:
    assert HaarDetector().search(np.full(shape, 128, np.uint8)) == ()


def two_heads(grey: np.ndarray) -> np.ndarray:
    """Return a picture of 640x480 with a small head at its upper left and a large one at its lower right."""
    head = grey[30:230, 130:330]
    picture = np.full((480, 640), 200, np.uint8)
    picture[0:200, 0:200] = head
    picture[180:480, 340:640] = cv2.resize(head, (300, 300))
    return picture


def test_several_faces_come_largest_first_and_inside_the_picture(grey: np.ndarray) -> None:
    boxes = HaarDetector().search(two_heads(grey))
    assert [box.area for box in boxes] == sorted((box.area for box in boxes), reverse=True)
    assert len(boxes) == 2
    assert all(box.left >= 0 and box.top >= 0 and box.right <= 640 and box.bottom <= 480 for box in boxes)


def test_faces_under_the_smallest_size_are_left_out(grey: np.ndarray) -> None:
    detector = HaarDetector(HaarSettings(min_face_size=0.2))
    assert len(detector.search(grey)) == 1
    detector.settings = HaarSettings(min_face_size=0.5)
    assert detector.search(grey) == ()


def shifted(grey: np.ndarray, right: int, down: int) -> np.ndarray:
    return np.roll(grey, (down, right), (0, 1))


@pytest.mark.parametrize(("right", "down"), [(0, 0), (20, 0), (-20, 10), (0, -20)])
@pytest.mark.parametrize("scale", [0.7, 1.0, 2.5])
def test_a_known_face_is_found_where_it_moved_to(grey: np.ndarray, scale: float, right: int, down: int) -> None:
    def sized(picture: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))

    (before,) = HaarDetector().search(sized(grey))

    found = HaarDetector().moved(sized(shifted(grey, right, down)), before)

    assert found is not None
    expected = Box(before.left + round(right * scale), before.top + round(down * scale), before.width, before.height)
    assert found.iou(expected) > 0.8


@pytest.mark.parametrize("picture", ["elsewhere", "grown", "blank"])
def test_a_known_face_that_is_not_near_is_missed(grey: np.ndarray, picture: str) -> None:
    pictures = {
        "elsewhere": shifted(grey, 150, 100),
        "grown": cv2.resize(grey[30:230, 110:340], (512, 512)),
        "blank": np.full_like(grey, 128),
    }
    detector = HaarDetector()

    (box,) = detector.search(grey)

    assert detector.moved(grey, box) is not None
    assert detector.moved(pictures[picture], box) is None


def test_a_known_face_is_found_in_about_the_size_it_had(grey: np.ndarray) -> None:
    (box,) = HaarDetector().search(grey)
    side = round(box.width / 1.3)
    known = Box(box.left + (box.width - side) // 2, box.top + (box.height - side) // 2, side, side)

    found = HaarDetector().moved(grey, known)

    assert found is not None
    assert side / 1.25 <= found.width <= side * 1.25


def test_a_face_at_the_edge_is_followed_inside_the_picture(grey: np.ndarray) -> None:
    picture = two_heads(grey)
    for before in HaarDetector().search(picture):
        box = HaarDetector().moved(picture, before)

        assert box is not None
        assert box.iou(before) > 0.8
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= 640
        assert box.bottom <= 480


def test_a_known_face_under_the_smallest_size_is_left_out(grey: np.ndarray) -> None:
    detector = HaarDetector()
    (known,) = detector.search(grey)
    detector.settings = HaarSettings(min_face_size=0.5)

    assert detector.moved(grey, known) is None


def test_following_gives_a_detection_where_the_box_is_now(grey: np.ndarray) -> None:
    detector = HaarDetector()
    (box,) = detector.search(grey)

    assert detector.follow(InputPicture(grey), Detection(box)) == Detection(detector.moved(grey, box) or box)
    assert detector.follow(InputPicture(np.full_like(grey, 128)), Detection(box)) is None


def test_its_detections_are_boxes_with_the_margin_that_was_measured(astronaut: np.ndarray) -> None:
    picture, detector = InputPicture.of_rgb(astronaut), HaarDetector()

    assert detector.detect(picture) == tuple(Detection(box) for box in detector.search(picture.grey)) != ()
    # training/data/crop_calibration.py finds 0.013 to 0.026 on FER2013, depending on the cascade's steps.
    assert 0.01 <= detector.margin <= 0.03


@pytest.mark.parametrize(
    ("field", "value"),
    [("max_side", 10), ("min_face_size", 0.0), ("min_face_size", 1.5), ("scale_factor", 1.0), ("min_neighbors", 0)],
)
def test_settings_out_of_bounds_are_refused(field: str, value: float) -> None:
    with pytest.raises(ValueError, match=field):
        HaarSettings(**{field: value})  # type: ignore[arg-type]
