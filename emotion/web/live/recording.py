"""The recordings of a session: results of the live page from a start to an end, each kept as a timeline."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Protocol

import streamlit as st

from emotion.classification.baseline import NeutralBaseline
from emotion.export.names import file_names
from emotion.export.timeline import LIVE_UNITS, TimelineSource
from emotion.export.timeline_export import TimelineExport
from emotion.live.recorder import LiveRecorder
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Notes
from emotion.web.live import marking
from emotion.wording import clock_time

RECORDING: Final = "recording"  # key in the session: the one that goes on
RECORDINGS: Final = "recordings"  # likewise: those that have ended
MOST: Final = 8  # recordings that are kept; of an hour each with one face they take about 25 MB
LONGEST_NAME: Final = 60  # characters of a recording's name
NAME: Final = "live camera"  # what stands for a file's name in the JSON
UPDATE: Final = 1.0  # seconds between updates of the elapsed time
CAMERA_OFF: Final = "The camera went off, so the recording ended."
KEPT: Final = "You kept the numbers in your browser, so the recording here ended."
BASELINE: Final = "You changed whether your resting face is subtracted, so the recording ended."
FULL: Final = "An hour is the most that is recorded, so the recording ended."
DOT: Final = (
    '<span aria-hidden="true" style="display:inline-block;width:.7em;height:.7em;border-radius:50%;'
    'background:#E5484D;margin-right:.5em"></span>'
)


class Recorded(Protocol):
    """A stream that can be recorded.

    Attributes:
        settings: that it is read with.
        recorder: takes every new result; None when nothing is recorded.
    """

    settings: LiveSettings
    recorder: LiveRecorder | None


@dataclass(frozen=True)
class FinishedRecording:
    """A recording that has ended.

    Attributes:
        number: counts the session's recordings from 1; none has another's.
        name: as the visitor calls it.
        model: that read it.
        baseline: that was subtracted from one face; None where none was.
        noted: what was recorded, and what the visitor noted about it.
        ended: why it ended, a sentence; empty when the visitor stopped it.
    """

    number: int
    name: str
    model: LoadedModel
    baseline: NeutralBaseline | None
    noted: NotedTimeline
    ended: str

    @cached_property
    def export(self) -> TimelineExport:
        """The files to take along."""
        source = TimelineSource(NAME, units=LIVE_UNITS, baseline=self.baseline)
        return TimelineExport(self.noted.timeline, self.model.identity, source, self.noted.notes)

    @property
    def stem(self) -> str:
        """The files' name without their endings."""
        (stem,) = file_names([f"{self.name}.x"], "")
        return stem


@dataclass(frozen=True)
class ActiveRecording:
    """A recording that goes on."""

    model: LoadedModel
    baseline: NeutralBaseline | None
    callback: Recorded
    recorder: LiveRecorder


def current() -> ActiveRecording | None:
    """Return this session's recording that goes on; there is one at most."""
    recording = st.session_state.get(RECORDING)
    return recording if isinstance(recording, ActiveRecording) else None


def finished() -> list[FinishedRecording]:
    """Return this session's recordings that have ended, oldest first."""
    return list(st.session_state.get(RECORDINGS, ()))


def start(callback: Recorded, model: LoadedModel) -> None:
    """Record every result from the next frame on; nothing happens where a recording goes on or no more can be kept."""
    if current() is not None or len(finished()) >= MOST:
        return
    recorder = LiveRecorder()
    st.session_state[RECORDING] = ActiveRecording(model, callback.settings.baseline, callback, recorder)
    callback.recorder = recorder


def end(why: str = "") -> None:
    """End the recording and keep it; nothing happens where none goes on."""
    recording = current()
    if recording is None:
        return
    recording.callback.recorder = None
    noted = NotedTimeline(recording.recorder.finish(), Notes(markers=recording.recorder.markers))
    kept = finished()
    number = 1 + max((other.number for other in kept), default=0)
    made = FinishedRecording(number, f"Recording {number}", recording.model, recording.baseline, noted, why)
    st.session_state[RECORDINGS] = [*kept, made]
    st.session_state.pop(RECORDING, None)


def rename(number: int, name: str) -> None:
    """Call a recording otherwise; an empty name changes nothing."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if name:
        st.session_state[RECORDINGS] = [
            replace(kept, name=name) if kept.number == number else kept for kept in finished()
        ]


def note(number: int, notes: Notes) -> None:
    """Keep what the visitor noted about a recording."""
    st.session_state[RECORDINGS] = [
        replace(kept, noted=NotedTimeline(kept.noted.read, notes)) if kept.number == number else kept
        for kept in finished()
    ]


def discard(number: int) -> None:
    """Forget a recording that has ended."""
    st.session_state[RECORDINGS] = [kept for kept in finished() if kept.number != number]


def controls(callback: Recorded, model: LoadedModel, on: bool) -> None:
    """Show the button that starts or stops, and what goes on; a recording ends when the camera is not on."""
    if not on:
        end(CAMERA_OFF)
    recording, full = current(), len(finished()) >= MOST
    if recording is not None:
        st.button("Stop recording", on_click=end, icon=":material/stop:")
        st.fragment(_elapsed, run_every=UPDATE)(recording)
        marking.show(recording.recorder)
    else:
        st.button(
            "Start recording",
            on_click=start,
            args=(callback, model),
            disabled=not on or full,
            icon=":material/fiber_manual_record:",
        )
        st.caption(_hint(on, full))


def _hint(on: bool, full: bool) -> str:
    if full:
        return f"{MOST} recordings are the most that are kept. Discard one to make another."
    return "Numbers only, no pictures." + ("" if on else " Start the camera first.")


def _elapsed(recording: ActiveRecording) -> None:
    if recording.recorder.full:
        end(FULL)
        st.rerun()
    st.html(
        f'<div role="timer">{DOT}<strong>Recording</strong> {clock_time(recording.recorder.seconds)}'
        '<br><small style="opacity:.8">Numbers only, no pictures.</small></div>'
    )
