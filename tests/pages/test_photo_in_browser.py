"""The photo page's choice that pictures are read in the visitor's own browser."""

import json
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from emotion.web.photo.in_browser import CHOICE, KEPT
from emotion.web.server import browser
from tests.support import built_program
from tests.support.app_page import Launch
from tests.support.photo_page import arrive, astronaut, panels, upload


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program for browsers is built and handed out."""
    monkeypatch.setattr(browser, "_served", Event())
    built_program.write(built_program.place(tmp_path, monkeypatch))
    browser.serve()


def choose(app: AppTest, source: str) -> AppTest:
    app.segmented_control[0].set_value(source).run()
    assert not app.exception
    return app


def handed_over(app: AppTest) -> dict[str, Any]:
    """Return what the component gets."""
    (found,) = [
        json.loads(element.proto.mixed.json or element.proto.json)
        for element in app.get("bidi_component")
        if element.proto.component_name.endswith("mien_photos_in_browser")
    ]
    return dict(found)


@pytest.mark.usefixtures("served")
def test_it_is_offered_where_browsers_can_read(launch: Launch) -> None:
    app = arrive(launch)

    assert app.segmented_control[0].options == ["Files", "Camera", "Sample", CHOICE]
    assert app.segmented_control[0].value == "Files"


@pytest.mark.usefixtures("served")
def test_it_is_not_offered_where_the_host_wants_the_server_to_read(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIEN_LIVE", "server")

    assert arrive(launch).segmented_control[0].options == ["Files", "Camera", "Sample"]


def test_it_is_not_offered_where_the_program_is_not_handed_out(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_served", Event())

    assert arrive(launch).segmented_control[0].options == ["Files", "Camera", "Sample"]


@pytest.mark.usefixtures("served")
def test_the_settings_reach_the_browser(launch: Launch) -> None:
    app = choose(arrive(launch), CHOICE)
    first = handed_over(app)
    app.select_slider[0].set_value("high").run()
    app.sidebar.radio[0].set_value("crowd").run()
    second = handed_over(app)

    assert any(KEPT in element.value for element in app.markdown)
    assert (first["sensitivity"], second["sensitivity"]) == ("normal", "high")
    assert first["model"]["calibration"] != second["model"]["calibration"]
    assert [told["model"]["identity"]["expects"] for told in (first, second)] == ["alike", "crowd"]
    assert not app.file_uploader, "nothing can be uploaded by mistake"
    assert [box.label for box in app.selectbox] == ["Network"], "a browser has one detector"
    assert not app.toggle


@pytest.mark.usefixtures("served")
def test_what_the_server_holds_is_out_of_sight_meanwhile_and_there_again(launch: Launch) -> None:
    app = arrive(launch)
    upload(app, ("a.png", astronaut()))

    assert panels(choose(app, CHOICE)) == []
    assert len(panels(choose(app, "Files"))) == 1


@pytest.mark.usefixtures("served")
def test_the_choice_outlives_the_page_and_ends_with_the_program(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = choose(arrive(launch), CHOICE)
    app.switch_page("pages/training.py").run()
    app.switch_page("pages/photo.py").run()
    assert app.segmented_control[0].value == CHOICE

    monkeypatch.setattr(browser, "problem", lambda: "gone")
    app.run()
    assert not app.exception
    assert app.segmented_control[0].value == "Files"
