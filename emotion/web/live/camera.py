"""The camera of one session: its callback, the component that shows the video, and what state it is in."""

from dataclasses import dataclass
from time import monotonic
from typing import Final
from uuid import uuid4

import av
import streamlit as st
from streamlit_webrtc import Translations, WebRtcMode, webrtc_streamer

from emotion.detection.presets import DEFAULT_CHOICE, DetectorChoice, make_detector
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.web.live import recording
from emotion.web.server.resources import collector, slots
from emotion.web.server.settings import HostSettings
from emotion.web.shared.bars import Phase

KEY: Final = "camera"
SESSION: Final = "camera_session"
AWAY: Final = "camera_away"  # set by whatever takes the component off the page, so that the browser ends its stream
LONG_AGO: Final = -2  # no run has this count, so that every run comes later than the next one after it
PATIENCE: Final = 15.0  # seconds until a connection that is not reached gets an explanation
STANDSTILL: Final = 2.0  # seconds without a frame after which the stream counts as paused

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


@dataclass
class CameraSession:
    """What one session's camera needs across reruns of the page.

    Attributes:
        session_id: random, names the session's place among the running cameras.
        model: that `callback` reads with.
        callback: called by the stream's worker thread.
        detector: that finds the faces for `callback`.
        wanted_at: when the browser last began to connect, seconds of `monotonic`; None while the camera is off.
        refused: whether the last attempt found all places taken.
    """

    session_id: str
    model: LoadedModel
    callback: LiveCallback
    detector: DetectorChoice = DEFAULT_CHOICE
    wanted_at: float | None = None
    refused: bool = False

    def __call__(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Read one frame, and keep the session's place."""
        slots().keep(self.session_id)
        return self.callback(frame)

    @property
    def overdue(self) -> bool:
        """Whether the camera was switched on a while ago and no frame has come since."""
        late = self.wanted_at is not None and monotonic() - self.wanted_at > PATIENCE
        return late and self.callback.state.frames == 0

    def phase(self, running: bool) -> Phase:
        """Return how far the stream is, of a camera that is on or connecting, or not.

        A browser does not tell the server that its visitor pressed "Pause": it sends black frames, or none.
        """
        state = self.callback.state
        if not running:
            return Phase.OFF
        if state.newest_at is None:
            return Phase.CONNECTING
        return Phase.PAUSED if state.black or monotonic() - state.newest_at > STANDSTILL else Phase.RUNNING


def camera_session(
    model: LoadedModel, settings: LiveSettings, detector: DetectorChoice = DEFAULT_CHOICE
) -> CameraSession:
    """Return this session's camera, made when first asked for, and let a running stream obey all three."""
    held = st.session_state.get(SESSION)
    if not isinstance(held, CameraSession):
        held = CameraSession(uuid4().hex, model, _callback(model, settings, detector), detector)
        st.session_state[SESSION] = held
    elif held.model != model:
        another = "chose another network" if held.model.card.name != model.card.name else "changed what is expected"
        recording.end(f"You {another}, so the recording ended.")
        held.callback.switch(model.classifier(), settings)
        held.model = model
    if held.detector != detector:
        held.callback.detector, held.detector = make_detector("stream", detector), detector
    held.callback.settings = settings
    return held


def show(camera_session: CameraSession, host: HostSettings) -> bool:
    """Show the video with its switch, or that all places are taken; return whether the camera is on or connecting."""
    if camera_session.refused or slots().full_for(camera_session.session_id):
        camera_session.refused = False
        st.session_state[AWAY] = True
        st.info("All places for live video are taken at the moment. Please try again in a minute.")
        st.button("Try again")
        return False
    _settle_context()
    context = webrtc_streamer(
        key=KEY,
        mode=WebRtcMode.SENDRECV,
        rtc_configuration=host.rtc_configuration,
        media_stream_constraints={
            "video": {
                "facingMode": {"ideal": "user"},
                "width": {"ideal": 640},
                "height": {"ideal": 480},
                "frameRate": {"ideal": host.frame_rate, "max": host.frame_rate},
            },
            "audio": False,
        },
        video_frame_callback=camera_session,
        video_html_attrs={
            "autoPlay": True,
            "playsInline": True,
            "muted": True,
            "aria-label": "Your camera with a box and a label on every face",
            "style": {"width": "100%", "borderRadius": "0.5rem", "background": "#000"},
        },
        translations=WORDS,
        on_change=lambda: _changed(camera_session),
    )
    return bool(context.state.playing or context.state.signalling)


def leave() -> None:
    """End this session's stream and recording and give its place back, for a page that does not show it."""
    st.session_state[AWAY] = True
    recording.end("You left the page, so the recording ended.")
    context, held = st.session_state.get(KEY), st.session_state.get(SESSION)
    worker = context._get_worker() if context is not None else None
    if worker is not None:
        worker.stop()
    if isinstance(held, CameraSession):
        held.wanted_at = None
        slots().release(held.session_id)
        collector().ask()


def _settle_context() -> None:
    """Tell streamlit-webrtc ourselves whether the component was away from the page.

    It infers that from Streamlit's count of finished runs, which rises only when the busy event loop sends the news, so
    two quick runs can count as none and then as two: it then ended a running stream
    (docs/decisions/0011-whether-the-camera-was-away.md).
    """
    context = st.session_state.get(KEY)
    if context is not None:
        was_away = st.session_state.pop(AWAY, False)
        context._last_rendered_run_count = LONG_AGO if was_away else None


def _callback(model: LoadedModel, settings: LiveSettings, detector: DetectorChoice) -> LiveCallback:
    return LiveCallback(make_detector("stream", detector), model.classifier(), settings)


def _changed(camera_session: CameraSession) -> None:
    """Take or give back a place when the browser begins to connect or stops, before the page is built again."""
    state = st.session_state[KEY].state
    if state.signalling and camera_session.wanted_at is None:
        camera_session.refused = not slots().claim(camera_session.session_id)
        # A stream of its own gets a callback of its own: a worker that is still ending must not share an interpreter.
        settings = camera_session.callback.settings
        camera_session.callback = _callback(camera_session.model, settings, camera_session.detector)
        camera_session.wanted_at = None if camera_session.refused else monotonic()
    elif not state.signalling and not state.playing:
        recording.end(recording.CAMERA_OFF)
        camera_session.wanted_at = None
        slots().release(camera_session.session_id)
        collector().ask()
