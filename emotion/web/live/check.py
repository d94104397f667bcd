"""A short check of camera, picture and connection: folded away, and one line when something is wrong."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.live.state import LiveState
from emotion.quality import Issue
from emotion.results import FrameResult
from emotion.web.live import ways
from emotion.web.live.camera import CameraSession
from emotion.web.server.resources import ending, pace
from emotion.web.server.settings import HostSettings
from emotion.web.shared.bars import Phase
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.wording import counted

UPDATE: Final = 2.0  # seconds
SLOW: Final = 8.0  # frames a second under which the video stutters
OFTEN: Final = 10.0  # searches for faces a second under which a face's box lags visibly
SETTLED: Final = 60  # frames after which the rate says something
ENDS: Final = (
    "This page's server is about to end, and the video with it. Stop a recording and download it now; in a minute, "
    "reload the page to go on."
)
BUSY: Final = (
    "This page's server has much to do at the moment, so it looks for faces less often. Labels and boxes follow later; "
    "they are as right as ever."
)
WAYS: Final = {"direct": "direct", "relay": "through a relay"}


def show(camera_session: CameraSession, host: HostSettings) -> None:
    """Show the check, kept up to date while the camera is on."""
    st.fragment(_show, run_every=UPDATE if camera_session.on else None)(camera_session, host)


def _show(camera_session: CameraSession, host: HostSettings) -> None:
    state = camera_session.callback.state
    for words in wrong(camera_session):
        st.warning(words)
    if camera_session.on and camera_session.overdue:
        ways.offer_other("late", host)
    with st.expander("Camera and connection"):
        if camera_session.phase is not Phase.RUNNING:
            st.caption(f"The camera is {camera_session.phase.name.lower()}.")
            return
        st.markdown("\n".join(f"- {line}" for line in facts(camera_session)))
        st.caption(cost(state))


def wrong(camera_session: CameraSession) -> Sequence[str]:
    """Return what goes wrong while the camera is on, a sentence or two each; nothing when all is well."""
    state = camera_session.callback.state
    if not camera_session.on:
        return ()
    if ending().is_set():
        return (ENDS,)
    if state.failing:
        return (
            f"Reading failed on {state.errors} frames, so the video goes on without labels. "
            "Stop the camera and start it again; if it stays, the host's log has the reason.",
        )
    if camera_session.overdue:
        return (
            "No picture has reached the server for 15 seconds. The network between your browser and this page "
            "probably blocks video. Try another network; whoever hosts the page has to set a TURN server "
            "(docs/configuration.md, MIEN_ICE_SERVERS).",
        )
    running = camera_session.phase is Phase.RUNNING
    if running and pace().step.reads < OFTEN:
        return (BUSY,)
    if running and state.frames > SETTLED and state.frames_per_second < SLOW:
        return (
            f"Only {state.frames_per_second:.0f} frames a second arrive. A slow connection or a busy server makes the "
            "video stutter; the labels stay right.",
        )
    return ()


def facts(camera_session: CameraSession) -> list[str]:
    """Return what is known of a running camera, a line each."""
    state, report = camera_session.callback.state, camera_session.report
    result = state.result
    lines = [f"**Camera:** {escape_markdown(report.camera)}"] if report.camera else []
    if result is not None:
        asked = f" (the camera gives {report.width} × {report.height})" if report.width else ""
        lines.append(f"**Picture that arrives:** {result.width} × {result.height} pixels{asked}")
        lines.append(f"**Light:** {light(result)}")
        lines.append(f"**Faces:** {len(result.faces) or 'none found'}")
    lines.append(f"**Way of the video:** {WAYS.get(report.way, 'not known yet')}")
    most = f"faces are looked for up to {pace().step.reads:g} times"
    lines.append(f"**Rate:** {counted(round(state.frames_per_second), 'frame')} a second; {most}")
    return lines


def cost(state: LiveState) -> str:
    """Return the server's processor time for each step."""
    steps = state.milliseconds
    return (
        f"Server: finding {steps['detect']:.1f} ms, reading {steps['classify']:.1f} ms, drawing {steps['draw']:.1f} ms."
    )


def light(result: FrameResult | None) -> str:
    """Return whether there is light enough, by the newest result."""
    issues = {issue for face in result.faces for issue in face.quality.issues} if result else set()
    dark = (result is not None and result.too_dark) or Issue.TOO_DARK in issues
    return "too dark for a face" if dark else "enough"
