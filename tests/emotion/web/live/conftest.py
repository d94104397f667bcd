"""A clock that stands until a test sets it, and what a session's camera goes by."""

from types import SimpleNamespace
from typing import Any

import pytest

from emotion.web.live import camera, switch
from emotion.web.server.slots import StreamSlots
from tests.support.live_panel import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("emotion.live.callback.monotonic", clock)
    monkeypatch.setattr("emotion.web.live.camera.monotonic", clock)
    monkeypatch.setattr("emotion.web.live.switch.monotonic", clock)
    return clock


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> StreamSlots:
    places = StreamSlots(1)
    monkeypatch.setattr(camera, "slots", lambda: places)
    monkeypatch.setattr(switch, "slots", lambda: places)
    return places


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the collector of garbage."""
    asked: list[str] = []
    monkeypatch.setattr(switch, "collector", lambda: SimpleNamespace(ask=lambda: asked.append("soon")))
    return asked


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    values: dict[str, Any] = {}
    monkeypatch.setattr(camera.st, "session_state", values)
    return values
