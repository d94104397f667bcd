"""The visitor's resting face on the page: how it is measured, seen before and after, and forgotten."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.classification.baseline import NeutralBaseline
from emotion.classification.calibration import Expectation
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.web.live import baseline
from emotion.web.live.baseline import ANOTHER, HELD, MEASURING, NOTHING, STOPPED, SUBTRACTED, HeldBaseline
from emotion.web.live.camera import CameraSession
from tests.support.fakes import Always, FakeDetector, probabilities
from tests.support.live_panel import NEAR, Clock

MODEL = ModelStore().load_model("compact")
SAD = NeutralBaseline(probabilities("sad", 0.6))
BUTTON = "Measure my resting face"


def script() -> None:
    """The parts of the page that measure and obey, as Streamlit runs them."""
    import streamlit as st

    from emotion.web.live import baseline, controls

    camera_session, model = st.session_state["camera"], st.session_state["model"]
    settings, _ = controls.live_settings(model, shown=False)
    camera_session.obey(model, settings, camera_session.detector)
    baseline.show(camera_session)


def fed(camera_session: CameraSession, first: float, last: float) -> None:
    """Give the callback the frames of a camera from one second to another."""
    for index in range(round(first * 15), round(last * 15)):
        picture = av.VideoFrame.from_ndarray(np.full((480, 640, 3), 90, np.uint8), format="rgb24")
        picture.pts, picture.time_base = index, Fraction(1, 15)
        camera_session.callback(picture)


@pytest.fixture
def app(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page of a camera that has run for two seconds and sees somebody who looks sad."""
    monkeypatch.setattr(baseline, "monotonic", clock)
    camera_session = CameraSession("session", MODEL, LiveSettings(), on=True)
    camera_session.callback = LiveCallback(FakeDetector([NEAR]), Always("sad", 0.6))
    fed(camera_session, 0, 2)
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["camera"], app.session_state["model"] = camera_session, MODEL
    return ran(app.run())


def ran(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return ran(button.click().run())


def camera_of(app: AppTest) -> CameraSession:
    found: Any = app.session_state["camera"]
    assert isinstance(found, CameraSession)
    return found


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_ten_seconds_at_rest_are_measured_and_subtracted(app: AppTest) -> None:
    press(app, BUTTON)
    fed(camera_of(app), 2, 6)
    ran(app.run())
    assert labels(app) == ["Cancel"]
    assert any("look at the camera: 6 s" in str(bar.proto) for bar in app.get("progress"))
    assert camera_of(app).callback.settings.baseline is None

    fed(camera_of(app), 6, 12.2)
    ran(app.run())
    ran(app.run())

    (toggle,) = app.toggle
    assert (toggle.label, toggle.value) == ("Subtract my resting face", True)
    assert camera_of(app).callback.settings.baseline.resting == pytest.approx(probabilities("sad", 0.6), abs=1e-6)
    assert labels(app) == ["Measure again", "Forget it"]
    assert [mark.words for mark in camera_of(app).marks()] == ["Resting face subtracted"]
    html = " ".join(str(element.proto.body) for element in app.get("html"))
    assert html.index("Your resting face, before") < html.index("60 %") < html.index("Your resting face, after")

    ran(toggle.set_value(False).run())
    assert camera_of(app).callback.settings.baseline is None
    assert [mark.words for mark in camera_of(app).marks()][-1] == "Resting face as read"


def measuring(app: AppTest) -> AppTest:
    press(app, BUTTON)
    return app


def test_a_camera_that_goes_off_meanwhile_is_said(app: AppTest) -> None:
    camera_of(measuring(app)).on = False
    ran(app.run())

    assert [warning.value for warning in app.warning] == [STOPPED]
    assert (labels(app), HELD in app.session_state) == ([BUTTON], False)
    assert app.button[0].disabled


def test_another_network_meanwhile_is_said(app: AppTest) -> None:
    app.session_state["model"] = MODEL.expecting(Expectation.CROWD)
    measuring(app)

    assert [warning.value for warning in app.warning] == [ANOTHER]
    assert (labels(app), HELD in app.session_state) == ([BUTTON], False)


def test_a_stream_that_has_only_begun_is_measured_from_its_first_result_on(app: AppTest) -> None:
    camera_of(app).callback = LiveCallback(FakeDetector([NEAR]), Always("sad", 0.6))
    press(app, BUTTON)
    fed(camera_of(app), 500, 505)
    ran(app.run())
    assert labels(app) == ["Cancel"]
    fed(camera_of(app), 505, 510.2)
    ran(app.run())

    assert HELD in app.session_state


def test_a_camera_that_brings_nothing_is_waited_for_only_so_long(app: AppTest, clock: Clock) -> None:
    measuring(app)
    clock.now += baseline.PATIENCE
    ran(app.run())

    assert [warning.value for warning in app.warning] == [NOTHING]


def test_a_face_that_is_not_seen_well_is_said_and_measured_again(app: AppTest) -> None:
    detector = camera_of(app).callback.detector
    assert isinstance(detector, FakeDetector)
    measuring(app)
    detector.boxes = ()
    fed(camera_of(app), 2, 12.2)
    ran(app.run())
    (warning,) = app.warning
    assert "No face was seen well" in warning.value

    press(app, BUTTON)
    assert not app.warning


def test_cancelling_measures_nothing(app: AppTest) -> None:
    press(measuring(app), "Cancel")

    assert (labels(app), MEASURING in app.session_state) == ([BUTTON], False)


def test_it_is_forgotten_on_demand(app: AppTest) -> None:
    app.session_state[HELD] = held(MODEL)
    assert camera_of(ran(app.run())).callback.settings.baseline == SAD

    press(app, "Forget it")

    assert (labels(app), HELD in app.session_state) == ([BUTTON], False)
    assert camera_of(app).callback.settings.baseline is None


def held(model: LoadedModel) -> HeldBaseline:
    return HeldBaseline(SAD, model.card.name, model.card.title, model.expectation)


@pytest.mark.parametrize(
    "other",
    [replace(MODEL, card=replace(MODEL.card, name="report", title="Report")), MODEL.expecting(Expectation.CROWD)],
    ids=["network", "expectation"],
)
def test_what_another_network_measured_is_not_subtracted_and_not_lost(app: AppTest, other: LoadedModel) -> None:
    app.session_state[HELD] = held(other)
    ran(app.run())

    assert camera_of(app).callback.settings.baseline is None
    assert not app.toggle
    (info,) = app.info
    assert f"Measured with {other.card.title}" in info.value
    assert held(other).fits(other)


def test_a_choice_not_to_subtract_stays_while_another_network_reads(app: AppTest) -> None:
    app.session_state[HELD], app.session_state[SUBTRACTED] = held(MODEL), False
    assert camera_of(ran(app.run())).callback.settings.baseline is None
