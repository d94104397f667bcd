"""A clock that stands until a test sets it."""

import pytest

from tests.support.live_panel import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("emotion.live.callback.monotonic", clock)
    monkeypatch.setattr("emotion.web.live.camera.monotonic", clock)
    return clock
