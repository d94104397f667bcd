"""The live page's first minute without a browser: one button, what fails, the sample clip, places that are taken."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from emotion.web.live import sample_clip
from emotion.web.live.camera import SESSION
from emotion.web.live.link import Report
from emotion.web.live.sample_clip import Position
from emotion.web.server import resources
from tests.support.app_page import Launch


def button(app: AppTest, label: str) -> Any:
    return next(item for item in app.button if item.label == label)


def wanted(app: AppTest) -> str:
    """The start that the page asks the visitor's browser for."""
    told = [
        json.loads(component.proto.json) for component in app.get("bidi_component") if "wanted" in component.proto.json
    ]
    return str(told[0]["wanted"])


def html(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def test_before_agreement_the_camera_is_not_asked_for(launch: Launch) -> None:
    app = launch().run()
    assert wanted(app) == ""
    assert "looks like" in html(app)
    assert not app.sidebar.selectbox, "settings come later"
    button(app, "Agree and start the camera").click().run()
    assert not app.exception
    assert wanted(app), "the same click starts it"
    assert "Connecting" in html(app)
    assert "looks like" not in html(app)


def test_without_a_start_of_its_own_a_page_that_was_agreed_to_waits_for_the_visitor(agreed: AppTest) -> None:
    assert wanted(agreed) == ""
    assert "Camera off" in html(agreed)
    assert agreed.sidebar.selectbox


def test_the_hosts_words_stand_in_the_notice_as_they_are(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_HOST_NOTICE", "Museum of Faces\nfaces@example.org <b>")
    shown = html(launch().run())
    assert "Tell everyone whom the camera will see." in shown
    assert "Museum of Faces<br>faces@example.org &lt;b&gt;" in shown


def test_a_camera_that_failed_is_told_with_what_works_without_one(agreed: AppTest) -> None:
    agreed.session_state[SESSION].heard(Report(failed="NotFoundError"))
    agreed.run()
    (error,) = agreed.error
    assert "No camera was found" in error.value
    assert agreed.expander[-1].proto.expanded
    assert {"Play a sample clip", "Try a photo", "Try a video"} <= {item.label for item in agreed.button}


def test_the_sample_clip_needs_neither_camera_nor_agreement(launch: Launch) -> None:
    app = launch().run()
    button(app, "Play a sample clip").click().run()
    assert not app.exception
    assert app.get("video")
    assert not app.get("component_instance")
    assert "No face in view" in html(app), "the clip's first frame has no confirmed face"
    app.session_state[sample_clip.POSITION] = Position(2.0)
    app.run()
    assert "<strong>Happy</strong>" in html(app)
    assert 'class="happy"' in html(app), "the strip follows it"
    button(app, "Back to the camera").click().run()
    assert app.get("component_instance")
    assert not app.get("video")


def take_all() -> list[str]:
    """Take every place; return the sessions that have them."""
    resources.slots.clear()  # of the visitors of other tests, who still wait
    places = resources.slots()
    others = [f"other session {index}" for index in range(places.size)]
    assert all(places.claim(other) for other in others)
    return others


def test_when_all_places_are_taken_the_page_says_so_and_starts_the_camera_in_turn(launch: Launch) -> None:
    others = take_all()
    resources.slots().wait("somebody who came before")
    app = launch().run()
    button(app, "Agree and start the camera").click().run()
    assert not app.get("component_instance")
    assert "1 visitor waits before you" in app.info[0].value
    assert "In line" in html(app)
    resources.slots().release("somebody who came before")
    app.run()
    assert "You are next" in app.info[0].value
    for other in others:
        resources.slots().release(other)
    app.run()
    assert app.get("component_instance")
    assert app.session_state[SESSION].start, "the browser is asked to start it"


def test_who_does_not_wait_gets_no_camera_and_holds_nobody_up(launch: Launch) -> None:
    others = take_all()
    app = launch().run()
    button(app, "Agree and start the camera").click().run()
    before = app.session_state[SESSION].start
    button(app, "Do not wait").click().run()
    assert not app.info
    assert resources.slots().wait("somebody else") == 0
    for other in others:
        resources.slots().release(other)
    app.run()
    assert app.get("component_instance")
    assert app.session_state[SESSION].start == before


def test_a_camera_that_is_off_waits_for_nothing(agreed: AppTest) -> None:
    take_all()
    agreed.run()
    assert not agreed.info
    assert agreed.get("component_instance")
    assert not agreed.session_state[SESSION].start


def test_a_visitor_who_agrees_when_all_places_are_taken_gets_a_whole_page(launch: Launch) -> None:
    others = take_all()
    app = launch().run()
    button(app, "Agree and start the camera").click().run()
    assert not app.exception
    assert "All places for live video are taken" in app.info[0].value
    assert app.sidebar.selectbox
    for other in others:
        resources.slots().release(other)
    app.run()
    assert app.get("component_instance")
