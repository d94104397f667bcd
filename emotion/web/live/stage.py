"""The place of the picture on the live page: the camera's frame, and what stands there before and instead."""

from time import time
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx
from streamlit_webrtc import Translations, WebRtcMode, WebRtcStreamerContext, webrtc_streamer

from emotion.models.loaded import LoadedModel
from emotion.web.live import camera, delivery, link, switch, ways
from emotion.web.live.camera import CameraSession
from emotion.web.live.portrait import portrait
from emotion.web.server.resources import ending, slots
from emotion.web.server.settings import HostSettings
from emotion.web.shared import consent

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
LONG_AGO: Final = -2  # no run has this count, so that every run comes later than the next one after it
PICTURE: Final = "Your camera with a box and a label on every face"
ENDING: Final = "This page's server is about to end, so no camera starts any more. Please reload the page in a minute."
BACK: Final = "The connection was lost. The camera starts again by itself."
FULL: Final = "All places for live video are taken at the moment. Please try again in a minute."


def show(camera_session: CameraSession, host: HostSettings, model: LoadedModel, agreed: bool) -> None:
    """Show the camera's frame with its switch, or that all places are taken, and note whether the camera is on.

    Before the visitor has agreed the frame is there and hidden, so that it has loaded by then; nothing of it asks for
    the camera. A picture stands in its place.
    """
    with st.container(key="stage"):
        if agreed and (camera_session.refused or slots().full_for(camera_session.session_id)):
            camera_session.refused = camera_session.on = False
            st.session_state[switch.AWAY] = True
            if camera_session.starting is not None:  # so that all of the page is built
                camera_session.starting = None
                st.rerun()
            st.info(ENDING if ending().is_set() else FULL)
            st.button("Try again")
            ways.offer("full", "Meanwhile")
            return
        camera_session.shown_on = camera_session.on
        st.fragment(_frame)(camera_session, host)
        delivery.drawn()  # else news of the frame, which come in eights, can take it off this page again
        words = {"start": str(WORDS["start"]), "stop": str(WORDS["stop"])}
        told = {**words, "wanted": camera_session.start, "video": _wished(host), "picture": PICTURE}
        link.join(told, lambda report: _heard(camera_session, report))
        if not agreed:
            st.html(portrait(model))


def _heard(camera_session: CameraSession, report: link.Report) -> None:
    """Take what the browser told, and have a connection that was lost made anew, maybe by another server's page."""
    camera_session.heard(report)
    if report.again and consent.given():
        camera_session.want()
        st.toast(BACK, icon=":material/sync:")


def _wished(host: HostSettings) -> dict[str, Any]:
    """Return what the camera is asked for, as browsers take it."""
    return {
        "facingMode": {"ideal": "user"},
        "width": {"ideal": 640},
        "height": {"ideal": 480},
        "frameRate": {"ideal": host.frame_rate, "max": host.frame_rate},
    }


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
    return webrtc_streamer(
        key=camera.KEY,
        mode=WebRtcMode.SENDRECV,
        frontend_rtc_configuration=host.browser_configuration(now),
        server_rtc_configuration=host.server_configuration(now),
        media_stream_constraints={"video": _wished(host), "audio": False},
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
    two quick runs can count as none and then as two: it then ended a running stream
    (docs/decisions/0011-whether-the-camera-was-away.md).
    """
    context = st.session_state.get(camera.KEY)
    if context is not None:
        was_away = st.session_state.pop(switch.AWAY, False)
        context._last_rendered_run_count = LONG_AGO if was_away else None
