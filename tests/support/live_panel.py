"""The live page's panel in a page of its own, on a stream that a test feeds."""

import json
import re
from fractions import Fraction
from typing import Any

import av
import numpy as np
from streamlit.testing.v1 import AppTest

from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.results import Box
from emotion.web.live.camera import CameraSession
from emotion.web.live.panel import CHOSEN
from tests.support.fakes import Always, FakeDetector


class Clock:
    """The clock of stream and page, which stands until a test sets it, however long the test takes."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


NETWORK: Any = None  # nothing beside the video asks for it
NEAR, FAR = Box(10, 10, 100, 100), Box(300, 10, 60, 60)


def script() -> None:
    """The part of the page under test, as Streamlit runs it."""
    import streamlit as st

    from emotion.web.live import panel as live_panel

    camera_session = st.session_state["camera"]
    live_panel.results(camera_session)
    live_panel.last_minute(camera_session)
    live_panel.history(camera_session)


def camera_of(callback: LiveCallback, on: bool = True, **more: Any) -> CameraSession:
    """Return a session's camera with a callback that a test feeds."""
    made = CameraSession("session", NETWORK, LiveSettings(), on=on, **more)
    made.callback = callback
    return made


def panel(*boxes: Box, chosen: str | None = None, grey: int = 90) -> AppTest:
    """Return the panel of a stream with these faces, run once."""
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["camera"] = camera_of(fed(*boxes, grey=grey))
    if chosen:
        app.session_state[CHOSEN] = chosen
    return app.run()


def fed(*boxes: Box, detector: FakeDetector | None = None, grey: int = 90) -> LiveCallback:
    callback = LiveCallback(detector or FakeDetector(boxes), Always("happy"))
    for index in range(20):
        pixels = np.full((480, 640, 3), grey, np.uint8)
        pixels[-4:, -4:] = 90  # a frame that is black all over counts as paused
        picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
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


def answered(app: AppTest) -> str:
    """What panel and announcement say alike."""
    (words,) = re.findall("<strong>(.*?)</strong>", shown(app))
    assert said(app) == words
    return str(words)
