"""The page on photos: none, one and many pictures, both limits, the sample and the snapshot.

Files of odd kinds are in test_photo_files.py, settings in test_photo_settings.py.
"""

from typing import Any

import numpy as np
import pytest
from skimage import data
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.testing.v1 import AppTest

from emotion import analysis
from emotion.images.formats import FORMATS
from emotion.web.photo import album, reading
from emotion.web.photo.table import TABLE
from emotion.web.shared.bars import TOO_DARK
from emotion.web.shared.consent import AGREED
from tests.support.app_page import Launch
from tests.support.bad_pictures import encode
from tests.support.photo_page import (
    arrive,
    astronaut,
    blank,
    button,
    card,
    cards,
    errors,
    group,
    panels,
    toggle,
    upload,
)


@pytest.fixture
def page(launch: Launch) -> AppTest:
    return arrive(launch)


def test_without_a_picture_the_page_says_what_fits(page: AppTest) -> None:
    assert page.info[0].value.startswith("No picture yet. Choose some, or drag them")
    assert page.file_uploader[0].label == "Up to 20 pictures, 200 MB together"
    assert page.file_uploader[0].help == f"{FORMATS}; each at most 40 MB and 50 megapixels."


def test_a_picture_is_read_face_by_face(page: AppTest) -> None:
    upload(page, ("eileen.png", astronaut()))

    (panel,) = panels(page)
    assert "Happy" in panel
    assert any(caption.value.startswith("Second guess: ") for caption in page.caption)
    (face,) = page.dataframe[0].value.to_dict("records")
    assert (face["Picture"], face["Face"], face["Looks like"], face["Sure"]) == ("eileen.png", 1, "Happy", "Yes")
    assert face["Confidence"] == face["Happy"] > 80
    assert not page.pills, "a lone face needs no chooser"


def test_a_picture_in_which_nothing_can_be_seen_is_called_too_dark(page: AppTest) -> None:
    upload(page, ("night.png", encode(np.full((200, 300, 3), 2, np.uint8), "PNG")), ("day.png", blank()))
    table = page.dataframe[0].value
    assert list(table["Looks like"]) == ["No face found"] * 2
    assert list(table["Why unsure"]) == ["no face found, too dark", "no face found"]

    card(page, "night.png").click().run()
    assert [info.value for info in page.info] == [TOO_DARK]
    card(page, "day.png").click().run()
    assert [info.value.startswith("No face found.") for info in page.info] == [True]


def test_a_face_that_is_cut_off_is_unsure_and_the_table_says_why(page: AppTest) -> None:
    upload(page, ("half.png", encode(data.astronaut()[:, 212:], "PNG")))

    (panel,) = panels(page)
    assert "<strong>Unsure</strong><span>cut off by the edge" in panel
    (face,) = page.dataframe[0].value.to_dict("records")
    assert (face["Sure"], face["Why unsure"]) == ("No", "cut off by the edge")


def test_faces_have_the_same_numbers_in_the_chooser_the_table_and_the_picture(page: AppTest) -> None:
    upload(page, ("three.png", group(3)), ("two.png", group(2)), ("one.png", group(1)))

    table = page.dataframe[0].value
    assert list(zip(table["Picture"], table["Face"], strict=True)) == [
        *(("three.png", 1), ("three.png", 2), ("three.png", 3)),
        *(("two.png", 1), ("two.png", 2)),
        ("one.png", 1),
    ]
    photos = page.session_state[album.ALBUM].photos
    drawn = [
        [face.display_number for face in found.result.faces] for photo in photos for found in photo.results.values()
    ]
    assert drawn == [[1, 2, 3], [1, 2], [1]]
    assert "6 faces in 3 pictures" in [caption.value for caption in page.caption]
    for name, options in (("three.png", [["1", "2", "3"]]), ("two.png", [["1", "2"]]), ("one.png", [])):
        card(page, name).click().run()
        assert [pills.options for pills in page.pills] == options


def test_of_several_pictures_none_is_large_until_one_is_opened(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", group(2)), ("c.png", blank()))
    assert [button.label for button in cards(page)] == ["`a.png`", "`b.png`", "`c.png`"]
    assert panels(page) == []
    said = [item.proto.body for item in page.get("html") if "mien-card-answers" in item.proto.body]
    assert [text.split('title="')[1].split('"')[0] for text in said] == ["Happy", "Happy, Happy", "No face found"]

    card(page, "b.png").click().run()
    assert len(panels(page)) == 1
    assert [text.value for text in page.text] == ["b.png"]
    assert len(cards(page)) == 3, "another one can be opened at once"

    button(page, "Close").click().run()
    assert panels(page) == []


def test_the_table_marks_the_face_that_is_shown(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", group(2)), ("c.png", blank()))

    def marked() -> list[int]:
        rows: list[int] = page.session_state[TABLE]["selection"]["rows"]
        return rows

    card(page, "b.png").click().run()
    assert marked() == [1]
    page.pills[0].set_value(2).run()
    assert marked() == [2]
    button(page, "Close").click().run()
    assert marked() == []


def test_the_chosen_face_is_shown(page: AppTest) -> None:
    upload(page, ("three.png", group()))
    (photo,) = page.session_state[album.ALBUM].photos
    (found,) = photo.results.values()

    page.pills[0].set_value(3).run()

    (panel,) = panels(page)
    third = found.result.faces[2]
    assert (
        f'aria-label="Happy" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{100 * third.confidence:.1f}"'
        in panel
    )


def test_a_picture_without_a_face_says_what_helps(page: AppTest) -> None:
    upload(page, ("white.png", blank()))

    assert panels(page) == []
    assert any("No face found" in element.value for element in page.info)


def test_the_same_picture_is_held_once_and_the_page_says_so(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", astronaut()))

    assert len(panels(page)) == 1
    assert [info.value for info in page.info] == ["`b.png` is the same picture as `a.png`, which is here already."]
    assert not page.error

    upload(page, ("a.png", astronaut()), ("c.png", astronaut()))
    assert page.info[0].value.startswith("2 pictures are here already:\n\n- `a.png` is here already.\n- `c.png` is")


def test_what_was_not_read_since_the_visitor_stopped_waits_and_can_be_read(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = analysis.read_photo_faces, iter(range(9))

    def stopped(*given: Any) -> Any:
        if next(asked) == 2:
            raise StopException  # as a press on "Stop reading" ends the run
        return read(*given)

    monkeypatch.setattr(reading, "read_photo_faces", stopped)
    upload(page, ("a.png", astronaut()), ("b.png", group(2)), ("c.png", group(3)), ("d.png", blank()))
    button(page, "Stop reading").click().run()

    assert [button.label for button in cards(page)] == ["`a.png`", "`b.png`"]
    assert "Stopped: 2 pictures of 4 not read" in page.info[0].value

    monkeypatch.undo()
    button(page, "Read on").click().run()
    assert len(cards(page)) == 4
    assert not page.info


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


def test_a_click_does_not_decode_the_files_again(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(page, ("a.png", astronaut()))
    monkeypatch.setattr(reading, "decode", None)  # calling it would fail

    toggle(page, "Blur faces").set_value(True).run()

    assert not page.exception
    assert len(panels(page)) == 1
