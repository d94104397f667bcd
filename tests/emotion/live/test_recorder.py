"""The record of a live stream: its times, persons and boxes, and its end."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from emotion.export.csv import to_csv
from emotion.export.timeline import LIVE_UNITS, TIMELINE_COLUMNS, TimelineSource, timeline_rows
from emotion.export.timeline_json import timeline_json
from emotion.labels import LABELS
from emotion.live.recorder import STEP, LiveRecorder
from emotion.models.identity import ModelIdentity
from emotion.results import Box, FrameResult
from emotion.timeline.summary import summarize
from emotion.timeline.table import Timeline
from tests.support.fakes import face, frame


def seen(at: float, index: int = 0, identities: Sequence[int] = (1,), **shape: int) -> FrameResult:
    """Return a tracker's result."""
    faces = [
        replace(face(display_number=number), track_id=identity) for number, identity in enumerate(identities, start=1)
    ]
    return replace(frame(*faces, at=at, **shape), frame=index)


def record(*results: FrameResult, longest: float = 3600.0) -> Timeline:
    recorder = LiveRecorder(longest)
    for result in results:
        recorder.add(result)
    return recorder.finish()


def test_times_and_frames_count_from_its_first_reading() -> None:
    made = record(seen(70.0, 2100), seen(70.1, 2103), seen(70.3, 2109))

    assert made.results["at"].tolist() == pytest.approx([0.0, 0.1, 0.3])
    assert made.results["frame"].tolist() == [0, 3, 9]
    assert (made.seconds, made.frames) == (pytest.approx(0.3), 10)


@pytest.mark.parametrize("then", [0.0, 3.0, 7.1], ids=["from zero", "a step back", "standing still"])
def test_a_clock_that_steps_back_never_turns_the_records_time(then: float) -> None:
    made = record(seen(7.0), seen(7.1), seen(then), seen(then + 0.2))

    assert made.results["at"].tolist() == pytest.approx([0.0, 0.1, 0.1 + STEP, 0.3 + STEP])


def test_persons_are_numbered_as_they_come_into_the_record() -> None:
    made = record(seen(0.0, identities=(4, 9)), seen(0.1, identities=(9,)), seen(0.2, identities=(12, 9)))

    assert made.faces["person"].tolist() == [1, 2, 2, 3, 2]
    assert made.persons == (1, 2, 3)


def test_boxes_stay_in_the_pixels_of_the_first_frame() -> None:
    first = replace(seen(0.0), faces=(replace(face(Box(100, 50, 80, 60)), track_id=1),))
    smaller = replace(seen(0.1, width=320, height=240), faces=(replace(face(Box(50, 25, 40, 30)), track_id=1),))

    made = record(first, smaller)

    assert (made.width, made.height) == (640, 480)
    assert made.faces["box"].tolist() == [[100, 50, 80, 60], [100, 50, 80, 60]]


def test_it_ends_by_itself_and_keeps_what_it_has() -> None:
    recorder = LiveRecorder(longest=1.0)
    for at, full in ((5.0, False), (6.0, False), (6.1, True), (6.2, True)):
        recorder.add(seen(at))
        assert recorder.full is full

    made = recorder.finish()

    assert made.results["at"].tolist() == [0.0, 1.0]
    assert recorder.seconds == made.seconds == 1.0


def test_a_reading_that_comes_after_the_end_is_left_out() -> None:
    recorder = LiveRecorder()
    recorder.add(seen(0.0))
    recorder.finish()
    recorder.add(seen(0.1))

    assert len(recorder.finish().results) == 1


@pytest.mark.parametrize(
    "results", [(), (seen(3.0, identities=()), seen(3.1, identities=()))], ids=["no reading", "no face"]
)
def test_without_a_face_there_is_a_record_without_persons(results: tuple[FrameResult, ...]) -> None:
    made = record(*results)
    model = ModelIdentity("compact", "2026-01-01")

    assert made.persons == ()
    assert summarize(made).persons == ()
    assert to_csv(list(timeline_rows(made, model)), TIMELINE_COLUMNS).count("\r\n") == 1 + len(results)
    document = json.loads(timeline_json(made, model, TimelineSource("live camera", units=LIVE_UNITS)))
    assert len(document["readings"]) == len(results)


def test_its_files_say_what_the_numbers_are() -> None:
    made = record(seen(9.0, 30), seen(9.1, 33))
    model = ModelIdentity("compact", "2026-01-01 0123456789ab")

    document = json.loads(timeline_json(made, model, TimelineSource("live camera", units=LIVE_UNITS)))

    assert "not mirrored" in document["units"]["box"]
    assert "the record" in document["units"]["seconds"]
    assert set(document["units"]) == {
        *("seconds", "frame", "person", "box", "probabilities", "sure", "shares"),
        *("expects", "issues", "yaw", "roll", "detection_score", "usable", "answer"),
        *("baseline", "neutral_baseline", "name", "condition", "left_out", "markers, spans"),
    }
    assert document["model"] == {"name": "compact", "version": "2026-01-01 0123456789ab", "expects": "crowd"}
    for row in timeline_rows(made, model):
        assert sum(row[label] for label in LABELS) == pytest.approx(1, abs=1e-5)  # type: ignore[misc]


def test_moments_are_marked_by_the_time_that_has_passed_since_the_newest_result() -> None:
    now = [100.0]
    recorder = LiveRecorder(clock=lambda: now[0])
    recorder.mark("too early")
    recorder.add(seen(9.0, 30))
    now[0] += 0.5
    recorder.mark("bell")
    recorder.add(seen(10.0, 33))
    now[0] += 60
    recorder.mark("while nothing came")
    recorder.finish()
    recorder.mark("too late")

    assert [(marker.at, marker.name) for marker in recorder.markers] == [(0.5, "bell"), (3.0, "while nothing came")]
