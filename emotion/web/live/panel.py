"""What stands beside the live video: the current answer, the bars, the last minute, and quiet counters."""

from typing import Final

import streamlit as st

from emotion.charts.live import live_timeline, moments, timeline_in_words
from emotion.live.callback import REMEMBERED
from emotion.live.publication import UPDATE
from emotion.live.state import LiveState
from emotion.results import FaceResult, FrameResult
from emotion.web.live import announcement
from emotion.web.live.camera import CameraSession
from emotion.web.shared import bars
from emotion.web.shared.bars import Phase
from emotion.wording import counted

TIMELINE_UPDATE: Final = 1.0  # seconds; a figure costs the browser more than seven bars
LARGEST: Final = "Largest"
CHOSEN: Final = "face_chosen"


def results(camera_session: CameraSession, running: bool) -> None:
    """Show the answer and the bars of the chosen face, kept up to date while the camera runs."""
    st.fragment(_results, run_every=UPDATE if running else None)(camera_session, running)


def history(camera_session: CameraSession, running: bool) -> None:
    """Show the last 60 seconds of the chosen face, kept up to date while the camera runs."""
    st.fragment(_history, run_every=TIMELINE_UPDATE if running else None)(camera_session)


def _results(camera_session: CameraSession, running: bool) -> None:
    state, phase = camera_session.callback.state, camera_session.phase(running)
    result = camera_session.callback.ask() if running else None
    numbers = [str(face.display_number) for face in result.faces] if result else []
    st.segmented_control(
        "Face",
        [LARGEST, *numbers],
        default=LARGEST,
        required=True,
        key=CHOSEN,
        help="Several faces carry numbers in the picture. Largest stays with one until another is clearly larger.",
    )
    read = result if phase is Phase.RUNNING else None
    face = chosen_face(read)
    st.html(bars.panel(read, face, phase))
    announcement.say(bars.headline(face, phase))
    st.caption(counters(state) if phase is Phase.RUNNING else f"The camera is {phase.name.lower()}.")
    if running:
        trouble(camera_session, state)


def _history(camera_session: CameraSession) -> None:
    followed = moments(camera_session.callback.recent(), _chosen_number())
    figure = live_timeline(followed, REMEMBERED)
    words = timeline_in_words(followed)
    st.plotly_chart(figure, key="timeline", config={"displayModeBar": False}, width="stretch", alt=words)
    st.caption(words)


def chosen_face(result: FrameResult | None) -> FaceResult | None:
    """Return the face that the visitor follows; None when it is not in view."""
    if result is None:
        return None
    number = _chosen_number()
    if number is None:
        return result.in_focus
    return next((face for face in result.faces if face.display_number == number), None)


def counters(state: LiveState) -> str:
    """Return frames a second, processor time and number of faces in a line."""
    steps = state.milliseconds
    faces = len(state.result.faces) if state.result else 0
    return (
        f"{counted(round(state.frames_per_second), 'frame')} a second · "
        f"finding {steps['detect']:.1f} ms, reading {steps['classify']:.1f} ms, drawing {steps['draw']:.1f} ms · "
        f"{counted(faces, 'face')}"
    )


def trouble(camera_session: CameraSession, state: LiveState) -> None:
    """Say what goes wrong, if anything does."""
    if state.failing:
        st.error(
            f"Reading failed on {state.errors} frames, so the video goes on without labels. "
            "Stop the camera and start it again; if it stays, the host's log has the reason."
        )
    elif camera_session.overdue:
        st.warning(
            "No picture has reached the server for 15 seconds. The network between your browser and this page probably "
            "blocks video. Try another network; whoever hosts the page has to set a TURN server "
            "(docs/configuration.md, MIEN_ICE_SERVERS)."
        )


def _chosen_number() -> int | None:
    chosen = st.session_state.get(CHOSEN, LARGEST)
    return None if chosen in (None, LARGEST) else int(chosen)
