"""Who reads the camera's picture."""

from typing import Any

import pytest

from emotion.web.live import reader, switch
from emotion.web.server import browser
from emotion.web.server.settings import BROWSER, SERVER, HostSettings


@pytest.fixture
def can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "problem", str)


@pytest.fixture
def cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "problem", lambda: "the program is not built")


@pytest.mark.usefixtures("can")
def test_the_host_says_who_is_first(session: dict[str, Any]) -> None:
    assert reader.chosen(HostSettings()) == SERVER
    assert reader.chosen(HostSettings(live=(BROWSER, SERVER))) == BROWSER
    assert reader.offered(HostSettings(live=(BROWSER,))) == (BROWSER,)


@pytest.mark.usefixtures("can")
def test_the_visitor_chooses_among_what_is_offered(session: dict[str, Any]) -> None:
    reader.take(BROWSER)
    assert reader.chosen(HostSettings()) == BROWSER
    assert reader.chosen(HostSettings(live=(SERVER,))) == SERVER


@pytest.mark.usefixtures("cannot")
def test_browsers_that_cannot_read_are_not_offered(session: dict[str, Any]) -> None:
    reader.take(BROWSER)
    assert reader.chosen(HostSettings()) == SERVER
    assert reader.chosen(HostSettings(live=(BROWSER,))) == ""


@pytest.mark.usefixtures("can")
def test_a_choice_that_is_only_shown_takes_no_camera_off_the_page(session: dict[str, Any]) -> None:
    session[reader.WIDGET] = SERVER  # as where news of the camera ends the very run that shows the choice first
    reader._kept(HostSettings())
    assert switch.AWAY not in session
    session[reader.WIDGET] = BROWSER
    reader._kept(HostSettings())
    assert session[switch.AWAY]
    assert reader.chosen(HostSettings()) == BROWSER
