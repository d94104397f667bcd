"""The page for photos: pictures are held once, within limits, until they are removed."""

import pytest
from streamlit.testing.v1 import AppTest

from emotion.web.photo import album
from emotion.web.shared.consent import AGREED
from tests.support.app_page import Launch
from tests.support.photo_page import (
    arrive,
    astronaut,
    blank,
    button,
    errors,
    panels,
    upload,
)


@pytest.fixture
def page(launch: Launch) -> AppTest:
    return arrive(launch)


def test_the_same_picture_is_held_once_and_the_page_says_so(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", astronaut()))

    assert len(panels(page)) == 1
    assert [info.value for info in page.info] == ["`b.png` is the same picture as `a.png`, which is here already."]
    assert not page.error

    upload(page, ("a.png", astronaut()), ("c.png", astronaut()))
    assert page.info[0].value.startswith("2 pictures are here already:\n\n- `a.png` is here already.\n- `c.png` is")


def test_pictures_can_be_removed_one_by_one_and_all_at_once(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", astronaut(width=400)), ("c.png", blank()))

    button(page, "Remove `a.png`").click().run()
    assert [photo.name for photo in page.session_state[album.ALBUM].photos] == ["b.png", "c.png"]

    button(page, "Remove all").click().run()
    assert page.session_state[album.ALBUM].photos == []
    assert not page.dataframe


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("MIEN_MAX_PICTURES", "1", "`b.png`: 1 pictures are held already"),
        ("MIEN_MAX_PICTURE_MB", "1", "`b.png`: all pictures together may have 1 MB"),
    ],
)
def test_a_limit_is_said_and_what_fits_is_kept(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, message: str
) -> None:
    monkeypatch.setenv(setting, value)
    app = launch().run()
    app.switch_page("pages/photo.py").run()
    assert f"{value} " in app.file_uploader[0].label

    upload(app, ("a.png", astronaut()), ("b.png", astronaut("BMP", 600)))

    assert message in errors(app)
    assert [photo.name for photo in app.session_state[album.ALBUM].photos] == ["a.png"]


def test_what_was_uploaded_outlives_a_change_of_page(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))

    page.switch_page("pages/training.py").run()
    page.switch_page("pages/photo.py").run()

    assert len(panels(page)) == 1


def test_the_sample_needs_no_file(page: AppTest) -> None:
    page.segmented_control[0].set_value("Sample").run()
    button(page, "Read the sample picture").click().run()

    assert not page.exception
    assert "Happy" in panels(page)[0]


@pytest.mark.parametrize("agreed", [False, True])
def test_a_snapshot_needs_agreement(page: AppTest, agreed: bool) -> None:
    page.session_state[AGREED] = agreed
    page.segmented_control[0].set_value("Camera").run()

    assert not page.exception
    assert bool(page.get("camera_input")) is agreed


def test_pictures_stay_in_sight_while_agreement_is_asked(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    page.segmented_control[0].set_value("Camera").run()

    assert button(page, "Agree and go on")
    assert len(panels(page)) == 1
