"""What stands beside the video, in AppTest, with a callback that was fed by hand."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.classification.base import Classified, InputSpec
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.results import Box
from emotion.web.live.panel import CHOSEN
from emotion.web.shared.bars import TOO_DARK
from tests.support.camera import camera_frame, play
from tests.support.fakes import Always, FakeDetector, probabilities
from tests.support.live_panel import FAR, NEAR, camera_of, fed, panel, said, script, shown

pytestmark = pytest.mark.usefixtures("clock")


def test_the_largest_face_is_followed_at_first() -> None:
    app = panel(FAR, NEAR)
    assert "<strong>Happy</strong>" in shown(app)
    assert [option.content for option in app.get("button_group")[0].proto.options] == ["Largest", "1", "2"]


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

    def classify(self, faces: np.ndarray) -> Classified:
        return Classified.of(np.array([probabilities("happy"), probabilities("sad")])[: len(faces)])


def test_panel_announcement_and_timeline_stay_with_one_of_two_people_of_about_the_same_size() -> None:
    detector = FakeDetector()
    callback = LiveCallback(detector, Each())
    for index, side in enumerate([96] * 30 + [105] * 30):
        detector.boxes = (Box(10, 10, 100, 100), Box(300, 10, side, side))
        callback(camera_frame(index, rate=15))
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = camera_of(callback)
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
    app.session_state["camera"] = camera_of(fed())
    app.run()
    assert "No face in view" in shown(app)


def test_the_last_minute_is_drawn_and_told() -> None:
    app = panel(NEAR)
    (chart,) = app.get("plotly_chart")
    assert "Happy" in chart.proto.spec
    assert app.caption[-1].value == "Share of the time in view: happy 100 %."


def test_without_any_face_yet_no_chart_is_loaded() -> None:
    app = panel()
    assert not app.get("plotly_chart")
    assert app.caption[-1].value == "No face in view so far."


def test_another_model_leaves_a_mark_on_strip_and_chart() -> None:
    callback = fed(NEAR)
    callback.switch(Always("happy"), LiveSettings(), "Another network")
    play(callback, 20, start=40)
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = camera_of(callback)
    app.run()
    assert 'class="mark"' in shown(app)
    assert "Another network" in shown(app)
    assert "Another network" in app.get("plotly_chart")[0].proto.spec
