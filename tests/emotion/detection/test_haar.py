"""Finding faces with the Haar cascade."""

import cv2
import numpy as np
import pytest
from skimage.data import astronaut

from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.results import Box

FACE = Box(170, 65, 110, 110)  # of the astronaut, by eye, pixels of the 512x512 picture


@pytest.fixture(scope="module")
def gray() -> np.ndarray:
    return cv2.cvtColor(astronaut(), cv2.COLOR_RGB2GRAY)


@pytest.mark.parametrize("scale", [0.7, 1.0, 2.5])
def test_the_box_lies_on_the_face_at_any_size(gray: np.ndarray, scale: float) -> None:
    (box,) = HaarDetector().detect(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    found = Box(*(round(value / scale) for value in (box.left, box.top, box.width, box.height)))
    assert found.overlap(FACE) > 0.6


def test_a_limited_range_changes_nothing(gray: np.ndarray) -> None:
    limited = (16 + gray.astype(float) * 219 / 255).round().astype(np.uint8)
    (box,), (same,) = HaarDetector().detect(gray), HaarDetector().detect(limited)
    assert box.overlap(same) > 0.8


@pytest.mark.parametrize("shape", [(1, 1), (1, 2000), (24, 24), (40, 30), (480, 640)])
def test_a_picture_without_a_face_has_none(shape: tuple[int, int]) -> None:
    assert HaarDetector().detect(np.full(shape, 128, np.uint8)) == ()


def two_heads(gray: np.ndarray) -> np.ndarray:
    """Return a picture of 640x480 with a small head at its upper left and a large one at its lower right."""
    head = gray[30:230, 130:330]
    picture = np.full((480, 640), 200, np.uint8)
    picture[0:200, 0:200] = head
    picture[180:480, 340:640] = cv2.resize(head, (300, 300))
    return picture


def test_several_faces_come_largest_first_and_inside_the_picture(gray: np.ndarray) -> None:
    boxes = HaarDetector().detect(two_heads(gray))
    assert [box.area for box in boxes] == sorted((box.area for box in boxes), reverse=True)
    assert len(boxes) == 2
    assert all(box.left >= 0 and box.top >= 0 and box.right <= 640 and box.bottom <= 480 for box in boxes)


def test_faces_under_the_smallest_size_are_left_out(gray: np.ndarray) -> None:
    detector = HaarDetector(HaarSettings(smallest_face=0.2))
    assert len(detector.detect(gray)) == 1
    detector.settings = HaarSettings(smallest_face=0.5)
    assert detector.detect(gray) == ()


def shifted(gray: np.ndarray, right: int, down: int) -> np.ndarray:
    return np.roll(gray, (down, right), (0, 1))


@pytest.mark.parametrize(("right", "down"), [(0, 0), (20, 0), (-20, 10), (0, -20)])
@pytest.mark.parametrize("scale", [0.7, 1.0, 2.5])
def test_a_known_face_is_found_where_it_moved_to(gray: np.ndarray, scale: float, right: int, down: int) -> None:
    def sized(picture: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))

    (before,) = HaarDetector().detect(sized(gray))

    found = HaarDetector().detect_near(sized(shifted(gray, right, down)), [before])

    assert found is not None
    expected = Box(before.left + round(right * scale), before.top + round(down * scale), before.width, before.height)
    assert [box.overlap(expected) > 0.8 for box in found] == [True]


@pytest.mark.parametrize("picture", ["elsewhere", "grown", "blank"])
def test_a_known_face_that_is_not_near_is_missed(gray: np.ndarray, picture: str) -> None:
    pictures = {
        "elsewhere": shifted(gray, 150, 100),
        "grown": cv2.resize(gray[30:230, 110:340], (512, 512)),
        "blank": np.full_like(gray, 128),
    }
    detector = HaarDetector()

    assert detector.detect_near(gray, detector.detect(gray)) is not None
    assert detector.detect_near(pictures[picture], detector.detect(gray)) is None


def test_a_known_face_is_found_in_about_the_size_it_had(gray: np.ndarray) -> None:
    (box,) = HaarDetector().detect(gray)
    side = round(box.width / 1.3)
    known = Box(box.left + (box.width - side) // 2, box.top + (box.height - side) // 2, side, side)

    found = HaarDetector().detect_near(gray, [known])

    assert found is not None
    assert [side / 1.25 <= near.width <= side * 1.25 for near in found] == [True]


def test_one_face_known_twice_is_missed(gray: np.ndarray) -> None:
    (box,) = HaarDetector().detect(gray)

    assert HaarDetector().detect_near(gray, [box, Box(box.left + 3, box.top, box.width, box.height)]) is None


def test_several_known_faces_come_largest_first_and_inside_the_picture(gray: np.ndarray) -> None:
    picture = two_heads(gray)
    known = HaarDetector().detect(picture)

    boxes = HaarDetector().detect_near(picture, known[::-1])

    assert boxes is not None
    assert [box.overlap(before) > 0.8 for box, before in zip(boxes, known, strict=True)] == [True, True]
    assert all(box.left >= 0 and box.top >= 0 and box.right <= 640 and box.bottom <= 480 for box in boxes)


def test_a_known_face_under_the_smallest_size_is_left_out(gray: np.ndarray) -> None:
    detector = HaarDetector()
    known = detector.detect(gray)
    detector.settings = HaarSettings(smallest_face=0.5)

    assert detector.detect_near(gray, known) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("search_size", 10), ("smallest_face", 0.0), ("smallest_face", 1.5), ("scale_step", 1.0), ("agreement", 0)],
)
def test_settings_out_of_bounds_are_refused(field: str, value: float) -> None:
    with pytest.raises(ValueError, match=field):
        HaarSettings(**{field: value})  # type: ignore[arg-type]
