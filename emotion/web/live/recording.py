"""The recording of a visit: the results of the live page while the visitor wishes, kept until the visit ends."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import streamlit as st

from emotion.export.csv import to_csv
from emotion.export.timeline import LIVE_UNITS, TIMELINE_COLUMNS, TimelineSource, timeline_json, timeline_rows
from emotion.live.callback import LiveCallback
from emotion.live.recorder import LiveRecorder
from emotion.models.card import Card
from emotion.models.identity import ModelIdentity
from emotion.timeline.summary import TimelineSummary, summarize
from emotion.timeline.table import Timeline
from emotion.wording import clock_time

HELD: Final = "recording"
NAME: Final = "live camera"  # what stands for a file's name in the JSON
UPDATE: Final = 1.0  # seconds between updates of the elapsed time
CAMERA_OFF: Final = "The camera went off, so the recording ended."
FULL: Final = "An hour is the most that is recorded, so the recording ended."
DOT: Final = (
    '<span aria-hidden="true" style="display:inline-block;width:.7em;height:.7em;border-radius:50%;'
    'background:#E5484D;margin-right:.5em"></span>'
)


@dataclass(frozen=True)
class FinishedRecording:
    """A recording that has ended.

    Attributes:
        card: of the model that read it.
        timeline: what was recorded.
        summary: of each person.
        ended: why it ended, a sentence; empty when the visitor stopped it.
    """

    card: Card
    timeline: Timeline
    summary: TimelineSummary
    ended: str

    @cached_property
    def files(self) -> dict[str, str]:
        """The texts of the files to take along by their names: every result as CSV, and everything as JSON.

        Made once, when first asked for: an hour with one face takes 2 seconds and 15 MB.
        """
        model = ModelIdentity.of(self.card)
        return {
            "live.csv": to_csv(list(timeline_rows(self.timeline, model)), TIMELINE_COLUMNS),
            "live.json": timeline_json(self.timeline, model, TimelineSource(NAME, units=LIVE_UNITS)),
        }


@dataclass(frozen=True)
class ActiveRecording:
    """A recording that goes on."""

    card: Card
    callback: LiveCallback
    recorder: LiveRecorder


def held() -> ActiveRecording | FinishedRecording | None:
    """Return this visit's recording; there is one at most."""
    found = st.session_state.get(HELD)
    return found if isinstance(found, ActiveRecording | FinishedRecording) else None


def start(callback: LiveCallback, card: Card) -> None:
    """Record every result from the next frame on; nothing happens where there is a recording already."""
    if held() is not None:
        return
    recorder = LiveRecorder()
    st.session_state[HELD] = ActiveRecording(card, callback, recorder)
    callback.recorder = recorder


def end(why: str = "") -> None:
    """End the recording and keep it; nothing happens where none goes on."""
    found = held()
    if isinstance(found, ActiveRecording):
        found.callback.recorder = None
        timeline = found.recorder.finish()
        st.session_state[HELD] = FinishedRecording(found.card, timeline, summarize(timeline), why)


def discard() -> None:
    """Forget the recording."""
    end()
    st.session_state.pop(HELD, None)


def controls(callback: LiveCallback, card: Card, on: bool) -> None:
    """Show the button that starts or stops, and what goes on.

    Args:
        callback: of the camera's stream.
        card: of the model that it reads with.
        on: whether the camera is on; a recording ends with it.
    """
    if not on:
        end(CAMERA_OFF)
    found = held()
    with st.container(horizontal=True, vertical_alignment="center"):
        if isinstance(found, ActiveRecording):
            st.button("Stop recording", on_click=end, icon=":material/stop:")
            st.fragment(_elapsed, run_every=UPDATE)(found)
        else:
            st.button(
                "Start recording",
                on_click=start,
                args=(callback, card),
                disabled=not on or found is not None,
                icon=":material/fiber_manual_record:",
            )
            st.caption(_hint(on, found is not None), width="stretch")


def _hint(on: bool, kept: bool) -> str:
    if kept:
        return "The last recording is below. Discard it to make another."
    return "Numbers only, no pictures." + ("" if on else " Start the camera first.")


def _elapsed(running: ActiveRecording) -> None:
    if running.recorder.full:
        end(FULL)
        st.rerun()
    st.html(
        f'<div role="timer">{DOT}<strong>Recording</strong> {clock_time(running.recorder.seconds)}'
        '<br><small style="opacity:.8">Numbers only, no pictures.</small></div>'
    )
