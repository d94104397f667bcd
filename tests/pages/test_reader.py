"""The live page and who reads the camera's picture: the choice, what each is told, and what is offered in need."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from emotion.web.live import browser_session, in_browser
from emotion.web.live.camera import SESSION
from emotion.web.live.link import Report
from emotion.web.live.reader import TITLES
from emotion.web.live.trouble import CLIP
from emotion.web.server import browser, resources
from emotion.web.server.settings import BROWSER, SERVER
from tests.support.app_page import Launch

NOT_BUILT = "models: the program is not built; run python -m emotion.browser.build"


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "problem", str)


def labels(app: AppTest) -> list[str]:
    return [item.label for item in app.button]


def press(app: AppTest, label: str) -> AppTest:
    next(item for item in app.button if item.label == label).click().run()
    assert not app.exception
    return app


def handed_over(app: AppTest) -> dict[str, Any]:
    """Return what the component in the browser gets."""
    told = [json.loads(component.proto.json) for component in app.get("bidi_component")]
    (found,) = [values for values in told if isinstance(values, dict) and "received" in values]
    return found


def html(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def here(launch: Launch) -> AppTest:
    app = launch().run()
    app.radio[0].set_value(BROWSER).run()
    assert not app.exception
    return app


def test_the_visitor_chooses_before_agreeing_and_is_told_which_of_the_two_it_is(launch: Launch) -> None:
    app = launch().run()
    assert app.radio[0].options == [TITLES[SERVER], TITLES[BROWSER]]
    assert "in the memory of this page" in html(app)
    app = here(launch)
    assert "never leaves it" in html(app)
    assert "Nobody but this browser" in html(app)
    assert "in the memory of this page" not in html(app)


def test_the_same_press_agrees_and_starts_the_camera(launch: Launch) -> None:
    app = here(launch)
    assert handed_over(app)["start"] == ""
    app = press(app, "Agree and start the camera")
    told = handed_over(app)
    assert told["start"]
    assert told["model"]["calibration"]["threshold"] == told["settings"]["tracking"]["threshold"]
    assert told["model"]["file"]["url"].endswith(f"{told['model']['file']['sha256']}.tflite")
    assert app.sidebar.radio[-1].value == BROWSER


def test_an_agreement_to_one_is_none_to_the_other(launch: Launch) -> None:
    app = press(here(launch), "Agree and start the camera")
    app.sidebar.radio[-1].set_value(SERVER).run()
    assert "Agree and start the camera" in labels(app)


def test_settings_go_to_the_browser(launch: Launch) -> None:
    app = press(here(launch), "Agree and start the camera")
    next(item for item in app.sidebar.slider if item.label == "Smoothing").set_value(1.0)
    next(item for item in app.sidebar.toggle if item.label == "Mirror picture").set_value(False)
    app.sidebar.select_slider[0].set_value("high").run()
    told = handed_over(app)
    assert (told["settings"]["tracking"]["smoothing"], told["mirror"]) == (1.0, False)
    assert told["settings"]["sensitivity"] == "high"
    assert "Detector" not in [item.label for item in app.sidebar.selectbox], "browsers have one alone"


def test_the_clip_plays_in_it(launch: Launch) -> None:
    app = press(here(launch), "Play a sample clip")
    assert handed_over(app)["clip"] == browser.clip_url()
    app = press(app, "Back to the camera")
    assert handed_over(app)["clip"] is None


def test_a_clip_that_cannot_play_in_it_is_told(launch: Launch) -> None:
    app = press(here(launch), "Play a sample clip")
    app.session_state[browser_session.SESSION].heard({"phase": "off", "failed": "clip", "attempt": 1})
    app.run()
    assert CLIP.happened in app.error[0].value
    assert "Play a sample clip" not in labels(app)


def test_numbers_that_the_visitor_keeps_are_not_waited_for(launch: Launch) -> None:
    app = press(here(launch), "Agree and start the camera")
    app.session_state[browser_session.SESSION].heard({"phase": "running", "kept": True, "number": 7})
    app.run()
    assert app.info[0].value == in_browser.KEPT
    assert handed_over(app)["heard"] == 7, "the browser would repeat it"
    assert next(item for item in app.button if item.label == "Start recording").disabled


@pytest.mark.parametrize(("failed", "offers"), [("unreachable", True), ("lost", True), ("NotAllowedError", False)])
def test_the_browser_is_offered_where_only_the_server_cannot(agreed: AppTest, failed: str, offers: bool) -> None:
    agreed.session_state[SESSION].heard(Report(failed=failed))
    agreed.run()
    assert (TITLES[BROWSER] in labels(agreed)) == offers


def test_the_server_is_offered_where_the_program_did_not_come(launch: Launch) -> None:
    app = press(here(launch), "Agree and start the camera")
    app.session_state[browser_session.SESSION].heard({"phase": "off", "failed": "file", "attempt": 1})
    app.run()
    assert "did not come whole" in app.error[0].value
    app = press(app, TITLES[SERVER])
    assert "in the memory of this page" in html(app)


def test_the_browser_is_offered_where_all_places_are_taken(agreed: AppTest) -> None:
    places = resources.slots()
    others = [f"other {number}" for number in range(places.size)]
    assert all(places.claim(other) for other in others)
    agreed.session_state[SESSION].refused = True
    agreed.run()
    app = press(agreed, TITLES[BROWSER])
    assert "never leaves it" in html(app)
    for other in others:
        places.release(other)


def test_without_the_program_there_is_no_choice_and_the_help_says_what_to_run(
    agreed: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "problem", lambda: NOT_BUILT)
    agreed.run()
    assert [item.label for item in agreed.sidebar.radio] == ["Expect"]
    assert any("python -m emotion.browser.build" in item.value for item in agreed.caption)


def test_a_host_that_wants_browsers_alone_is_told_why_they_cannot(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIEN_LIVE", "browser")
    monkeypatch.setattr(browser, "problem", lambda: NOT_BUILT)
    app = launch().run()
    assert "python -m emotion.browser.build" in app.error[0].value
    assert not app.exception
