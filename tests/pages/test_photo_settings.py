"""Each setting of the page on photos, and what it changes."""

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.detection.presets import make_detector
from emotion.images.decode import decode
from emotion.images.input import InputPicture
from emotion.models.loaded import LoadedModel
from emotion.models.store import MODELS, ModelError, ModelStore, load_card
from emotion.web.photo import album, results
from emotion.web.photo.reading import SHOWN
from emotion.web.photo.view import THUMBNAIL, annotated
from emotion.web.server import resources
from emotion.web.server.settings import HostSettings
from emotion.web.shared import deferred_download
from tests.support.app_page import Launch
from tests.support.photo_page import arrive, astronaut, card, errors, group, panels, selectbox, toggle, upload

TITLES = {name: load_card(MODELS / name).title for name in ModelStore(MODELS).names()}


@pytest.fixture
def page(launch: Launch) -> AppTest:
    return arrive(launch)


@pytest.mark.parametrize("sensitivity", ["low", "high"])
def test_another_sensitivity_reads_anew(page: AppTest, sensitivity: str) -> None:
    upload(page, ("a.png", astronaut()))

    page.select_slider[0].set_value(sensitivity).run()

    (photo,) = page.session_state[album.ALBUM].photos
    assert {way[1].sensitivity for way in photo.results} == {"normal", sensitivity}
    assert panels(page)


def test_blurred_faces_are_not_shown_enlarged_either(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    enlarged = "As the network sees it: 48×48, grey"
    assert enlarged in [caption.value for caption in page.caption]

    toggle(page, "Blur faces").set_value(True).run()

    assert enlarged not in [caption.value for caption in page.caption]
    assert "Why this answer" not in [toggle.label for toggle in page.toggle]
    assert len(panels(page)) == 1


def test_cards_and_what_is_opened_are_blurred_alike(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", group()))
    toggle(page, "Blur faces").set_value(True).run()
    card(page, "b.png").click().run()

    closed, opened = page.session_state[album.ALBUM].photos
    looks = {photo.name: {size: drawn[0][1] for size, drawn in photo.renders.items()} for photo in (closed, opened)}
    assert looks == {"a.png": {THUMBNAIL: True}, "b.png": {THUMBNAIL: True, SHOWN: True}}


def test_settings_outlive_a_change_of_page(page: AppTest) -> None:
    toggle(page, "Blur faces").set_value(True)
    page.select_slider[0].set_value("high")
    selectbox(page, "Compare with").set_value("report")
    page.run()

    page.switch_page("pages/training.py").run()
    page.switch_page("pages/photo.py").run()

    assert toggle(page, "Blur faces").value is True
    assert page.select_slider[0].value == "high"
    assert selectbox(page, "Compare with").value == "report"


def test_a_blurred_download_has_no_face_in_it_and_a_plain_one_has(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    (photo,) = page.session_state[album.ALBUM].photos
    (found,) = photo.results.values()
    picture = decode(photo.content)

    face = found.result.faces[0].box
    inside = np.s_[face.top + 9 : face.bottom - 9, face.left + 9 : face.right - 9]  # where no line is drawn

    def is_face(blurred: bool) -> bool:
        shown = picture.copy()
        shown[inside] = annotated(picture, found.result, blurred)[inside]
        return any(found.box.iou(face) > 0.3 for found in make_detector("video").detect(InputPicture.of_rgb(shown)))

    assert [is_face(blurred) for blurred in (False, True)] == [True, False]


def test_a_spoilt_network_is_named_and_the_other_reads_on(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "loaded_model", spoilt_but(HostSettings().model, resources.loaded_model))
    upload(page, ("a.png", astronaut()))

    selectbox(page, "Compare with").set_value("report").run()

    assert not page.exception
    assert "A report's network cannot be used. It is spoilt." in errors(page)
    assert len(panels(page)) == 1


def spoilt_but(name: str, load: Callable[[str], LoadedModel]) -> Callable[[str], LoadedModel]:
    def model(asked: str) -> LoadedModel:
        if asked != name:
            raise ModelError("It is spoilt.")
        return load(asked)

    return model


def test_an_annotated_picture_is_made_on_demand_and_goes_with_its_photo(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    made = deferred_download.PREFIX + results.PICTURES
    assert made not in page.session_state

    next(button for button in page.button if button.label == "Prepare picture, JPEG").click().run()
    content = page.session_state[made].content
    assert decode(content).shape == decode(astronaut()).shape

    next(button for button in page.button if button.label == "Remove").click().run()
    assert made not in page.session_state
