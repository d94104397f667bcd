"""Faces of a stream: where they were, and everywhere in time for what is new."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from emotion.detection.base import Detection
from emotion.detection.stream import PICTURES, StreamDetector
from emotion.images.input import InputPicture
from emotion.results import Box

LEFT, RIGHT = Box(100, 100, 80, 80), Box(400, 100, 60, 60)
PICTURE = InputPicture(np.zeros((480, 640), np.uint8))


class Scripted:
    """Finds what it is told, and notes whether it looked at the whole picture or near a known face."""

    margin = 0.02

    def __init__(self) -> None:
        self.whole: Sequence[Box] = (LEFT,)
        self.near: dict[Box, Box] = {LEFT: LEFT, RIGHT: RIGHT}
        self.looks = ""

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        self.looks += "W"
        return tuple(map(Detection, self.whole))

    def follow(self, picture: InputPicture, before: Detection) -> Detection | None:
        self.looks += "n"
        box = self.near.get(before.box)
        return Detection(box) if box else None


@pytest.fixture
def inner() -> Scripted:
    return Scripted()


@pytest.fixture
def stream(inner: Scripted) -> StreamDetector:
    return StreamDetector(inner, inner)


def boxes(stream: StreamDetector, picture: InputPicture = PICTURE) -> tuple[Box, ...]:
    return tuple(detection.box for detection in stream.detect(picture))


def test_of_five_pictures_the_first_is_searched_whole(inner: Scripted, stream: StreamDetector) -> None:
    assert [boxes(stream) for _ in range(11)] == [(LEFT,)] * 11
    assert inner.looks == "WnnnnWnnnnW"
    assert stream.margin == inner.margin


def test_each_search_begins_where_the_last_one_found_the_face(inner: Scripted, stream: StreamDetector) -> None:
    places = [LEFT, *(Box(left, 100, 80, 80) for left in (110, 120, 130))]
    inner.near = dict(pairwise(places))

    assert [boxes(stream) for _ in places] == [(place,) for place in places]


def test_pictures_without_a_face_are_searched_whole(inner: Scripted, stream: StreamDetector) -> None:
    inner.whole = ()

    assert [boxes(stream) for _ in range(3)] == [()] * 3
    assert inner.looks == "WWW"


def test_a_face_that_left_its_place_is_searched_for_everywhere_at_once(inner: Scripted, stream: StreamDetector) -> None:
    boxes(stream)
    inner.near, inner.whole = {}, (RIGHT,)

    assert boxes(stream) == (RIGHT,)
    assert inner.looks == "WnW"


def test_after_a_face_was_missed_the_next_picture_is_searched_whole(inner: Scripted, stream: StreamDetector) -> None:
    inner.whole = (LEFT, RIGHT)
    for _ in range(PICTURES):
        boxes(stream)
    inner.whole = (LEFT,)
    boxes(stream)
    inner.whole = (LEFT, RIGHT)

    assert boxes(stream) == (LEFT, RIGHT)
    assert inner.looks == "W" + "nn" * (PICTURES - 1) + "WW"


def test_another_size_is_searched_whole(inner: Scripted, stream: StreamDetector) -> None:
    boxes(stream)
    boxes(stream, InputPicture(PICTURE.grey[:240, :320]))

    assert inner.looks == "WW"


def test_two_known_faces_that_become_one_are_searched_for_everywhere(inner: Scripted, stream: StreamDetector) -> None:
    inner.whole, inner.near = (LEFT, RIGHT), {LEFT: LEFT, RIGHT: Box(105, 100, 80, 80)}
    boxes(stream)

    assert boxes(stream) == (LEFT, RIGHT)
    assert inner.looks == "WnnW"


def test_a_known_face_that_the_whole_search_misses_is_kept_where_the_keeper_still_sees_it(inner: Scripted) -> None:
    inner.whole, keeper = (LEFT, RIGHT), Scripted()
    stream = StreamDetector(inner, inner, keeper)
    for _ in range(PICTURES):
        boxes(stream)
    inner.whole = (LEFT,)

    assert boxes(stream) == (LEFT, RIGHT)
    assert keeper.looks == "n"
    keeper.near = {}
    for _ in range(PICTURES):
        last = boxes(stream)
    assert last == (LEFT,)


def test_the_largest_face_comes_first_wherever_it_was_found(inner: Scripted, stream: StreamDetector) -> None:
    inner.whole = (LEFT, RIGHT)
    boxes(stream)
    inner.near = {LEFT: Box(100, 100, 50, 50), RIGHT: RIGHT}

    assert boxes(stream) == (RIGHT, Box(100, 100, 50, 50))
