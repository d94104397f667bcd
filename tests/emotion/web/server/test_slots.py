"""Places for running cameras."""

import pytest

from emotion.web.server.slots import ABSENT, GONE, GRACE, SILENCE, StreamSlots


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


def test_the_first_in_line_is_the_first_to_get_a_place(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    slots.claim("a")
    assert [slots.wait("b"), slots.wait("c"), slots.wait("b")] == [0, 1, 0]
    slots.release("a")
    assert slots.full_for("c")
    assert slots.full_for("somebody new")
    assert not slots.claim("c")
    assert not slots.full_for("b")
    assert slots.claim("b")
    assert slots.wait("c") == 0


def test_two_free_places_are_for_the_first_two(clock: Clock) -> None:
    slots = StreamSlots(2, clock)
    slots.claim("a")
    slots.claim("b")
    for session in "cde":
        slots.wait(session)
    slots.release("a")
    slots.release("b")
    assert slots.claim("d")
    assert not slots.claim("e")
    assert slots.claim("c")


def test_one_in_line_who_went_away_holds_nobody_up_and_may_come_back(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    slots.claim("a")
    slots.wait("b")
    slots.wait("c")
    clock.now += ABSENT + 0.1
    slots.keep("a")
    assert slots.wait("c") == 0
    assert slots.wait("b") == 0
    assert slots.wait("c") == 1, "b looked again, and is before it still"
    clock.now += GONE + 0.1
    slots.claim("a")
    assert slots.wait("c") == 0
    assert slots.wait("b") == 1, "too long away"


def test_who_leaves_the_line_is_passed_over(clock: Clock) -> None:
    slots = StreamSlots(1, clock)
    slots.claim("a")
    slots.wait("b")
    slots.wait("c")
    slots.release("b")
    assert slots.wait("c") == 0
