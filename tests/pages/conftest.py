"""Pages in Streamlit's AppTest, which has no browser: the camera's component is there, but no video flows."""

from collections.abc import Callable, Iterator

import pytest
import streamlit_webrtc.component
from streamlit.testing.v1 import AppTest

from emotion.detection.presets import DETECTORS
from emotion.web.shared.consent import AGREED
from tests.support.extending import NAME, add_detector
from tests.support.repository import ROOT


@pytest.fixture
def launch(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    """Return a function that starts the app."""
    # AppTest has no session that streamlit-webrtc could ask for its run count.
    monkeypatch.setattr(streamlit_webrtc.component, "get_this_session_info", lambda: None)
    return lambda: AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)


@pytest.fixture
def agreed(launch: Callable[[], AppTest]) -> AppTest:
    """The live page of a visitor who agreed before, with the camera off."""
    app = launch()
    app.session_state[AGREED] = True
    return app.run()


@pytest.fixture
def another_detector() -> Iterator[None]:
    """The detector of docs/extending.md is registered."""
    add_detector()
    yield
    del DETECTORS[NAME]
