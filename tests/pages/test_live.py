"""The live page without a browser: consent first, controls, the sample, and what a broken host shows."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit_webrtc.component
from streamlit.testing.v1 import AppTest
from streamlit_webrtc import WebRtcStreamerState

from emotion.models import store
from emotion.web.live import camera, sample_clip
from emotion.web.live.camera import SESSION
from emotion.web.live.link import Report
from emotion.web.live.sample_clip import Position
from emotion.web.server import resources
from emotion.web.server.settings import HostSettings
from emotion.web.shared.consent import AGREED
from emotion.web.shared.model_choice import WIDGET
from tests.support.app_page import Launch


@pytest.fixture
def agreed(launch: Launch) -> AppTest:
    app = launch()
    app.session_state[AGREED] = True
    return app.run()


def button(app: AppTest, label: str) -> Any:
    return next(item for item in app.button if item.label == label)


def wanted(app: AppTest) -> str:
    """The start that the page asks the visitor's browser for."""
    told = [
        json.loads(component.proto.json) for component in app.get("bidi_component") if "wanted" in component.proto.json
    ]
    return str(told[0]["wanted"])


def html(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def test_before_agreement_the_camera_is_not_asked_for(launch: Launch) -> None:
    app = launch().run()
    assert wanted(app) == ""
    assert "looks like" in html(app)
    assert not app.sidebar.selectbox, "settings come later"
    button(app, "Agree and start the camera").click().run()
    assert not app.exception
    assert wanted(app), "the same click starts it"
    assert "Connecting" in html(app)
    assert "looks like" not in html(app)


def test_without_a_start_of_its_own_a_page_that_was_agreed_to_waits_for_the_visitor(agreed: AppTest) -> None:
    assert wanted(agreed) == ""
    assert "Camera off" in html(agreed)
    assert agreed.sidebar.selectbox


def test_the_hosts_words_stand_in_the_notice_as_they_are(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_HOST_NOTICE", "Museum of Faces\nfaces@example.org <b>")
    shown = html(launch().run())
    assert "Tell everyone whom the camera will see." in shown
    assert "Museum of Faces<br>faces@example.org &lt;b&gt;" in shown


def test_a_camera_that_failed_is_told_with_what_works_without_one(agreed: AppTest) -> None:
    agreed.session_state[SESSION].heard(Report(failed="NotFoundError"))
    agreed.run()
    (error,) = agreed.error
    assert "No camera was found" in error.value
    assert agreed.expander[-1].proto.expanded
    assert {"Play a sample clip", "Try a photo", "Try a video"} <= {item.label for item in agreed.button}


def test_the_camera_asks_for_video_alone_from_the_front(agreed: AppTest) -> None:
    (component,) = agreed.get("component_instance")
    assert '"audio": false' in component.proto.json_args
    assert '"facingMode": {"ideal": "user"}' in component.proto.json_args
    assert '"iceServers": []' in component.proto.json_args


def test_the_sample_clip_needs_neither_camera_nor_agreement(launch: Launch) -> None:
    app = launch().run()
    button(app, "Play a sample clip").click().run()
    assert not app.exception
    assert app.get("video")
    assert not app.get("component_instance")
    assert "No face in view" in html(app), "the clip's first frame has no confirmed face"
    app.session_state[sample_clip.POSITION] = Position(2.0)
    app.run()
    assert "<strong>Happy</strong>" in html(app)
    assert 'class="happy"' in html(app), "the strip follows it"
    button(app, "Back to the camera").click().run()
    assert app.get("component_instance")
    assert not app.get("video")


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
    for topic in ("refused", "No camera", "Another program", "https", "never connects"):
        assert topic in text


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


def test_when_all_places_are_taken_the_page_says_so(launch: Launch) -> None:
    places = resources.slots()
    others = [f"other session {index}" for index in range(HostSettings().max_streams)]
    assert all(places.claim(other) for other in others)
    app = launch()
    app.session_state[AGREED] = True
    app.run()
    assert not app.get("component_instance")
    assert "All places for live video are taken" in app.info[0].value
    for other in others:
        places.release(other)
    next(button for button in app.button if button.label == "Try again").click().run()
    assert app.get("component_instance")


def test_a_visitor_who_agrees_when_all_places_are_taken_gets_a_whole_page(launch: Launch) -> None:
    places = resources.slots()
    others = [f"other session {index}" for index in range(HostSettings().max_streams)]
    assert all(places.claim(other) for other in others)
    app = launch().run()
    button(app, "Agree and start the camera").click().run()
    for other in others:
        places.release(other)
    assert not app.exception
    assert "All places for live video are taken" in app.info[0].value
    assert "Camera off" in html(app)
    assert app.sidebar.selectbox
    button(app, "Try again").click().run()
    assert app.get("component_instance")
    assert "Camera off" in html(app), "the visitor presses start"


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
            app.session_state[camera.AWAY] = away
        app.run()
        assert not app.exception
        if not worker.stopped:
            context = app.session_state[camera.KEY]
            context._set_worker(worker)
            context._set_state(WebRtcStreamerState(playing=True, signalling=False))
    assert worker.stopped is stopped
