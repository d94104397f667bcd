"""The short check: what is known of camera, picture and connection, and what goes wrong."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from emotion.detection.base import Detection
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.live.pace import STEPS
from emotion.live.state import LiveState
from emotion.web.live.camera import PATIENCE
from emotion.web.live.check import SETTLED, cost, facts, wrong
from emotion.web.live.link import Report
from tests.support.fakes import Always, FakeDetector
from tests.support.live_panel import FAR, NEAR, Clock, camera_of, fed


class Broken(FakeDetector):
    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        raise RuntimeError("broken on purpose")


@pytest.mark.usefixtures("clock")
def test_all_is_told_of_a_camera_that_runs() -> None:
    report = Report(camera="HD *cam*", width=1280, height=720, rate=30, way="relay")
    lines = "\n".join(facts(camera_of(fed(NEAR, FAR), report=report)))
    for words in (
        "`HD *cam*`",
        "640 × 480 pixels (the camera gives 1280 × 720)",
        "**Light:** enough",
        "**Faces:** 2",
        "relay",
        "a second",
    ):
        assert words in lines


@pytest.mark.usefixtures("clock")
def test_what_the_browser_did_not_tell_is_left_out() -> None:
    lines = "\n".join(facts(camera_of(fed(grey=2))))
    assert "**Camera:**" not in lines
    assert "gives" not in lines
    assert "**Light:** too dark for a face" in lines
    assert "**Faces:** none found" in lines
    assert "**Way of the video:** not known yet" in lines


@pytest.mark.usefixtures("clock")
def test_nothing_is_wrong_with_a_camera_that_runs_or_is_off() -> None:
    assert wrong(camera_of(fed(NEAR))) == ()
    assert wrong(camera_of(fed(detector=Broken()), on=False)) == ()


@pytest.mark.usefixtures("clock")
def test_failing_frames_are_told() -> None:
    (words,) = wrong(camera_of(fed(detector=Broken())))
    assert "Reading failed on 20 frames" in words


@pytest.mark.parametrize(("waited", "told"), [(PATIENCE - 5, False), (PATIENCE + 5, True)])
def test_a_connection_that_is_not_reached_is_explained(clock: Clock, waited: float, told: bool) -> None:
    camera_session = camera_of(LiveCallback(FakeDetector(), Always("happy")), wanted_at=1000.0)
    clock.now += waited
    assert ["TURN" in words for words in wrong(camera_session)] == ([True] if told else [])


@pytest.mark.parametrize(("rate", "told"), [(5.0, True), (15.0, False)])
def test_a_video_that_stutters_is_told(clock: Clock, rate: float, told: bool) -> None:
    callback = fed(NEAR)
    callback._state = replace(callback.state, frames=SETTLED + 1, frames_per_second=rate)
    assert ["5 frames a second" in words for words in wrong(camera_of(callback))] == ([True] if told else [])


def test_the_servers_time_is_a_line() -> None:
    assert cost(LiveState()) == "Server: finding 0.0 ms, reading 0.0 ms, drawing 0.0 ms."


@pytest.mark.usefixtures("clock")
def test_a_busy_server_is_told_once_it_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for step in STEPS:
        monkeypatch.setattr("emotion.web.live.check.pace", lambda step=step: SimpleNamespace(step=step))
        told.append(bool(wrong(camera_of(fed(NEAR)))))
        assert f"up to {step.reads:g} times" in "\n".join(facts(camera_of(fed(NEAR))))
    assert told == sorted(told)
    assert told[0] is False
    assert told[-1] is True
