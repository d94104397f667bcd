"""What the model is told to expect: one choice for all pages, which readings and exports obey."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from emotion.classification.calibration import Expectation
from emotion.web.live import camera
from emotion.web.photo import album
from emotion.web.server import resources
from emotion.web.shared.consent import AGREED
from tests.support.app_page import Launch
from tests.support.photo_page import arrive, astronaut, selectbox, upload


def expect(app: AppTest) -> str:
    (radio,) = (radio for radio in app.radio if radio.label == "Expect")
    assert radio.options == ["Any expression alike", "An everyday crowd"]
    return str(radio.value)


def test_any_expression_alike_is_the_default_and_a_choice_goes_along(launch: Launch) -> None:
    app = launch()
    app.session_state[AGREED] = True
    app.run()
    assert expect(app) == "alike"
    held = app.session_state[camera.SESSION]
    alike = held.callback.settings.tracking.threshold
    assert alike == held.model.card.alike.threshold

    app.radio[0].set_value("crowd").run()

    held = app.session_state[camera.SESSION]
    assert held.model.expectation is Expectation.CROWD
    assert held.callback.settings.tracking.threshold == held.model.card.threshold != alike
    for page in ("pages/photo.py", "pages/video.py", "pages/training.py"):
        app.switch_page(page).run()
        assert not app.exception
        assert expect(app) == "crowd"


def test_a_picture_is_read_anew_with_another_expectation(launch: Launch) -> None:
    app = launch()
    app.switch_page("pages/photo.py").run()
    upload(app, ("a.png", astronaut()))

    app.radio[0].set_value("crowd").run()

    (photo,) = app.session_state[album.ALBUM].photos
    alike, crowd = (photo.results[way].result.faces[0] for way in photo.results)
    assert [identity.expects for identity, _ in photo.results] == ["alike", "crowd"]
    assert alike.box == crowd.box
    assert alike.probabilities != crowd.probabilities
    assert len(photo.faces) == 1, "searched for once"


def test_a_network_that_cannot_be_told_changes_nothing_for_another_it_is_compared_with(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = resources.loaded_model("compact")
    untold = replace(model, card=replace(model.card, alike=None))
    load = resources.loaded_model
    monkeypatch.setattr(resources, "loaded_model", lambda name: untold if name == "compact" else load(name))
    app = arrive(launch)
    app.radio[0].set_value("crowd").run()
    selectbox(app, "Network").set_value("compact").run()
    assert [radio.label for radio in app.radio if radio.label == "Expect"] == []

    upload(app, ("a.png", astronaut()))
    selectbox(app, "Compare with").set_value("report").run()

    (photo,) = app.session_state[album.ALBUM].photos
    assert {identity.name: identity.expects for identity, _ in photo.results} == {"compact": "crowd", "report": "crowd"}
