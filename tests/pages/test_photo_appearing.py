"""The page for photos while it reads: what was read is there, each picture is read once, and it can be stopped."""

from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.testing.v1 import AppTest

from emotion import analysis
from emotion.web.photo import reading
from tests.support.app_page import Launch
from tests.support.photo_page import arrive, astronaut, blank, button, card, cards, group, panels, upload

FILES = ("a.png", astronaut()), ("b.png", group(2)), ("c.png", group(3)), ("d.png", blank())


@pytest.fixture
def begun(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page in the moment in which two of four pictures were read."""
    app, read, asked = arrive(launch), analysis.read_photo_faces, iter(range(9))

    def until_then(*given: Any) -> Any:
        if next(asked) == 2:
            raise StopException  # as a press anywhere ends the run
        return read(*given)

    monkeypatch.setattr(reading, "AT_ONCE", 0.0)
    monkeypatch.setattr(reading, "read_photo_faces", until_then)
    upload(app, *FILES)
    monkeypatch.setattr(reading, "read_photo_faces", read)
    return app


def names(app: AppTest) -> list[str]:
    return [button.label.strip("`") for button in cards(app)]


def test_what_was_read_is_there_while_others_are_read(begun: AppTest) -> None:
    assert names(begun) == ["a.png", "b.png"]
    assert list(begun.dataframe[0].value["Picture"]) == ["a.png", "b.png", "b.png"]
    assert panels(begun) == [], "the first of several does not open by itself"
    assert "Reading `c.png`, 3 of 4" in begun.get("progress")[0].proto.text
    assert {button.proto.disabled for button in begun.get("download_button")} == {True}, "half of it is no result"


def test_a_picture_is_opened_meanwhile_and_stays_so(begun: AppTest) -> None:
    card(begun, "b.png").click().run()

    assert not begun.exception
    assert names(begun) == ["a.png", "b.png", "c.png", "d.png"]
    assert [text.value for text in begun.text] == ["b.png"]
    assert not begun.get("progress")
    assert {button.proto.disabled for button in begun.get("download_button")} == {False}


def test_no_picture_is_read_twice(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    searched, find = [], analysis.find_photo_faces

    def counted(*given: Any) -> Any:
        searched.append(given)
        return find(*given)

    monkeypatch.setattr(reading, "AT_ONCE", 0.0)
    monkeypatch.setattr(reading, "find_photo_faces", counted)
    app = arrive(launch)
    upload(app, *FILES)

    assert names(app) == ["a.png", "b.png", "c.png", "d.png"]
    assert len(searched) == 4


def test_what_was_not_read_since_the_visitor_stopped_waits_and_can_be_read(begun: AppTest) -> None:
    button(begun, "Stop reading").click().run()

    assert names(begun) == ["a.png", "b.png"]
    assert "Stopped: 2 pictures of 4 not read" in begun.info[0].value

    button(begun, "Read on").click().run()
    assert len(cards(begun)) == 4
    assert not begun.info
