"""Names of markers and spans stand apart: in lanes, shortened where that is not enough, whole where it is."""

from itertools import pairwise

import pytest

from emotion.timeline.lanes import LANES, LONGEST, Tag, lanes, shortened, tags
from emotion.timeline.notes import Marker, Span

COLUMNS = 40  # over 40 seconds, so that a second has room for a character


def placed(*markers: tuple[float, str], beyond: int = 0) -> list[tuple[str, int]]:
    made = tags([Marker(at, name) for at, name in markers], 40.0, COLUMNS, beyond)
    return [(tag.words, tag.lane) for tag in made]


def overlapping(made: tuple[Tag, ...]) -> list[tuple[Tag, Tag]]:
    by_lane = sorted((tag for tag in made if tag.words), key=lambda tag: (tag.lane, tag.start))
    return [(one, other) for one, other in pairwise(by_lane) if one.lane == other.lane and other.start < one.end]


def test_names_with_room_stand_whole_in_one_lane() -> None:
    assert placed((0, "bell"), (10, "light")) == [("bell", 0), ("light", 0)]


def test_a_name_that_would_run_into_the_next_goes_above_it() -> None:
    assert placed((8, "stimulus"), (10, "light")) == [("stimulus", 1), ("light", 0)]


def test_two_of_the_same_moment_stand_above_each_other() -> None:
    assert placed((5, "bell"), (5, "light")) == [("bell", 1), ("light", 0)]


def test_what_no_lane_has_room_for_is_shortened_and_in_the_end_only_a_line() -> None:
    assert placed((5, "first of all"), (11, "second one"), (12, "third one"), (13, "fourth")) == [
        ("firs…", 0),
        ("second one", 2),
        ("third one", 1),
        ("fourth", 0),
    ]
    assert placed(*((5 + index / 10, "event") for index in range(9)))[0] == ("", 0)


def test_a_name_at_the_end_stands_before_its_line_unless_there_is_room_after_it() -> None:
    (tag,) = tags([Marker(39, "the end")], 40.0, COLUMNS)
    assert (tag.words, tag.start, tag.end, tag.leftwards) == ("the end", 31, 39, True)
    (tag,) = tags([Marker(39, "the end")], 40.0, COLUMNS, beyond=10)
    assert (tag.words, tag.start, tag.leftwards) == ("the end", 39, False)
    assert placed((33, "before"), (38.5, "almost"), (39, "the end")) == [("before", 2), ("alm…", 1), ("the end", 0)]


def test_a_name_before_its_line_lets_the_line_before_it_pass_where_that_leaves_some_of_it() -> None:
    assert placed((32, "a"), (39, "the very end")) == [("a", 1), ("the v…", 0)]


def test_markers_after_the_end_have_no_place() -> None:
    assert placed((40.5, "later")) == []


@pytest.mark.parametrize("count", [0, 1, 7, 40, 500])
@pytest.mark.parametrize("beyond", [0, 11])
def test_none_overlap_and_no_line_crosses_a_name_that_begins_at_one(count: int, beyond: int) -> None:
    made = tags([Marker(40 * index / 500, "some-name-of-a-length"[: 1 + index % 20]) for index in range(count)],
                40.0, COLUMNS, beyond)  # fmt: skip
    assert len(made) == count
    assert overlapping(made) == []
    assert {tag.lane for tag in made} <= set(range(LANES))
    for tag in made:
        crossed = [other for other in made if other.lane < tag.lane and other.start < tag.marker.at < other.end]
        assert all(other.leftwards for other in crossed)


@pytest.mark.parametrize(
    ("name", "room", "words"),
    [("bell", 4, "bell"), ("bells", 4, "bel…"), ("a b c", 3, "a…"), ("bell", 1.9, ""), ("a", 1, "a"), ("bell", -3, "")],
)
def test_a_name_is_shortened_to_the_room(name: str, room: float, words: str) -> None:
    assert shortened(name, room) == words


def test_no_name_is_longer_than_is_drawn() -> None:
    assert len(shortened("x" * 60, 60)) == LONGEST


def test_spans_over_each_other_have_lanes_of_their_own() -> None:
    spans = [Span(0, 10, "film"), Span(2, 4, "loud"), Span(4, 6, "loud"), Span(10, 12)]
    assert lanes(spans) == (0, 1, 1, 0)
    assert lanes([]) == ()
