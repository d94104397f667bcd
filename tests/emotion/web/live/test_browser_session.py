"""A camera that the visitor's browser reads, as the page hears of it."""

import logging
from typing import Any

import pytest

from emotion.browser.stream import BrowserStream
from emotion.detection.presets import DEFAULT_CHOICE
from emotion.live.state import LiveSettings
from emotion.web.live import recording
from emotion.web.live.browser_session import BrowserSession
from emotion.web.shared.bars import Phase
from tests.support.batches import one
from tests.support.network import Network


@pytest.fixture
def camera() -> BrowserSession:
    network: Any = Network()
    return BrowserSession(network, BrowserStream(LiveSettings()), DEFAULT_CHOICE)


def news(**changed: Any) -> dict[str, Any]:
    usual = {"phase": "running", "kept": False, "first": 0, "results": one(rival=255), "failed": "", "attempt": 1}
    return {**usual, "camera": "A camera", "rate": 14.5, "steps": {"detect": 9.0}, **changed}


def test_results_come_and_the_camera_is_on(session: dict[str, Any], camera: BrowserSession) -> None:
    camera.heard(news())
    assert camera.on
    assert camera.phase is Phase.RUNNING
    assert camera.ask() is camera.recent()[-1]
    assert camera.stream.received == 1
    assert (camera.report.camera, camera.rate, camera.steps["detect"]) == ("A camera", 14.5, 9.0)


def test_a_camera_that_goes_off_ends_the_recording(session: dict[str, Any], camera: BrowserSession) -> None:
    camera.heard(news())
    recording.start(camera.callback, camera.model)
    camera.heard(news(first=1))
    camera.heard(news(phase="off", first=2, results=""))
    assert camera.ask() is None
    (made,) = recording.finished()
    assert made.ended == recording.CAMERA_OFF
    assert len(made.noted.timeline.results) == 1


def test_a_visitor_who_keeps_the_numbers_is_shown_none_here(session: dict[str, Any], camera: BrowserSession) -> None:
    camera.heard(news())
    recording.start(camera.callback, camera.model)
    before = camera.state
    camera.heard(news(kept=True, results=""))
    assert not camera.on
    assert camera.state != before, "the page is built anew"
    assert recording.finished()[0].ended == recording.KEPT


def test_the_browser_hears_which_news_came_so_that_it_repeats_those_that_were_lost(
    session: dict[str, Any], camera: BrowserSession
) -> None:
    assert camera.newest == 0
    for told, heard in ((1764337000123, 1764337000123), (2.0, 2), ("3", 0), (None, 0), (True, 0)):
        camera.heard(news(number=told))
        assert camera.newest == heard


def test_a_failure_is_told_once_in_the_log(
    session: dict[str, Any], camera: BrowserSession, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            camera.heard(news(phase="off", failed="file", results=""))
    assert [record.message for record in caplog.records] == ["a camera failed: file"]


@pytest.mark.parametrize(
    "told",
    [None, "running", 3, [], {}, {"phase": ["running"]}, news(steps=3, rate="much", camera=7, attempt={}, first=None)],
)
def test_what_has_another_form_changes_nothing_but_the_phase(
    session: dict[str, Any], camera: BrowserSession, told: Any
) -> None:
    camera.heard(told)
    assert camera.recent() == ()
    assert camera.rate == 0


def test_results_that_cannot_be_used_are_left_out_and_logged(
    session: dict[str, Any], camera: BrowserSession, caplog: pytest.LogCaptureFixture
) -> None:
    camera.heard(news(results="?"))
    assert camera.recent() == ()
    assert "cannot be used" in caplog.text


def test_a_browser_that_is_silent_counts_as_paused(
    session: dict[str, Any], camera: BrowserSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera.heard(news())
    camera.heard_at -= 6
    assert camera.phase is Phase.PAUSED
