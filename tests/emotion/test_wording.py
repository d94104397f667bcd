"""Numbers in the words that people read."""

import pytest

from emotion.wording import (
    clock_time,
    counted,
    duration,
    file_size,
    listed_shares,
    percent,
    rough_duration,
    time_left,
)


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.004, "0 %"), (0.006, "1 %"), (0.755, "76 %"), (0.999, "100 %"), (1, "100 %")]
)
def test_shares_are_told_in_whole_per_cent(share: float, text: str) -> None:
    assert percent(share) == text


def test_a_share_is_told_with_decimals_where_they_are_asked_for() -> None:
    assert [percent(0.67763, decimals) for decimals in (0, 1, 2)] == ["68 %", "67.8 %", "67.76 %"]


@pytest.mark.parametrize(
    ("shares", "text"),
    [
        ([], ""),
        ([("sad", 1.0)], "sad 100 %"),
        ([("neutral", 0.75), ("happy", 0.25)], "neutral 75 %, happy 25 %"),
        ([("fear", 0.0049), ("neutral", 0.005), ("happy", 0.99)], "neutral 0 %, happy 99 %"),
    ],
)
def test_shares_are_listed_as_they_come_without_the_negligible(shares: list[tuple[str, float]], text: str) -> None:
    assert listed_shares(shares) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 faces"), (1, "1 face"), (2, "2 faces")])
def test_all_but_one_are_many(number: int, text: str) -> None:
    assert counted(number, "face") == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (7.9, "0:07"), (754, "12:34"), (3600, "1:00:00"), (3723.5, "1:02:03")]
)
def test_times_read_as_a_players(seconds: float, text: str) -> None:
    assert clock_time(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0, "0.0 seconds"), (7.31, "7.3 seconds"), (754.0, "12:34 minutes"), (3723.0, "1:02:03 hours")],
)
def test_lengths_of_time_are_written_as_people_do(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 seconds"), (59.4, "59 seconds"), (60, "1.0 minutes"), (750, "12.5 minutes")]
)
def test_bounds_of_time_are_told_roughly(seconds: float, words: str) -> None:
    assert rough_duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds left"),
        (4.9, "a few seconds left"),
        (5, "about 5 seconds left"),
        (58, "about 60 seconds left"),
        (89, "about 90 seconds left"),
        (91, "about 2 minutes left"),
        (3600, "about 60 minutes left"),
    ],
)
def test_time_left_is_told_as_people_say_it(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (600 * 2**10, "600 KB"), (2**20, "1.0 MB"), (200 * 2**20, "200 MB")]
)
def test_sizes_are_told_in_round_numbers(size: int, words: str) -> None:
    assert file_size(size) == words
