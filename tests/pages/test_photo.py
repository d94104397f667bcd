"""The page on photos: none, one and many pictures, both limits, the sample and the snapshot.

Files of odd kinds are in test_photo_files.py, settings in test_photo_settings.py.
"""

import numpy as np
import pytest
from skimage import data
from streamlit.testing.v1 import AppTest

from emotion.images.formats import FORMATS
from emotion.web.photo import album, reading
from emotion.web.photo.table import TABLE
from emotion.web.shared.bars import TOO_DARK
from tests.support.app_page import Launch
from tests.support.bad_pictures import encode
from tests.support.photo_page import (
    arrive,
    astronaut,
    blank,
    button,
    card,
    cards,
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


def test_a_click_does_not_decode_the_files_again(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(page, ("a.png", astronaut()))
    monkeypatch.setattr(reading, "decode", None)  # calling it would fail

    toggle(page, "Blur faces").set_value(True).run()

    assert not page.exception
    assert len(panels(page)) == 1
