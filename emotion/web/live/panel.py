"""What stands beside the live video: the current answer, the bars, the last minute, and quiet counters."""

from typing import Final

import streamlit as st

from emotion.charts.live import moments, timeline, timeline_in_words
from emotion.live.callback import REMEMBERED
from emotion.live.state import LiveState
from emotion.results import FaceReading, FrameReading
from emotion.web.live import announcement
from emotion.web.live.camera import Visit
from emotion.web.shared import bars

UPDATE: Final = 0.2  # seconds between updates of the bars
TIMELINE_UPDATE: Final = 1.0  # seconds; a figure costs the browser more than seven bars
LARGEST: Final = "Largest"
CHOSEN: Final = "face_chosen"


def readings(visit: Visit, running: bool) -> None:
    """Show the answer and the bars of the chosen face, kept up to date while the camera runs."""
    st.fragment(_readings, run_every=UPDATE if running else None)(visit, running)


def history(visit: Visit, running: bool) -> None:
    """Show the last 60 seconds of the chosen face, kept up to date while the camera runs."""
    st.fragment(_history, run_every=TIMELINE_UPDATE if running else None)(visit)


def _readings(visit: Visit, running: bool) -> None:
    state = visit.callback.state
    reading = state.reading if running else None
    numbers = [str(face.number) for face in reading.faces] if reading else []
    st.segmented_control(
        "Face",
        [LARGEST, *numbers],
        default=LARGEST,
        required=True,
        key=CHOSEN,
        help="Several faces carry numbers in the picture. Largest follows whichever is nearest.",
    )
    face = chosen_face(reading)
    st.html(bars.panel(reading, face, running))
    announcement.say(bars.headline(face, running))
    st.caption(counters(state) if running else "The camera is off.")
    if running:
        trouble(visit, state)


def _history(visit: Visit) -> None:
    followed = moments(visit.callback.recent(), _chosen_number())
    figure = timeline(followed, REMEMBERED)
    words = timeline_in_words(followed)
    st.plotly_chart(figure, key="timeline", config={"displayModeBar": False}, width="stretch", alt=words)
    st.caption(words)


def chosen_face(reading: FrameReading | None) -> FaceReading | None:
    """Return the face that the visitor follows; None when it is not in view."""
    if reading is None:
        return None
    number = _chosen_number()
    if number is None:
        return reading.largest
    return next((face for face in reading.faces if face.number == number), None)


def counters(state: LiveState) -> str:
    """Return frames a second, processor time and number of faces in a line."""
    steps = state.milliseconds
    faces = len(state.reading.faces) if state.reading else 0
    rate = round(state.frames_per_second)
    return (
        f"{rate} {'frame' if rate == 1 else 'frames'} a second · "
        f"finding {steps['detect']:.1f} ms, reading {steps['classify']:.1f} ms, drawing {steps['draw']:.1f} ms · "
        f"{faces} {'face' if faces == 1 else 'faces'}"
    )


def trouble(visit: Visit, state: LiveState) -> None:
    """Say what goes wrong, if anything does."""
    if state.failing:
        st.error(
            f"Reading failed on {state.errors} frames, so the video goes on without labels. "
            "Stop the camera and start it again; if it stays, the host's log has the reason."
        )
    elif visit.overdue:
        st.warning(
            "No picture has reached the server for 15 seconds. The network between your browser and this page probably "
            "blocks video. Try another network; whoever hosts the page has to set a TURN server "
            "(docs/configuration.md, MIEN_ICE_SERVERS)."
        )


def _chosen_number() -> int | None:
    chosen = st.session_state.get(CHOSEN, LARGEST)
    return None if chosen in (None, LARGEST) else int(chosen)
