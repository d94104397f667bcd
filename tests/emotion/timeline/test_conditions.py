"""Conditions and markers: shares of the right seconds, intervals of blocks, nothing of what is left out."""

import numpy as np
import pytest

from emotion.labels import LABELS
from emotion.results import FrameResult
from emotion.timeline.conditions import DRAWS, FEWEST, UNSURE, Estimate, Part, parts_of, share_in_words
from emotion.timeline.notes import Marker, Notes, Span
from emotion.timeline.table import Timeline
from tests.support.timelines import seen, timeline_of

RATE = 10  # results a second


def changing(*stretches: tuple[float, str], persons: tuple[int, ...] = (1,)) -> Timeline:
    """Return a timeline of persons whose faces all look like each label for so many seconds."""
    results: list[FrameResult] = []
    for seconds, label in stretches:
        for _ in range(round(seconds * RATE)):
            results.append(seen(len(results) / RATE, *persons, frame=len(results), label=label))
    return timeline_of(results, len(results) / RATE)


def part(parts: tuple[Part, ...], kind: str, name: str = "", person: int | None = 1) -> Part:
    return next(part for part in parts if (part.person, part.kind, part.name) == (person, kind, name))


def test_a_condition_is_what_its_spans_hold() -> None:
    timeline = changing((4, "neutral"), (4, "happy"), (4, "sad"), (4, "happy"))
    notes = Notes(spans=(Span(4, 8, "film"), Span(12, 15, "film"), Span(8, 12, "rest")))

    parts = parts_of(timeline, notes)

    film, rest = part(parts, "condition", "film"), part(parts, "condition", "rest")
    assert (film.count, film.seconds) == (2, pytest.approx(7))
    assert film.shares["happy"].value == pytest.approx(1)
    assert rest.shares["sad"].value == pytest.approx(1)
    assert part(parts, "whole").shares["neutral"].value == pytest.approx(4 / 16)
    assert film.means["happy"].value == pytest.approx(0.88, abs=0.001)


def test_what_is_left_out_counts_nowhere() -> None:
    timeline = changing((5, "neutral"), (5, "angry"))
    notes = Notes(spans=(Span(0, 10, "all"), Span(4, 10)))

    parts = parts_of(timeline, notes)

    for kind, name in (("whole", ""), ("condition", "all")):
        counted = part(parts, kind, name)
        assert counted.seconds == pytest.approx(4)
        assert counted.shares["angry"] == Estimate(0.0)


def test_at_markers_the_seconds_after_are_compared_with_those_before() -> None:
    timeline = changing((2, "neutral"), (4, "happy"), (4, "neutral"), (4, "happy"))
    notes = Notes(markers=(Marker(2, "joke"), Marker(10, "joke"), Marker(6, "pause")))

    parts = parts_of(timeline, notes)

    joke, pause = part(parts, "marker", "joke"), part(parts, "marker", "pause")
    assert (joke.count, joke.seconds, joke.shares["happy"].value) == (2, pytest.approx(6), pytest.approx(1))
    assert joke.changes["happy"].value == pytest.approx(0.86, abs=0.001)
    assert pause.changes["happy"].value == pytest.approx(-0.86, abs=0.001)
    assert joke.changes["happy"].low is None, f"fewer than {FEWEST} markers"


def test_a_marker_at_the_very_beginning_has_nothing_to_be_compared_with() -> None:
    parts = parts_of(changing((4, "happy")), Notes(markers=(Marker(0, "start"),)))
    assert part(parts, "marker", "start").changes == {}


def test_shares_with_those_unsure_are_one() -> None:
    results = [seen(index / RATE, 1, label="sad", sure=index % 2 == 0) for index in range(40)]
    whole = part(parts_of(timeline_of(results, 4.0), Notes()), "whole")

    assert sum(estimate.value for estimate in whole.shares.values()) == pytest.approx(1)
    assert list(whole.shares) == [*LABELS, UNSURE]
    assert whole.shares[UNSURE].value == pytest.approx(0.5)


def test_an_interval_is_made_of_blocks_and_not_of_frames() -> None:
    # Ten stretches of four seconds: 400 frames, but hardly more than ten things that happened.
    labels = ["happy", "neutral"] * 5
    whole = part(parts_of(changing(*[(4, label) for label in labels]), Notes()), "whole")

    happy = whole.shares["happy"]
    assert happy.low is not None
    assert happy.high is not None
    assert happy.low < 0.35
    assert happy.high > 0.65
    of_frames = 1.96 * np.sqrt(0.25 / 400)
    assert happy.high - happy.low > 4 * of_frames


def test_the_same_timeline_gets_the_same_interval() -> None:
    timeline = changing(*[(3, label) for label in ("happy", "sad", "neutral") * 3])
    assert parts_of(timeline, Notes()) == parts_of(timeline, Notes())
    assert DRAWS >= 1000


def test_too_little_time_has_a_figure_and_no_interval() -> None:
    whole = part(parts_of(changing((3, "happy")), Notes()), "whole")
    assert whole.shares["happy"] == Estimate(1.0)


def test_of_several_persons_all_together_come_first_and_each_has_their_own() -> None:
    parts = parts_of(changing((4, "happy"), persons=(1, 2)), Notes())
    assert [(part.person, part.seconds) for part in parts] == [
        (None, pytest.approx(8)),
        (1, pytest.approx(4)),
        (2, pytest.approx(4)),
    ]


def test_a_part_without_anybody_in_view_is_not_there() -> None:
    parts = parts_of(changing((4, "happy")), Notes(spans=(Span(30, 40, "later"),)))
    assert [part.kind for part in parts] == ["whole"]


@pytest.mark.parametrize("results", [[], [seen(0), seen(1)]], ids=["no frame", "no face"])
def test_nobody_is_ordinary(results: list[FrameResult]) -> None:
    assert parts_of(timeline_of(results), Notes(markers=(Marker(1, "a"),))) == ()


def test_a_share_has_its_interval_where_that_says_something() -> None:
    assert share_in_words(Estimate(0.4, 0.31, 0.524)) == "40 % (31 to 52)"
    assert share_in_words(Estimate(0.4)) == "40 %"
    assert share_in_words(Estimate(0.0, 0.0, 0.0)) == "0 %"
