"""Places for running cameras."""

import pytest

from emotion.web.server.slots import GRACE, SILENCE, StreamSlots


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_visitor_too_many_gets_no_place(clock: Clock) -> None:
    slots = StreamSlots(2, clock)
    assert slots.claim("a")
    assert slots.claim("b")
    assert slots.full_for("c")
    assert not slots.claim("c")


def test_who_has_a_place_keeps_it(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    assert slots.claim("a")
    assert slots.claim("a")
    assert not slots.full_for("a")


def test_a_place_given_back_is_free(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    slots.claim("a")
    slots.release("a")
    slots.release("never had one")
    assert slots.claim("b")


def test_a_camera_that_never_starts_loses_its_place(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    slots.claim("a")
    clock.now += GRACE - 0.1
    assert slots.full_for("b")
    clock.now += 0.2
    assert not slots.full_for("b")


def test_frames_keep_a_place_and_silence_loses_it(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    slots.claim("a")
    for _ in range(100):
        clock.now += 1
        slots.keep("a")
    assert not slots.claim("b")
    clock.now += SILENCE + 0.1
    assert slots.claim("b")


def test_frames_without_a_place_take_none(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    slots.keep("a")
    assert slots.claim("b")
