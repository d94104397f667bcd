"""What stands beside the video, in AppTest, with a callback that was fed by hand."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.classification.base import InputSpec
from emotion.detection.base import Detection
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveState
from emotion.results import Box, FaceResult
from emotion.web.live.camera import PATIENCE, STANDSTILL, CameraSession
from emotion.web.live.panel import CHOSEN, counters
from tests.support.camera import camera_frame, play
from tests.support.fakes import Always, FakeDetector, face, frame, probabilities

NETWORK: Any = None  # nothing beside the video asks for it
NEAR, FAR = Box(10, 10, 100, 100), Box(300, 10, 60, 60)


class Clock:
    """The clock of stream and page, which stands until a test sets it, however long the test takes."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("emotion.live.callback.monotonic", clock)
    monkeypatch.setattr("emotion.web.live.camera.monotonic", clock)
    return clock


def script() -> None:
    """The part of the page under test, as Streamlit runs it."""
    import streamlit as st

    from emotion.web.live import panel as live_panel

    camera_session = st.session_state["camera"]
    live_panel.results(camera_session, running=True)
    live_panel.history(camera_session, running=True)


def panel(*boxes: Box, chosen: str | None = None) -> AppTest:
    """Return the panel of a stream with these faces, run once."""
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = CameraSession("session", NETWORK, fed(*boxes))
    if chosen:
        app.session_state[CHOSEN] = chosen
    return app.run()


def fed(*boxes: Box, detector: FakeDetector | None = None) -> LiveCallback:
    callback = LiveCallback(detector or FakeDetector(boxes), Always("happy"))
    for index in range(20):
        picture = av.VideoFrame.from_ndarray(np.full((480, 640, 3), 90, np.uint8), format="rgb24")
        picture.pts, picture.time_base = index, Fraction(1, 15)
        callback(picture)
    return callback


def shown(app: AppTest) -> str:
    assert not app.exception
    return " ".join(str(element.proto.body) for element in app.get("html"))


def said(app: AppTest) -> str:
    """What screen readers are told."""
    (component,) = app.get("bidi_component")
    return str(json.loads(component.proto.json))


def test_the_largest_face_is_followed_at_first() -> None:
    app = panel(FAR, NEAR)
    assert "<strong>Happy</strong>" in shown(app)
    assert [option.content for option in app.get("button_group")[0].proto.options] == ["Largest", "1", "2"]
    assert "2 faces" in app.caption[0].value


class Each:
    """Gives the first face of every picture one answer and the second another."""

    input = InputSpec()

    def classify(self, faces: np.ndarray) -> np.ndarray:
        return np.array([probabilities("happy"), probabilities("sad")], np.float32)[: len(faces)]


def test_panel_announcement_and_timeline_stay_with_one_of_two_people_of_about_the_same_size() -> None:
    detector = FakeDetector()
    callback = LiveCallback(detector, Each())
    for index, side in enumerate([96] * 30 + [105] * 30):
        detector.boxes = (Box(10, 10, 100, 100), Box(300, 10, side, side))
        callback(camera_frame(index, rate=15))
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = CameraSession("session", NETWORK, callback)
    app.run()
    assert "<strong>Happy</strong>" in shown(app)
    assert said(app) == "Happy"
    assert app.caption[-1].value == "Share of the time in view: happy 100 %."

    app.session_state[CHOSEN] = "2"
    app.run()
    assert "<strong>Sad</strong>" in shown(app)
    assert said(app) == "Sad"
    assert app.caption[-1].value == "Share of the time in view: sad 100 %."


def test_a_face_that_left_is_followed_no_more() -> None:
    assert "No face in view" in shown(panel(chosen="Largest"))
    app = panel(NEAR, chosen="1")
    assert "<strong>Happy</strong>" in shown(app)
    app.session_state["camera"] = CameraSession("session", NETWORK, fed())
    app.run()
    assert "No face in view" in shown(app)
    assert "0 faces" in app.caption[0].value


def test_the_last_minute_is_drawn_and_told() -> None:
    app = panel(NEAR)
    (chart,) = app.get("plotly_chart")
    assert "Happy" in chart.proto.spec
    assert app.caption[-1].value == "Share of the time in view: happy 100 %."


def test_failing_frames_are_told() -> None:
    class Broken(FakeDetector):
        def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
            raise RuntimeError("broken on purpose")

    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = CameraSession("session", NETWORK, fed(detector=Broken()))
    app.run()
    assert "Reading failed on 20 frames" in app.error[0].value


def answered(app: AppTest) -> str:
    """What panel and announcement say alike."""
    (words,) = re.findall("<strong>(.*?)</strong>", shown(app))
    assert said(app) == words
    return str(words)


def test_it_says_whether_the_camera_connects_runs_or_is_paused(clock: Clock) -> None:
    callback = LiveCallback(FakeDetector((NEAR,)), Always("happy"))
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = CameraSession("session", NETWORK, callback)
    assert answered(app.run()) == "Connecting"
    assert app.caption[0].value == "The camera is connecting."

    play(callback, 1)
    assert answered(app.run()) == "No face in view"
    play(callback, 20, start=1)
    assert answered(app.run()) == "Happy"
    clock.now += STANDSTILL
    assert answered(app.run()) == "Happy"

    clock.now += 0.1
    assert answered(app.run()) == "Paused"
    assert app.caption[0].value == "The camera is paused."
    assert [option.content for option in app.get("button_group")[0].proto.options] == ["Largest", "1"]

    play(callback, 1, start=21)
    assert answered(app.run()) == "Happy"
    assert "1 face" in app.caption[0].value


def test_black_frames_are_a_pause_at_once() -> None:
    callback = LiveCallback(FakeDetector((NEAR,)), Always("happy"))
    play(callback, 20)
    black = av.VideoFrame.from_ndarray(np.zeros((480, 640, 3), np.uint8), format="rgb24").reformat(format="yuv420p")
    black.pts, black.time_base = 20, Fraction(1, 30)
    callback(black)
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = CameraSession("session", NETWORK, callback)
    assert answered(app.run()) == "Paused"


def test_a_camera_that_is_off_is_off_whatever_its_last_frame_was() -> None:
    def script() -> None:
        import streamlit as st

        from emotion.web.live import panel as live_panel

        live_panel.results(st.session_state["camera"], running=False)

    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = CameraSession("session", NETWORK, fed(NEAR))
    assert answered(app.run()) == "Camera off"
    assert app.caption[0].value == "The camera is off."


@pytest.mark.parametrize(("waited", "told"), [(PATIENCE - 5, False), (PATIENCE + 5, True)])
def test_a_connection_that_is_not_reached_is_explained(clock: Clock, waited: float, told: bool) -> None:
    app = AppTest.from_function(script, default_timeout=30)
    camera_session = CameraSession("session", NETWORK, LiveCallback(FakeDetector(), Always("happy")), wanted_at=1000.0)
    clock.now += waited
    app.session_state["camera"] = camera_session
    app.run()
    assert ["TURN" in warning.value for warning in app.warning] == ([True] if told else [])


@pytest.mark.parametrize(("faces", "words"), [((), "0 faces"), ((face(),), "1 face"), ((face(), face()), "2 faces")])
def test_the_counters_are_a_quiet_line(faces: tuple[FaceResult, ...], words: str) -> None:
    state = replace(LiveState(), result=frame(*faces), frames_per_second=14.6)
    assert counters(state).startswith("15 frames a second")
    assert counters(state).endswith(words)
