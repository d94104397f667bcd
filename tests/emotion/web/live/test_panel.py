"""What stands beside the video, in AppTest, with a callback that was fed by hand."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.classification.base import InputSpec
from emotion.detection.base import Detection
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveState
from emotion.results import Box, FaceResult
from emotion.web.live.camera import PATIENCE, CameraSession
from emotion.web.live.panel import CHOSEN, counters
from emotion.web.shared.bars import TOO_DARK
from tests.support.camera import camera_frame
from tests.support.fakes import Always, FakeDetector, face, frame, probabilities
from tests.support.live_panel import FAR, NEAR, NETWORK, Clock, fed, panel, said, script, shown

pytestmark = pytest.mark.usefixtures("clock")


def test_the_largest_face_is_followed_at_first() -> None:
    app = panel(FAR, NEAR)
    assert "<strong>Happy</strong>" in shown(app)
    assert [option.content for option in app.get("button_group")[0].proto.options] == ["Largest", "1", "2"]
    assert "2 faces" in app.caption[0].value


def test_a_face_in_the_dark_is_unsure_and_the_panel_says_why() -> None:
    app = panel(NEAR, grey=5)
    assert "<strong>Unsure</strong><span>too dark</span>" in shown(app)
    assert said(app) == "Unsure"


def test_without_a_face_the_panel_says_when_it_is_too_dark_for_one() -> None:
    even, dark = (shown(panel(grey=grey)) for grey in (90, 2))
    assert f"<strong>No face in view</strong><span>{TOO_DARK}</span>" in dark
    assert "No face in view" in even
    assert TOO_DARK not in even


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
