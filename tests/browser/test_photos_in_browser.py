"""The photo page where the visitor's own browser reads: what it finds is what the server finds, and nothing is sent."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from playwright.sync_api import Page, TimeoutError
from skimage import data

from emotion.labels import COLOURS, LABELS
from tests.browser import tour
from tests.browser.conftest import Visitor, await_that
from tests.browser.photos_in_browser import (
    ASTRONAUT,
    LINE,
    SHADE,
    Sent,
    arrive,
    assert_alike,
    await_read,
    card,
    choose,
    downloaded,
    expected,
    give,
    rows,
)
from tests.browser.walk import grave
from tests.support.bad_pictures import HEAD, MARKUP
from tests.support.pictures import encode, held, stored_as

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser

TURNED = 6  # EXIF's orientation of a telephone that is held upright


def test_a_picture_is_read_as_the_server_reads_it_and_nothing_of_it_is_sent(visit: Visit, tmp_path: Path) -> None:
    with visit() as visitor:
        sent = Sent()
        sent.watch(visitor.page)
        visitor.page.reload()
        page = arrive(visitor)
        assert sent.frames, "the page's own are seen"
        page.wait_for_function("() => document.querySelector('.mien-photos').dataset.ready === 'true'")
        accepted = (page.get_attribute(".mien-drop input", "accept") or "").split(",")
        assert {"image/*", ".heic", ".hif"} <= set(accepted)
        sent.clear()

        choose(page, ("eileen.png", ASTRONAUT))
        await_read(page, 1)

        happiness = page.locator(".mien-photo .mien-panel .value").nth(LABELS.index("happy")).inner_text()
        (cells,) = rows(page)
        assert cells[:6] == ["eileen.png", "1", "Happy", happiness, "Yes", ""]
        assert cells[6 + LABELS.index("happy")] == happiness
        assert visitor.answer() == "Happy"
        canvas = page.get_by_role("img", name="eileen.png: happy")
        (row,) = downloaded(page)
        assert_alike([row], expected("eileen.png", ASTRONAUT))
        left, middle = int(row["left"]) / 512, (int(row["top"]) + int(row["height"]) / 2) / 512
        line = np.array(canvas.evaluate(LINE, [left, middle])).reshape(8, 4)[:, :3]
        assert np.abs(line - happy()).max(axis=1).min() < SHADE

        with page.expect_download() as download:
            page.get_by_role("button", name="Picture, PNG").click()
        assert download.value.suggested_filename == "eileen.png"
        picture = np.asarray(Image.open(download.value.path()).convert("RGB")).astype(int)
        assert picture.shape == (512, 512, 3)
        assert np.abs(picture[round(512 * middle), int(row["left"]) + 1] - happy()).max() < SHADE
        assert np.abs(picture[-100:, :100] - data.astronaut()[-100:, :100]).max() <= 2, "the rest is as it was"

        page.get_by_role("button", name="Remove", exact=True).click()
        assert page.locator(".mien-photo").count() == 0
        assert sent.frames == [], "not even the server's page is told"
        assert [request for request in sent.requests if not request[1].startswith("blob:")] == []
        assert visitor.errors == []


def happy() -> npt.NDArray[np.int64]:
    colour = COLOURS["happy"]
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])


def test_several_files_are_dropped_and_those_that_are_no_pictures_are_named(visit: Visit) -> None:
    turned = encode(stored_as(data.astronaut(), TURNED), "JPEG", exif=held(TURNED), quality=95)
    three = encode(np.concatenate([HEAD] * 3, axis=1), "PNG")
    with visit() as visitor:
        page = arrive(visitor)
        files = (("turned.jpg", turned), ("no picture.heic", b"no picture"), ("three.png", three), (MARKUP, b"<b>"))
        give(page, "drop", *files)
        await_read(page, 2)

        problems = page.get_by_role("alert").locator("p").all_inner_texts()
        assert [text.partition(": This browser cannot open")[0] for text in problems] == ["no picture.heic", MARKUP]
        assert page.locator(".mien-photos-problems *:not(p)").count() == 0
        assert_alike(downloaded(page), [*expected("turned.jpg", turned), *expected("three.png", three)])

        card(page, "three.png").click()
        choice = page.get_by_role("radio", name="3", exact=True)
        choice.focus()
        page.keyboard.press("ArrowLeft")
        assert page.get_by_role("radio", name="2", exact=True).is_checked()
        page.get_by_role("button", name="Remove turned.jpg").click()
        assert page.locator(".mien-photo .name").all_inner_texts() == ["three.png"]
        assert page.locator(".mien-photos-problems p").count() == 0

        give(page, "paste", ("three.png", ASTRONAUT))
        await_read(page, 2)
        assert [row["picture"] for row in downloaded(page)] == ["three (2).png", *["three.png"] * 3]
        assert visitor.errors == []


def test_pictures_outlive_a_change_of_page_and_are_read_anew_with_other_settings(visit: Visit) -> None:
    blank = encode(np.full((200, 300, 3), 255, np.uint8), "PNG")
    night = encode(np.full((200, 300, 3), 2, np.uint8), "PNG")
    with visit() as visitor:
        page = arrive(visitor)
        choose(page, ("eileen.png", ASTRONAUT), ("white.png", blank), ("night.png", night))
        await_read(page, 3)
        page.mouse.click(5, 5)  # Streamlit's own choice, while it has the focus, lacks contrast
        assert grave(page) == []
        assert [cells[2] for cells in rows(page)] == ["Happy", "No face found", "No face found"]
        assert [cells[5] for cells in rows(page)] == ["", "no face found", "no face found, too dark"]

        tour.go_to(visitor, "about")
        tour.go_to(visitor, "photo")
        await_read(page, 3)
        before = downloaded(page)

        page.get_by_text("An everyday crowd").first.click()
        await_that(lambda: expecting(page) == "crowd", "the pictures to be read anew")
        after = downloaded(page)
        assert [row["face"] for row in before] == [row["face"] for row in after] == ["1", "", ""]
        assert_alike(before[1:], [*expected("white.png", blank), *expected("night.png", night)])
        assert before[0]["happy"] != after[0]["happy"]
        assert visitor.errors == []


def expecting(page: Page) -> str:
    """Return what the model was told that read the picture; empty while it is read."""
    try:
        return downloaded(page, 5)[0]["expects"]
    except TimeoutError:  # the button was pressed in the moment when the reading began anew
        return ""


def test_a_part_of_the_program_that_does_not_come_is_told_and_fetched_again(visit: Visit) -> None:
    with visit() as visitor:
        visitor.page.route("**/browser/models/*", lambda route: route.abort())
        page = arrive(visitor)
        choose(page, ("eileen.png", ASTRONAUT))
        again = page.get_by_role("button", name="Try again")
        again.wait_for()
        assert "A part of the program did not come" in page.locator(".mien-photos-note").inner_text()

        page.unroute("**/browser/models/*")
        again.click()
        await_read(page, 1)
        assert visitor.answer() == "Happy"


def test_a_program_that_does_not_come_at_all_is_told(visit: Visit) -> None:
    with visit() as visitor:
        visitor.page.route("**/browser/built/*/page.js", lambda route: route.abort())
        page = arrive(visitor, program=False)
        page.get_by_text("A part of the program did not come").wait_for()
        assert visitor.errors == []
