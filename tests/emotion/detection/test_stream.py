"""Faces of a stream: where they were, and everywhere in time for what is new."""

import numpy as np
import pytest

from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.detection.stream import PICTURES, RoiDetector
from emotion.results import Box

LEFT, RIGHT = Box(100, 100, 80, 80), Box(400, 100, 60, 60)
PICTURE = np.zeros((480, 640), np.uint8)


class Scripted(HaarDetector):
    """Finds what it is told, and notes whether it looked at the whole picture or near known faces."""

    def __init__(self) -> None:
        self.settings = HaarSettings()
        self.whole: tuple[Box, ...] = (LEFT,)
        self.near: tuple[Box, ...] | None = (LEFT,)
        self.looks = ""
        self.known: tuple[Box, ...] = ()

    def search(self, grey: np.ndarray) -> tuple[Box, ...]:
        self.looks += "W"
        return self.whole

    def detect_in_rois(self, grey: np.ndarray, known: tuple[Box, ...]) -> tuple[Box, ...] | None:  # type: ignore[override]
        self.looks += "n"
        self.known = known
        return self.near


@pytest.fixture
def inner() -> Scripted:
    return Scripted()


@pytest.fixture
def regions(inner: Scripted) -> RoiDetector:
    return RoiDetector(inner)


def test_one_of_five_pictures_is_searched_whole(inner: Scripted, regions: RoiDetector) -> None:
    found = [regions.search(PICTURE) for _ in range(11)]

    assert inner.looks == "WnnnnWnnnnW"
    assert found == [(LEFT,)] * 11


def test_each_search_begins_where_the_last_one_found_the_face(inner: Scripted, regions: RoiDetector) -> None:
    regions.search(PICTURE)
    for left in (110, 120, 130):
        before, inner.near = inner.near, (Box(left, 100, 80, 80),)

        assert regions.search(PICTURE) == inner.near
        assert inner.known == before


def test_pictures_without_a_face_are_searched_whole(inner: Scripted, regions: RoiDetector) -> None:
    inner.whole = ()

    assert [regions.search(PICTURE) for _ in range(3)] == [()] * 3
    assert inner.looks == "WWW"


def test_a_face_that_left_its_place_is_searched_for_everywhere_at_once(inner: Scripted, regions: RoiDetector) -> None:
    regions.search(PICTURE)
    inner.near, inner.whole = None, (RIGHT,)

    assert regions.search(PICTURE) == (RIGHT,)
    assert inner.looks == "WnW"


def test_after_a_face_was_missed_the_next_picture_is_searched_whole(inner: Scripted, regions: RoiDetector) -> None:
    inner.whole = inner.near = (LEFT, RIGHT)
    for _ in range(PICTURES):
        regions.search(PICTURE)
    inner.whole = (LEFT,)
    regions.search(PICTURE)
    inner.whole = (LEFT, RIGHT)

    assert regions.search(PICTURE) == (LEFT, RIGHT)
    assert inner.looks == "WnnnnWW"


def test_another_size_is_searched_whole(inner: Scripted, regions: RoiDetector) -> None:
    regions.search(PICTURE)
    regions.search(PICTURE[:240, :320])

    assert inner.looks == "WW"
