"""The panel says whether the camera is off, connects, runs or is paused."""

from fractions import Fraction

import av
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.live.callback import LiveCallback
from emotion.live.publication import UPDATE
from emotion.web.live.camera import STANDSTILL
from tests.support.camera import play
from tests.support.fakes import Always, FakeDetector
from tests.support.live_panel import NEAR, Clock, answered, camera_of, fed, script

pytestmark = pytest.mark.usefixtures("clock")


def test_it_says_whether_the_camera_connects_runs_or_is_paused(clock: Clock) -> None:
    callback = LiveCallback(FakeDetector((NEAR,)), Always("happy"))
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = camera_of(callback)
    assert answered(app.run()) == "Connecting"

    play(callback, 1)
    assert answered(app.run()) == "No face in view"
    play(callback, 20, start=1)
    app.run()
    clock.now += UPDATE
    play(callback, 1, start=21)
    assert answered(app.run()) == "Happy"
    clock.now += STANDSTILL
    assert answered(app.run()) == "Happy"

    clock.now += 0.1
    assert answered(app.run()) == "Paused"
    assert [option.content for option in app.get("button_group")[0].proto.options] == ["Largest", "1"]

    play(callback, 1, start=22)
    assert answered(app.run()) == "Happy"


def test_black_frames_are_a_pause_at_once() -> None:
    callback = LiveCallback(FakeDetector((NEAR,)), Always("happy"))
    play(callback, 20)
    black = av.VideoFrame.from_ndarray(np.zeros((480, 640, 3), np.uint8), format="rgb24").reformat(format="yuv420p")
    black.pts, black.time_base = 20, Fraction(1, 30)
    callback(black)
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = camera_of(callback)
    assert answered(app.run()) == "Paused"


def test_a_camera_that_is_off_is_off_whatever_its_last_frame_was() -> None:
    def script() -> None:
        import streamlit as st

        from emotion.web.live import panel as live_panel

        live_panel.results(st.session_state["camera"])

    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = camera_of(fed(NEAR), on=False)
    assert answered(app.run()) == "Camera off"
