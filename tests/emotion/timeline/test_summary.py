"""A timeline in figures: shares of time, means, changes, who was only there for a moment."""

from dataclasses import replace
from itertools import pairwise

import pytest

from emotion.labels import LABELS
from emotion.quality import UNKNOWN, FaceQuality, Issue
from emotion.results import FrameResult
from emotion.timeline.notes import Span
from emotion.timeline.summary import PersonSummary, summarize, summary_in_words, usable_in_words
from emotion.timeline.table import Timeline
from emotion.tracking import Tracker, TrackingSettings
from tests.support.fakes import face, frame
from tests.support.timelines import seen, timeline_of


def only(timeline: Timeline) -> PersonSummary:
    (person,) = summarize(timeline).persons
    return person


def steps(*parts: tuple[float, str], rate: int = 10) -> Timeline:
    """Return a timeline of one person who shows each label for so many seconds."""
    labels = [label for seconds, label in parts for _ in range(round(seconds * rate))]
    return timeline_of([seen(index / rate, 1, label=label) for index, label in enumerate(labels)], len(labels) / rate)


def test_shares_are_of_time_not_of_frames() -> None:
    results = [seen(at, 1, label="sad") for at in (0, 0.1, 0.2, 0.3)] + [seen(0.4, 1, label="happy")]
    person = only(timeline_of(results, 2.0))
    assert person.shares["sad"] == pytest.approx(0.2)
    assert person.shares["happy"] == pytest.approx(0.8)
    assert person.mean[LABELS.index("happy")] == pytest.approx(0.8 * 0.88 + 0.2 * 0.02, abs=1e-6)
    assert sum(person.mean) == pytest.approx(1, abs=1e-6)


def test_what_is_unsure_counts_apart() -> None:
    unsure = replace(face(label="fear", sure=False), track_id=1)
    person = only(timeline_of([seen(0, 1), FrameResult(640, 480, (unsure,), at=0.75)], 1.0))
    assert person.shares["happy"] == pytest.approx(0.75)
    assert person.shares["fear"] == 0
    assert person.unsure == pytest.approx(0.25)
    assert set(person.shares) == set(LABELS)


def test_absences_count_for_nobody() -> None:
    person = only(timeline_of([seen(0), seen(1, 1), seen(2), seen(3, 1), seen(3.5)], 10.0))
    assert (person.first, person.last, person.seconds) == (1, 3.5, 1.5)


def test_a_reading_counts_for_two_seconds_at_most() -> None:
    assert only(timeline_of([seen(0, 1), seen(60, 1)], 61.0)).seconds == pytest.approx(3)


def test_who_is_there_for_a_moment_is_listed_apart() -> None:
    timeline = timeline_of([seen(0, 1, 2), seen(0.4, 1, 3), seen(0.9, 1)], 1.0)
    summary = summarize(timeline)
    assert [person.person for person in summary.persons] == [1, 3]
    assert [person.person for person in summary.brief] == [2]


@pytest.mark.parametrize("results", [[], [seen(0), seen(1)]], ids=["no frame", "no face"])
def test_nobody_is_ordinary(results: list[FrameResult]) -> None:
    summary = summarize(timeline_of(results))
    assert (summary.persons, summary.brief) == ((), ())


def test_a_reading_of_no_length_still_has_shares() -> None:
    (person,) = summarize(timeline_of([seen(0, 1)], 0.0)).brief
    assert (person.seconds, person.shares["happy"]) == (0, 1)
    assert person.changes == ()


def test_changes_are_found_where_they_are() -> None:
    person = only(steps((3, "neutral"), (3, "happy"), (2, "sad")))
    assert [(change.before, change.after) for change in person.changes] == [("neutral", "happy"), ("happy", "sad")]
    assert [change.at for change in person.changes] == pytest.approx([3.0, 6.0])
    assert person.changes[0].size == pytest.approx(0.86)


def test_the_strongest_of_changes_close_together_is_told() -> None:
    def result(index: int) -> FrameResult:
        label, confidence = ("neutral", 0.9) if index < 20 else ("happy", 0.5) if index < 25 else ("angry", 0.95)
        return seen(index / 10, 1, label=label, confidence=confidence)

    person = only(timeline_of([result(index) for index in range(50)], 5.0))
    assert [change.after for change in person.changes] == ["angry"]


def test_at_most_five_changes_are_told_in_the_order_of_time() -> None:
    person = only(steps(*[(2, ("sad", "happy")[index % 2]) for index in range(12)]))
    times = [change.at for change in person.changes]
    assert len(times) == 5
    assert times == sorted(times)
    assert min(b - a for a, b in pairwise(times)) >= 1


def test_small_movements_and_the_same_label_are_no_change() -> None:
    def result(index: int) -> FrameResult:
        return seen(index / 10, 1, label="happy", confidence=0.95 if index < 15 else 0.4)

    assert only(timeline_of([result(index) for index in range(30)])).changes == ()
    close = [seen(index / 10, 1, label=("sad", "fear")[index // 15], confidence=0.2) for index in range(30)]
    assert only(timeline_of(close)).changes == ()


def test_the_summary_in_words() -> None:
    text = summary_in_words(only(steps((3, "neutral"), (1, "happy"))))
    assert text == (
        "Person 1: in view for 4.0 s, from 0:00 to 0:04. Share of that time: neutral 75 %, happy 25 %. "
        "Usable frames: 100 %. Strongest changes: at 0:03 from neutral to happy."
    )


def test_usable_frames_are_those_without_an_issue() -> None:
    dark, both = (FaceQuality(issues=issues) for issues in ((Issue.TOO_DARK,), (Issue.TOO_DARK, Issue.CUT_OFF)))
    results = [seen(index / 10, 1, quality=(UNKNOWN, dark, both, UNKNOWN, dark)[index]) for index in range(5)]
    summary = summarize(timeline_of([*results, *(seen(0.5 + index / 10) for index in range(5))]))
    (person,) = summary.persons or summary.brief

    assert (summary.usable, person.usable) == (0.2, 0.4)
    assert {issue: share for issue, share in person.issues.items() if share} == {
        Issue.TOO_DARK: pytest.approx(0.6),
        Issue.CUT_OFF: pytest.approx(0.2),
    }
    assert usable_in_words(person) == "Usable frames: 40 % (too dark 60 %, cut off by the edge 20 %)."


def test_a_frame_is_usable_where_one_of_its_faces_is() -> None:
    small = replace(seen(0, 2).faces[0], quality=FaceQuality(issues=(Issue.TOO_SMALL,)))
    result = seen(0, 1)
    assert summarize(timeline_of([replace(result, faces=(*result.faces, small))])).usable == 1
    assert summarize(timeline_of([replace(result, faces=(small,))])).usable == 0
    assert summarize(timeline_of([seen(0, 1, 2), seen(0.1), seen(0.2, 1, 2), seen(0.3)])).usable == 0.5
    assert summarize(timeline_of([])).usable == 0


def test_a_change_to_an_answer_that_is_not_sure_is_one_although_its_label_takes_over_later() -> None:
    """The label waits until the new one has led for a second, when the probabilities have long stopped moving."""
    results = []
    tracker = Tracker(TrackingSettings(threshold=0.56))
    for number in range(120):
        shown = face(label="happy", confidence=0.95) if number < 60 else face(label="neutral", confidence=0.45)
        results.append(tracker.update(frame(shown, at=number / 15), number / 15))

    (person,) = summarize(timeline_of(results)).persons

    (change,) = person.changes
    assert (change.before, change.after) == ("happy", "neutral")
    assert 3.9 < change.at < 4.6


def test_what_is_left_out_counts_for_nobody() -> None:
    timeline = steps((3, "neutral"), (3, "happy"), (2, "sad"))
    summary = summarize(timeline, [Span(2.5, 6)])
    (person,) = summary.persons

    assert person.seconds == pytest.approx(4.5, abs=0.11)
    assert person.shares["happy"] == 0
    assert person.changes == ()
    assert summarize(timeline, [Span(0, 100)]).persons == ()
    assert summarize(timeline, [Span(0, 100)]).usable == 0
