"""Whom a stream follows among several people, as boxes flutter, people come nearer and leave, and streams stall."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import numpy as np
import pytest

from emotion.live.focus import Focus
from emotion.results import Box, FrameResult
from tests.support.fakes import frame, tracked

RATE = 15  # results a second
Sizes = dict[int, float]  # the sides of the faces' boxes, pixels, by track_id


def seen(sizes: Sizes, at: float) -> FrameResult:
    faces = (tracked(number, Box(200 * number, 50, round(side), round(side))) for number, side in sizes.items())
    return frame(*faces, width=1280, at=at)


def followed(focus: Focus, sizes: Callable[[float], Sizes], seconds: float, begin: float = 0.0) -> list[int | None]:
    """Show the faces of each moment to the focus, and return whom it followed."""
    times = begin + np.arange(round(seconds * RATE)) / RATE
    return [focus.update(seen(sizes(float(at)), float(at))) for at in times]


def changes(answers: Iterable[int | None]) -> int:
    return sum(earlier != later for earlier, later in pairwise(answers))


@pytest.mark.parametrize("ratio", [1.0, 1.03, 1.06])
def test_a_still_picture_of_two_people_makes_no_change_in_a_minute(ratio: float) -> None:
    fluttering = np.random.default_rng(20261126)

    def sizes(at: float) -> Sizes:
        first, second = fluttering.uniform(0.95, 1.05, 2)
        return {1: 100 * first, 2: 100 * ratio * second}

    answers = followed(Focus(), sizes, 60)
    assert set(answers) == {answers[0]}


def test_the_largest_is_followed_at_first() -> None:
    assert Focus().update(seen({1: 60, 2: 90, 3: 80}, 0.0)) == 2


@pytest.mark.parametrize(("seconds", "expected"), [(0.9, 1), (1.1, 2)])
def test_a_face_takes_over_once_it_was_clearly_larger_for_a_second(seconds: float, expected: int) -> None:
    def sizes(at: float) -> Sizes:
        return {1: 100, 2: 150 if 2 <= at < 2 + seconds else 100}

    answers = followed(Focus(), sizes, 30)
    assert answers[: 3 * RATE] == [1] * (3 * RATE), "a second of patience"
    assert answers[-1] == expected


def test_a_face_that_is_larger_by_less_than_a_quarter_never_takes_over() -> None:
    focus = Focus()
    focus.update(seen({1: 100, 2: 90}, -0.1))
    assert set(followed(focus, lambda at: {1: 100, 2: 111}, 60)) == {1}


def test_flutter_does_not_hold_up_who_is_clearly_larger() -> None:
    fluttering = np.random.default_rng(20261126)

    def sizes(at: float) -> Sizes:
        first, second = fluttering.uniform(0.95, 1.05, 2)
        return {1: 100 * first, 2: (80 if at < 2 else 115) * second}

    answers = followed(Focus(), sizes, 60)
    assert changes(answers) == 1
    assert 3 * RATE <= answers.index(2) <= 6 * RATE


def test_of_two_that_are_clearly_larger_the_larger_takes_over() -> None:
    answers = followed(Focus(), lambda at: {1: 100, 2: 90, 3: 80} if at < 1 else {1: 100, 2: 130, 3: 160}, 5)
    assert (answers[0], answers[-1], changes(answers)) == (1, 3, 1)


def test_when_the_followed_one_leaves_the_largest_of_the_others_is_followed_at_once() -> None:
    focus = Focus()
    followed(focus, lambda at: {1: 100, 2: 80, 3: 90}, 3)
    assert focus.update(seen({2: 80, 3: 90}, 3.0)) == 3
    assert focus.update(seen({}, 3.1)) is None
    assert focus.update(seen({2: 80}, 3.2)) == 2


def test_who_comes_back_does_not_take_over_from_a_face_of_about_the_same_size() -> None:
    focus = Focus()
    followed(focus, lambda at: {1: 100, 2: 95}, 3)
    followed(focus, lambda at: {2: 95}, 1, begin=3)
    assert set(followed(focus, lambda at: {2: 95, 3: 100}, 60, begin=4)) == {2}


def test_a_stall_is_not_a_second_of_being_larger() -> None:
    focus = Focus()
    followed(focus, lambda at: {1: 100, 2: 80}, 3)
    assert focus.update(seen({1: 100, 2: 150}, 3.0)) == 1
    assert focus.update(seen({1: 100, 2: 150}, 4.9)) == 1
    assert focus.update(seen({1: 100, 2: 100}, 5.0)) == 1


@pytest.mark.parametrize("at", [0.0, 30.0], ids=["its clock begins anew", "after a long pause"])
def test_a_new_stream_begins_with_the_largest(at: float) -> None:
    focus = Focus()
    followed(focus, lambda at: {1: 100, 2: 90}, 10)
    assert focus.update(seen({1: 100, 2: 110}, at)) == 2
