"""The recording of a session: results of the live page from a start to an end, kept as a timeline and shown."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import streamlit as st

from emotion.export.timeline import LIVE_UNITS, TimelineSource
from emotion.live.callback import LiveCallback
from emotion.live.recorder import LiveRecorder
from emotion.models.loaded import LoadedModel
from emotion.timeline.summary import TimelineSummary, summarize
from emotion.timeline.table import Timeline
from emotion.web.shared import person_view, result_files
from emotion.wording import clock_time, duration, percent

RECORDING: Final = "recording"  # key in the session
NAME: Final = "live camera"  # what stands for a file's name in the JSON
UPDATE: Final = 1.0  # seconds between updates of the elapsed time
CAMERA_OFF: Final = "The camera went off, so the recording ended."
STAYS: Final = "It stays until you discard it or end your visit; reloading this page ends it too."
FULL: Final = "An hour is the most that is recorded, so the recording ended."
DOT: Final = (
    '<span aria-hidden="true" style="display:inline-block;width:.7em;height:.7em;border-radius:50%;'
    'background:#E5484D;margin-right:.5em"></span>'
)


@dataclass(frozen=True)
class FinishedRecording:
    """A recording that has ended.

    Attributes:
        model: that read it.
        timeline: what was recorded.
        summary: of each person.
        ended: why it ended, a sentence; empty when the visitor stopped it.
    """

    model: LoadedModel
    timeline: Timeline
    summary: TimelineSummary
    ended: str

    @cached_property
    def files(self) -> dict[str, str]:
        """The texts of the files to take along by their names: every result as CSV, and everything as JSON.

        Made once, when first asked for: an hour with one face takes 3 seconds and 21 MB.
        """
        files = result_files.timeline_files(self.timeline, self.model, TimelineSource(NAME, units=LIVE_UNITS))
        return {f"live{ending}": text for ending, text in files.items()}


@dataclass(frozen=True)
class ActiveRecording:
    """A recording that goes on."""

    model: LoadedModel
    callback: LiveCallback
    recorder: LiveRecorder


def current() -> ActiveRecording | FinishedRecording | None:
    """Return this session's recording; there is one at most."""
    recording = st.session_state.get(RECORDING)
    return recording if isinstance(recording, ActiveRecording | FinishedRecording) else None


def start(callback: LiveCallback, model: LoadedModel) -> None:
    """Record every result from the next frame on; nothing happens where there is a recording already."""
    if current() is not None:
        return
    recorder = LiveRecorder()
    st.session_state[RECORDING] = ActiveRecording(model, callback, recorder)
    callback.recorder = recorder


def end(why: str = "") -> None:
    """End the recording and keep it; nothing happens where none goes on."""
    recording = current()
    if isinstance(recording, ActiveRecording):
        recording.callback.recorder = None
        timeline = recording.recorder.finish()
        st.session_state[RECORDING] = FinishedRecording(recording.model, timeline, summarize(timeline), why)


def discard() -> None:
    """Forget the recording."""
    end()
    st.session_state.pop(RECORDING, None)


def controls(callback: LiveCallback, model: LoadedModel, on: bool) -> None:
    """Show the button that starts or stops, and what goes on; a recording ends when the camera is not on."""
    if not on:
        end(CAMERA_OFF)
    recording = current()
    if isinstance(recording, ActiveRecording):
        st.button("Stop recording", on_click=end, icon=":material/stop:")
        st.fragment(_elapsed, run_every=UPDATE)(recording)
    else:
        st.button(
            "Start recording",
            on_click=start,
            args=(callback, model),
            disabled=not on or recording is not None,
            icon=":material/fiber_manual_record:",
        )
        st.caption(_hint(on, recording is not None))


def show() -> None:
    """Show this session's recording, if there is one that has ended: everybody in it, and the files to download."""
    finished = current()
    if not isinstance(finished, FinishedRecording):
        return
    st.header("Recording", anchor=False)
    if finished.ended:
        st.info(finished.ended)
    st.markdown(
        f"{duration(finished.timeline.seconds)}, read by: {finished.model.card.title}{_told(finished.model)}. "
        f"Frames with a usable face: {percent(finished.summary.usable)}."
    )
    st.caption(STAYS)
    with st.container(horizontal=True):
        result_files.offer(finished.files)
        st.button("Discard", on_click=discard)
    person_view.everybody(finished.timeline, finished.summary, "recording", "time in the recording")


def _told(model: LoadedModel) -> str:
    return f", expecting {model.expectation.in_words}" if len(model.card.expectations) > 1 else ""


def _hint(on: bool, exists: bool) -> str:
    if exists:
        return "The last recording is below. Discard it to make another."
    return "Numbers only, no pictures." + ("" if on else " Start the camera first.")


def _elapsed(recording: ActiveRecording) -> None:
    if recording.recorder.full:
        end(FULL)
        st.rerun()
    st.html(
        f'<div role="timer">{DOT}<strong>Recording</strong> {clock_time(recording.recorder.seconds)}'
        '<br><small style="opacity:.8">Numbers only, no pictures.</small></div>'
    )
