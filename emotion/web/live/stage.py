"""The place of the picture on the live page: the camera's frame, and what stands there before and instead."""

from time import time
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx
from streamlit_webrtc import Translations, WebRtcMode, WebRtcStreamerContext, webrtc_streamer
from streamlit_webrtc.component import _reset_context, compile_state, generate_frontend_component_key

from emotion.models.loaded import LoadedModel
from emotion.web.live import camera, delivery, link, switch, transport, ways
from emotion.web.live.camera import CameraSession
from emotion.web.live.portrait import portrait
from emotion.web.server.resources import ending, slots
from emotion.web.server.settings import HostSettings
from emotion.web.shared import consent
from emotion.wording import counted

WORDS: Final[Translations] = {
    "start": "Start camera",
    "stop": "Stop camera",
    "select_device": "Cameras",
    "select_camera": "Choose camera",
    "turn_camera_on": "Go on",
    "turn_camera_off": "Pause",
    "device_ask_permission": "Please allow this page to use the camera.",
    "device_not_available": "No camera can be used. The help under the picture says what to try.",
    "device_access_denied": "The browser refused the camera. The help under the picture says how to allow it.",
    "media_api_not_available": "This browser gives no camera to this page. The help under the picture says why.",
}
PICTURE: Final = "Your camera with a box and a label on every face"
ENDING: Final = "This page's server is about to end, so no camera starts any more. Please reload the page in a minute."
BACK: Final = "The connection was lost. The camera starts again by itself."
TURN: Final = 2.0  # seconds between two looks whether it is a waiting visitor's turn


def show(camera_session: CameraSession, host: HostSettings, model: LoadedModel, agreed: bool) -> None:
    """Show the camera's frame with its switch, or that all places are taken, and note whether the camera is on.

    Before the visitor has agreed the frame is there and hidden, so that it has loaded by then; nothing of it asks for
    the camera. A picture stands in its place.
    """
    with st.container(key="stage"):
        if agreed and _too_many(camera_session):
            camera_session.refused = camera_session.on = False
            st.session_state[switch.AWAY] = True
            if camera_session.starting is not None:  # so that all of the page is built
                camera_session.starting, camera_session.in_line = None, not ending().is_set()
                st.rerun()
            if ending().is_set():
                st.info(ENDING)
                st.button("Try again")
            else:
                camera_session.in_line = True
                st.fragment(_line, run_every=TURN)(camera_session)
                st.button("Do not wait", on_click=switch.leave_line, args=(camera_session,))
            ways.offer_other("full", host)
            ways.offer("full", "Meanwhile")
            return
        if camera_session.in_line:  # its turn
            camera_session.in_line = False
            camera_session.want()
            st.rerun()
        camera_session.shown_on = camera_session.on
        st.fragment(_frame)(camera_session, host)
        delivery.drawn()  # else news of the frame, which come in eights, can take it off this page again
        words = {"start": str(WORDS["start"]), "stop": str(WORDS["stop"])}
        told = {**words, "wanted": camera_session.start, "video": host.wish, "picture": PICTURE}
        link.join(told, lambda report: _heard(camera_session, report))
        if not agreed:
            st.html(portrait(model))


def _too_many(camera_session: CameraSession) -> bool:
    """Whether a camera that is to start cannot; one that is off stays off and waits for nothing."""
    wanted = camera_session.in_line or camera_session.starting is not None
    return camera_session.refused or (wanted and slots().full_for(camera_session.session_id))


def _line(camera_session: CameraSession) -> None:
    """Say how many wait before this visitor, until it is their turn."""
    before = slots().wait(camera_session.session_id)
    if not slots().full_for(camera_session.session_id):
        st.rerun()
    st.info(in_line(before), icon=":material/hourglass_top:")


def in_line(before: int) -> str:
    """Return what a visitor is told before whom so many wait."""
    whose = (
        "You are next"
        if not before
        else f"{counted(before, 'visitor')} {'waits' if before == 1 else 'wait'} before you"
    )
    return f"All places for live video are taken. {whose}; your camera starts by itself when it is your turn."


def _heard(camera_session: CameraSession, report: link.Report) -> None:
    """Take what the browser told, and have a connection that was lost made anew, maybe by another server's page."""
    camera_session.heard(report)
    if report.again and consent.given():
        camera_session.want()
        st.toast(BACK, icon=":material/sync:")


def _frame(camera_session: CameraSession, host: HostSettings) -> None:
    """Show streamlit-webrtc's component, as a fragment.

    What it tells while it connects builds only itself anew: the whole page each time would keep the browser from it,
    and a button that is pressed at that moment could go unheard.
    """
    _settle_context()
    try:
        context = _streamer(camera_session, host)
    except RerunException:
        # How streamlit-webrtc hands an answer over. The frame alone will do: a whole page that ends as more news of the
        # frame comes can lose it (docs/decisions/0031-how-a-page-ends.md).
        run = get_script_run_ctx()
        if run is not None and run.fragment_ids_this_run:
            st.rerun(scope="fragment")
        raise
    camera_session.on = camera_session.starting is not None or context.state.playing or context.state.signalling
    if camera_session.on != camera_session.shown_on or camera_session.refused:
        st.rerun()


def _streamer(camera_session: CameraSession, host: HostSettings) -> WebRtcStreamerContext[Any, Any]:
    now = time()
    transport.install()
    return webrtc_streamer(
        key=camera.KEY,
        mode=WebRtcMode.SENDRECV,
        frontend_rtc_configuration=host.browser_configuration(now),
        server_rtc_configuration=host.server_configuration(now),
        media_stream_constraints={"video": host.wish, "audio": False},
        queued_video_frames_callback=camera_session.newest,
        video_html_attrs={
            "autoPlay": True,
            "playsInline": True,
            "muted": True,
            "style": {"width": "100%", "borderRadius": "0.5rem", "background": "#000"},
        },
        translations=WORDS,
        on_change=lambda: switch.changed(camera_session),
    )


def _settle_context() -> None:
    """Tell streamlit-webrtc ourselves whether the component was away from the page.

    It infers that from Streamlit's count of finished runs, which rises only when the busy event loop sends the news, so
    two quick runs can count as none and then as two: it then ended a running stream. And what it forgets with a stream
    of before must not be what the frame tells in this very run: an offer of which the state knows nothing is answered
    and stopped without end (docs/decisions/0011-whether-the-camera-was-away.md).
    """
    context = st.session_state.get(camera.KEY)
    if context is None:
        return
    context._last_rendered_run_count = None
    if st.session_state.pop(switch.AWAY, False):
        _reset_context(context)
        told = st.session_state.get(generate_frontend_component_key(camera.KEY))
        if told:
            context._set_state(compile_state(told))
