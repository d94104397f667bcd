"""As docs/extending.md has it: a detector of ten lines in the pages' choice, and a model of another input."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from emotion.detection import model_files
from emotion.detection.presets import BLAZEFACE, BOTH, DETECTORS, HAAR
from emotion.images.decode import decode
from emotion.models import store
from emotion.results import Box
from emotion.web.live.camera import SESSION
from emotion.web.photo import album
from emotion.web.server import resources
from emotion.web.shared.consent import AGREED
from emotion.web.shared.detection import ALONE
from tests.support import colour_model
from tests.support.app_page import Launch
from tests.support.camera import camera_frame
from tests.support.colour_model import add_colour_model
from tests.support.extending import NAME, TITLE, TITLES
from tests.support.photo_page import arrive, astronaut, selectbox, upload


def agreed(launch: Launch) -> AppTest:
    app = launch()
    app.session_state[AGREED] = True
    return app.run()


def middle(width: int, height: int) -> Box:
    return Box(width // 4, height // 4, width // 2, height // 2)


PAGES = pytest.mark.parametrize("page", ["pages/live.py", "pages/photo.py", "pages/video.py"])


@PAGES
def test_without_blazeface_there_is_nothing_to_choose_and_the_page_says_why(
    launch: Launch, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (BOTH, BLAZEFACE):
        monkeypatch.setitem(DETECTORS, name, replace(DETECTORS[name], problem=lambda: "its file is missing"))
    monkeypatch.setattr(model_files, "problem", lambda: "its file is missing")
    app = agreed(launch).switch_page(page).run()

    assert not app.exception
    assert "Detector" not in [box.label for box in app.selectbox]
    assert ALONE in [caption.value for caption in app.caption]


@PAGES
def test_the_host_says_which_detector_comes_first(launch: Launch, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert selectbox(agreed(launch).switch_page(page).run(), "Detector").value == BOTH
    monkeypatch.setenv("MIEN_DETECTOR", HAAR)
    app = agreed(launch).switch_page(page).run()

    assert selectbox(app, "Detector").value == HAAR
    assert ALONE not in [caption.value for caption in app.caption]


def test_it_reads_photos(launch: Launch, another_detector: None) -> None:
    page = arrive(launch)
    assert selectbox(page, "Detector").options == [*TITLES, TITLE]
    upload(page, ("a.png", astronaut()))
    selectbox(page, "Detector").set_value(NAME).run()

    assert not page.exception
    (photo,) = page.session_state[album.ALBUM].photos
    height, width, _ = decode(photo.content).shape
    by_detector = {way[1].name: photo_result.result.faces for way, photo_result in photo.results.items()}
    assert [face.box for face in by_detector[NAME]] == [middle(width, height)]
    assert [face.box for face in by_detector[BOTH]] != [middle(width, height)]


def test_it_reads_the_stream_from_the_next_frame_on(launch: Launch, another_detector: None) -> None:
    page = agreed(launch)
    callback = page.session_state[SESSION].callback
    callback(camera_frame(0))
    assert callback.state.result.faces == ()
    selectbox(page, "Detector").set_value(NAME).run()

    assert not page.exception
    assert page.session_state[SESSION].callback is callback, "the stream goes on"
    for index in range(1, 30):
        callback(camera_frame(index))
    assert callback.state.errors == 0
    assert [face.box for face in callback.state.result.faces] == [middle(640, 480)]


def test_the_app_opens_with_a_model_of_colour_and_shows_what_it_saw(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add_colour_model(tmp_path)
    monkeypatch.setattr(store, "MODELS", tmp_path)
    monkeypatch.setenv("MIEN_MODEL", colour_model.NAME)
    resources.loaded_model.clear()
    page = arrive(launch)
    upload(page, ("a.png", astronaut()))
    resources.loaded_model.clear()

    (photo,) = page.session_state[album.ALBUM].photos
    (photo_result,) = photo.results.values()
    assert photo_result.crops.shape == (1, 64, 64, 3)
    assert photo_result.result.faces[0].label == colour_model.RED, "skin is more red than blue"
    assert "As the network sees it: 64×64, in colour" in [caption.value for caption in page.caption]
