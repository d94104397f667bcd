"""The recording's buttons and sign, and what is shown and offered once it has ended."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from emotion.export.timeline import TIMELINE_COLUMNS
from emotion.labels import LABELS
from emotion.live.callback import LiveCallback
from emotion.live.recorder import LiveRecorder
from emotion.models.store import ModelStore
from emotion.timeline.noted import NotedTimeline
from emotion.web.live import recording
from emotion.web.live.recording import (
    CAMERA_OFF,
    FULL,
    MOST,
    RECORDING,
    RECORDINGS,
    ActiveRecording,
    FinishedRecording,
)
from tests.support.fakes import Always, FakeDetector, face, frame
from tests.support.recordings import read, recorder

MODEL = ModelStore().load_model("compact")
MOMENTS = [{1: ("neutral", True)}] * 20 + [{1: ("happy", True)}] * 20


def script() -> None:
    """The parts of the live page that record."""
    import streamlit as st

    from emotion.web.live import recording, recordings

    recording.controls(st.session_state["callback"], st.session_state["model"], st.session_state["on"])
    recordings.show()


def page(on: bool = True, active: ActiveRecording | None = None, *held: FinishedRecording) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["callback"] = LiveCallback(FakeDetector(), Always("happy"))
    app.session_state["model"], app.session_state["on"] = MODEL, on
    app.session_state[RECORDINGS] = list(held)
    if active is not None:
        app.session_state[RECORDING] = active
    app.run()
    assert not app.exception
    return app


def running(made: LiveRecorder) -> ActiveRecording:
    callback = LiveCallback(FakeDetector(), Always("happy"))
    callback.recorder = made
    return ActiveRecording(MODEL, None, callback, made)


def kept(ended: str = "", number: int = 1, moments: Sequence[Any] = MOMENTS) -> FinishedRecording:
    timeline = read(moments)
    return FinishedRecording(number, f"Recording {number}", MODEL, None, NotedTimeline(timeline), ended)


def button(app: AppTest, label: str) -> Any:
    return next(item for item in app.button if item.label == label)


def words(app: AppTest) -> str:
    html = " ".join(str(element.proto.body) for element in app.get("html"))
    return " ".join([html, *(element.value for kind in (app.caption, app.info, app.markdown) for element in kind)])


def test_it_needs_the_camera() -> None:
    app = page(on=False)
    assert button(app, "Start recording").disabled
    assert "Numbers only, no pictures. Start the camera first." in words(app)


def test_it_starts_and_stops_with_its_button() -> None:
    app = page()
    callback = app.session_state["callback"]
    assert callback.recorder is None
    button(app, "Start recording").click().run()
    assert callback.recorder is app.session_state[RECORDING].recorder
    assert "<strong>Recording</strong> 0:00" in words(app)
    assert "Numbers only, no pictures." in words(app)

    button(app, "Stop recording").click().run()

    assert callback.recorder is None
    (made,) = app.session_state[RECORDINGS]
    assert (made.number, made.name, made.ended) == (1, "Recording 1", "")
    button(app, "Start recording").click().run()
    button(app, "Stop recording").click().run()
    assert [made.name for made in app.session_state[RECORDINGS]] == ["Recording 1", "Recording 2"]


def test_the_sign_shows_how_long_it_goes_on() -> None:
    app = page(active=running(recorder([{}] * 631)))
    assert 'role="timer"' in words(app)
    assert "<strong>Recording</strong> 1:03" in words(app)


@pytest.mark.parametrize(
    ("on", "longest", "told"), [(False, 3600.0, CAMERA_OFF), (True, 1.0, FULL)], ids=["camera off", "an hour long"]
)
def test_it_ends_by_itself_and_says_why(on: bool, longest: float, told: str) -> None:
    made = LiveRecorder(longest)
    fed = running(made)
    for at in (0.0, 0.5, 1.5):
        made.add(frame(face(), at=at))

    app = page(on, fed)

    (kept_one,) = app.session_state[RECORDINGS]
    assert kept_one.ended == told
    assert told in [info.value for info in app.info]
    assert fed.callback.recorder is None


def test_what_was_recorded_is_shown_offered_and_forgotten_on_demand() -> None:
    app = page(False, None, kept())
    assert [header.value for header in (*app.header, *app.subheader)] == ["Recording", "Person 1"]
    read_by = "3.9 seconds, read by: Compact residual network, expecting any expression alike."
    assert f"{read_by} Frames with a usable face: 100 %." in words(app)
    assert [item.label for item in app.get("download_button")] == [
        "Readings, CSV",
        "Readings, JSON",
        "Readings, Parquet",
        "Summary, CSV",
    ]

    button(app, "Discard").click().run()

    assert not app.exception
    assert app.session_state[RECORDINGS] == []
    assert not app.header


def test_more_than_can_be_kept_are_not_begun() -> None:
    app = page(True, None, *(kept(number=number) for number in range(1, MOST + 1)))
    assert button(app, "Start recording").disabled
    assert f"{MOST} recordings are the most that are kept." in words(app)


def test_a_recording_gets_the_name_that_its_visitor_gives_and_so_do_its_files() -> None:
    app = page(False, None, kept())
    app.text_input[0].set_value("  Before: *the* <film>  ").run()
    assert not app.exception
    (made,) = app.session_state[RECORDINGS]
    assert made.name == "Before: *the* <film>"
    assert made.stem == "Before the film"
    app.text_input[0].set_value("   ").run()
    assert app.session_state[RECORDINGS][0].name == "Before: *the* <film>", "a name is never empty"


def test_two_recordings_stand_side_by_side_with_their_differences() -> None:
    sad = [{1: ("sad", True)}] * 40
    app = page(False, None, kept(), kept(number=2, moments=sad))
    assert [header.value for header in (*app.header, *app.subheader)] == ["Recordings", "Person 1"]
    app.selectbox[1].set_value(1).run()
    assert not app.exception
    assert [header.value for header in app.subheader] == ["`Recording 2`", "`Recording 1`"]
    table = app.dataframe[0].value.set_index("Looks like")
    assert table.loc["Sad"].tolist() == ["100 %", "0 %", "-100"]
    assert table.loc["Happy"].tolist()[0] == "0 %"
    assert table.loc["Happy"].tolist()[2].startswith("+")


def test_a_discarded_recording_takes_no_others_place() -> None:
    app = page(True, None, kept(), kept(number=2), kept(number=3))
    app.selectbox[0].set_value(2).run()
    button(app, "Discard").click().run()
    assert not app.exception
    assert [made.number for made in app.session_state[RECORDINGS]] == [1, 3]
    button(app, "Start recording").click().run()
    button(app, "Stop recording").click().run()
    assert [made.number for made in app.session_state[RECORDINGS]] == [1, 3, 4], "no two are called alike"


def test_the_files_hold_numbers_of_the_seven_labels_and_the_network() -> None:
    export = kept().export

    rows = list(csv.DictReader(io.StringIO(export.csv().removeprefix("\ufeff"))))
    assert tuple(rows[0]) == TIMELINE_COLUMNS
    assert len(rows) == len(MOMENTS)
    assert {row["model"] for row in rows} == {"compact"}
    assert [float(row["seconds"]) for row in rows] == pytest.approx([index / 10 for index in range(len(rows))])
    document = json.loads(export.json)
    assert document["model"]["version"] == rows[0]["model_version"]
    assert document["labels"] == list(LABELS)
    assert document["video"] == "live camera"
    assert document["persons"][0]["changes"][0]["to"] == "happy"


@pytest.mark.parametrize("call", [recording.end, lambda: recording.discard(1), lambda: recording.rename(1, "Mine")])
def test_without_a_recording_nothing_happens(call: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(recording.st, "session_state", state)
    call()
    assert not any(state.values())
