"""A start that the page asks for: how long it is waited for, and what ends it."""

from typing import Any

import pytest

from emotion.live.state import LiveSettings
from emotion.web.live import camera, switch
from emotion.web.live.camera import KEY, UNHEARD, CameraSession
from emotion.web.live.link import Report
from emotion.web.shared.bars import Phase
from tests.support.live_panel import Clock
from tests.support.network import Network


@pytest.mark.parametrize("heard", [Report(failed="NotAllowedError"), Report(codes=(401,)), Report(camera="HD camera")])
def test_a_start_is_waited_for_until_something_is_heard_or_nothing_was_for_long(clock: Clock, heard: Report) -> None:
    model: Any = Network()
    camera_session = CameraSession("mine", model, LiveSettings())
    assert not camera_session.still_starting
    camera_session.want()
    assert camera_session.still_starting
    camera_session.heard(heard)
    assert camera_session.still_starting is (heard.camera != "")
    clock.now += UNHEARD + 0.1
    assert not camera_session.still_starting


@pytest.mark.usefixtures("places", "asked")
def test_who_leaves_while_the_camera_starts_finds_it_off(session: dict[str, Any], clock: Clock) -> None:
    camera_session = camera.camera_session(Network(), LiveSettings())  # type: ignore[arg-type]
    camera_session.want()
    assert camera_session.phase is Phase.CONNECTING
    session[KEY] = None
    switch.leave()
    assert not camera_session.still_starting
    assert camera_session.phase is Phase.OFF
    assert camera_session.start == "", "coming back starts nothing"
