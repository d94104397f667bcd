"""The live page without a browser: the camera's wishes, the controls, and what a broken host shows."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit_webrtc.component
from streamlit.testing.v1 import AppTest
from streamlit_webrtc import WebRtcStreamerState

from emotion.models import store
from emotion.web.live import camera, switch
from emotion.web.live.camera import SESSION
from emotion.web.live.link import Report
from emotion.web.server import resources
from emotion.web.shared.consent import AGREED
from emotion.web.shared.model_choice import WIDGET
from tests.support.app_page import Launch


def test_the_camera_asks_for_video_alone_from_the_front(agreed: AppTest) -> None:
    (component,) = agreed.get("component_instance")
    assert '"audio": false' in component.proto.json_args
    assert '"facingMode": {"ideal": "user"}' in component.proto.json_args
    assert '"iceServers": []' in component.proto.json_args


def test_the_controls_reach_the_stream(agreed: AppTest) -> None:
    toggles = {toggle.label: toggle for toggle in agreed.toggle}
    toggles["Mirror picture"].set_value(False)
    toggles["Show scores in the picture"].set_value(False)
    agreed.slider[0].set_value(1.0)
    agreed.select_slider[0].set_value("high").run()
    camera_session = agreed.session_state[SESSION]
    settings = camera_session.callback.settings
    assert (settings.mirror, settings.scores, settings.tracking.smoothing) == (False, False, 1.0)
    assert camera_session.detector.sensitivity == "high"


def test_the_chosen_network_reads_the_stream_and_outlives_the_page(agreed: AppTest) -> None:
    callback = agreed.session_state[SESSION].callback

    agreed.selectbox(key=WIDGET).set_value("report").run()

    camera_session = agreed.session_state[SESSION]
    assert camera_session.model.card.name == "report"
    assert camera_session.callback is callback, "the stream goes on"
    assert callback.settings.tracking.threshold == camera_session.model.threshold
    for page in ("pages/photo.py", "pages/about.py", "pages/live.py"):
        agreed.switch_page(page).run()
        assert not agreed.exception
        if page != "pages/about.py":
            assert agreed.selectbox(key=WIDGET).value == "report"


def test_help_for_the_camera_is_always_there(agreed: AppTest) -> None:
    text = " ".join(part.value for part in agreed.expander[-1].markdown)
    for topic in ("did not allow", "No camera", "another program", "another camera", "https", "could not reach"):
        assert topic in text


def test_the_help_does_not_repeat_what_the_page_has_just_told(agreed: AppTest) -> None:
    agreed.session_state[SESSION].heard(Report(failed="NotFoundError"))
    agreed.run()

    (error,) = agreed.error
    assert "No camera was found" in error.value
    text = " ".join(part.value for part in agreed.expander[-1].markdown)
    assert "No camera" not in text
    assert "did not allow" in text


def test_a_broken_network_file_is_shown_and_the_page_lives(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store, "MODELS", tmp_path)
    resources.loaded_model.clear()
    app = launch().run()
    resources.loaded_model.clear()
    (error,) = app.error
    assert "card.json is missing" in error.value
    assert "python -m training export" in error.value
    assert not app.exception


def test_a_wrong_setting_is_shown(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_MAX_STREAMS", "none")
    (error,) = launch().run().error
    assert "MIEN_MAX_STREAMS" in error.value


class Worker:
    """Stands for a running stream of streamlit-webrtc's."""

    backend = "aiortc"
    local_description = None
    stopped = False

    def stop(self) -> None:
        self.stopped = True

    def update_video_callbacks(self, **callbacks: object) -> None:
        """Take new callbacks, as a real worker does while it runs."""


@pytest.mark.parametrize(("away", "stopped"), [(False, False), (True, True)])
def test_a_stream_ends_when_the_camera_was_away_and_not_when_news_came_late(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, away: bool, stopped: bool
) -> None:
    counts = iter([5, 5, 7])  # of finished runs, as a busy event loop lets a page see them
    session = SimpleNamespace(script_run_count=0)
    monkeypatch.setattr(streamlit_webrtc.component, "get_this_session_info", lambda: session)
    app = launch()
    app.session_state[AGREED] = True
    worker = Worker()
    for session.script_run_count in counts:
        if session.script_run_count == 7:
            app.session_state[switch.AWAY] = away
        app.run()
        assert not app.exception
        if not worker.stopped:
            context = app.session_state[camera.KEY]
            context._set_worker(worker)
            context._set_state(WebRtcStreamerState(playing=True, signalling=False))
    assert worker.stopped is stopped
