"""A connection that was lost, on the page that hears of it."""

import logging
from typing import Any

import pytest

from emotion.live.state import LiveSettings
from emotion.web.live import stage
from emotion.web.live.camera import CameraSession
from emotion.web.live.link import Report
from emotion.web.server import metrics
from emotion.web.shared import consent
from tests.support.network import Network

LOST = Report("lost", attempt=1, again=True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr("streamlit.toast", lambda words, icon: told.append(words))
    return told


@pytest.fixture
def camera_session() -> CameraSession:
    network: Any = Network()
    return CameraSession("somebody", network, LiveSettings())


def test_it_is_made_anew_and_said(session: dict[str, Any], told: list[str], camera_session: CameraSession) -> None:
    consent.agree()
    stage._heard(camera_session, LOST)

    assert camera_session.start
    assert camera_session.still_starting
    assert told == [stage.BACK]


@pytest.mark.parametrize(
    ("agreed", "report"), [(False, LOST), (True, Report("lost", attempt=1)), (True, Report("ended", attempt=1))]
)
def test_no_camera_starts_where_nobody_agreed_or_it_went_otherwise(
    session: dict[str, Any], told: list[str], camera_session: CameraSession, agreed: bool, report: Report
) -> None:
    if agreed:
        consent.agree()
    stage._heard(camera_session, report)

    assert not camera_session.start
    assert camera_session.report == report
    assert told == []


def test_each_failure_is_counted_and_logged_once_without_what_a_browser_says_of_itself(
    camera_session: CameraSession, caplog: pytest.LogCaptureFixture
) -> None:
    def counted(reason: str) -> float:
        return metrics.REGISTRY.get_sample_value("mien_camera_failures_total", {"reason": reason}) or 0.0

    before = counted("other"), counted("NotFoundError")
    with caplog.at_level(logging.WARNING):
        for report in (
            Report("NotFoundError", 1, camera="Eileen's camera"),
            Report("NotFoundError", 1, camera="Eileen's camera"),
            Report("of somebody's making", 2, codes=(401, 12345)),
            Report("", 3, way="direct", codes=(701,)),  # one relay of several was silent, and it goes all the same
        ):
            camera_session.heard(report)

    assert (counted("other") - before[0], counted("NotFoundError") - before[1]) == (1, 1)
    assert [record.message for record in caplog.records] == [
        "a camera failed: NotFoundError",
        "a camera failed: other; a TURN server answered [401]",
    ]
