"""Many photos in a real browser: cards that open by press, key and row, and two networks beside each other."""

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import FilePayload
from skimage import data

from tests.browser import tour
from tests.browser.conftest import Visitor, await_that
from tests.browser.walk import grave
from tests.support.bad_pictures import encode

Visit = Callable[..., AbstractContextManager[Visitor]]


pytestmark = pytest.mark.browser


WITHOUT = (4, 13)  # which of twenty pictures show nobody


TALLEST = 1500  # pixels of the page with twenty pictures, 1280 wide


TALL = "() => document.querySelector('[data-testid=stMain]').scrollHeight"


IN_VIEW = """
() => { const box = document.querySelector('.st-key-photo_opened').getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight / 2; }
"""


ROW = 35  # pixels of the table's, the first is its head


def twenty() -> list[FilePayload]:
    """Return pictures of the astronaut, shifted, dimmed and mirrored, and two without anybody."""
    face, files = data.astronaut(), []
    for index in range(20):
        picture = (np.roll(face, 8 * index, axis=1) * (1 - 0.03 * index)).astype(np.uint8)
        picture = picture[:, ::-1] if index % 2 else picture
        if index in WITHOUT:
            picture = np.full((300, 400, 3), 200 + index, np.uint8)
        content = encode(np.ascontiguousarray(picture), "PNG")
        files.append(FilePayload(name=f"picture {index + 1}.png", mimeType="image/png", buffer=content))
    return files


def test_twenty_pictures_are_cards_beside_each_other_and_one_is_opened_by_press_key_and_row(visit: Visit) -> None:
    files = twenty()
    with visit(False) as visitor:
        page = visitor.page
        tour.go_to(visitor, "photo")
        page.set_input_files("input[type=file]", files)
        cards = page.locator(".st-key-photo_cards img")
        await_that(lambda: cards.count() == len(files), "all cards")
        page.get_by_test_id("stProgress").wait_for(state="detached")
        page.wait_for_selector("[data-testid=stDataFrame] canvas", state="attached")
        tour.settle(visitor)
        assert page.evaluate(TALL) <= TALLEST
        answers = page.locator(".mien-card-answers").all_inner_texts()
        assert [index for index, answer in enumerate(answers) if answer == "No face found"] == list(WITHOUT)
        assert page.locator(".st-key-photo_opened").count() == 0
        page.mouse.click(5, 5)  # Streamlit's own choice, while it has the focus, lacks contrast
        assert grave(page) == []

        opened = page.locator(".st-key-photo_opened [data-testid=stText]")
        close = page.get_by_role("button", name="Close", exact=True)
        cards.nth(10).click(force=True)  # a press there is one on the button that covers the card
        await_that(lambda: opened.all_inner_texts() == ["picture 11.png"], "the pressed picture")
        page.wait_for_function(IN_VIEW)
        await_that(lambda: close.evaluate("button => button === document.activeElement"), "the focus")
        page.get_by_text("Why this answer").click()
        page.locator(".mien-legend").wait_for()
        tour.settle(visitor)
        assert grave(page) == []
        page.get_by_text("Why this answer").click()

        close.focus()
        page.keyboard.press("Enter")
        page.locator(".st-key-photo_opened").wait_for(state="detached")
        card = page.get_by_role("button", name="picture 11.png", exact=True)
        await_that(lambda: card.evaluate("button => button === document.activeElement"), "the focus on the card")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # over the button that removes it
        page.keyboard.press("Enter")
        await_that(lambda: opened.all_inner_texts() == ["picture 12.png"], "the picture after it")

        table = page.get_by_test_id("stDataFrame")
        table.scroll_into_view_if_needed()
        table.click(position={"x": 20, "y": 2.5 * ROW})
        await_that(lambda: opened.all_inner_texts() == ["picture 2.png"], "the picture of the second row")

        page.get_by_role("button", name="Remove picture 2.png").click()
        await_that(lambda: cards.count() == len(files) - 1, "one card less")
        page.locator(".st-key-photo_opened").wait_for(state="detached")
        assert visitor.errors == []


def test_two_networks_are_compared_and_a_picture_that_is_here_already_is_told(visit: Visit) -> None:
    files = twenty()
    with visit(False) as visitor:
        page = visitor.page
        tour.go_to(visitor, "photo")
        page.set_input_files("input[type=file]", files)
        await_that(lambda: page.locator(".st-key-photo_cards img").count() == len(files), "all cards")
        page.get_by_role("combobox", name="Compare with").click()
        page.get_by_role("option", name="A report's network").click()
        page.get_by_text(re.compile("The two agree on [0-9]+ of [0-9]+ faces, [0-9]+ %. Cohen's kappa is")).wait_for()
        page.get_by_test_id("stProgress").wait_for(state="detached")
        tour.settle(visitor)
        assert page.evaluate(TALL) <= TALLEST

        page.set_input_files("input[type=file]", [FilePayload({**files[0], "name": "again.png"})])
        page.get_by_test_id("stAlert").get_by_text("which is here already.").wait_for()
        told = page.get_by_test_id("stAlert").inner_text()
        assert told == "again.png is the same picture as picture 1.png, which is here already."

        page.get_by_role("button", name="picture 1.png", exact=True).click()
        panels = page.locator(".st-key-photo_opened .mien-panel")
        await_that(lambda: panels.count() == 2, "both answers")
        first, second = (panels.nth(at).bounding_box() for at in (0, 1))
        assert first
        assert second
        assert first["y"] == second["y"]
        assert first["x"] + first["width"] < second["x"], "side by side"
        tour.settle(visitor)
        assert grave(page) == []

        with page.expect_download() as download:
            page.get_by_role("button", name="Readings, CSV").click()
        text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        half = len(rows) // 2
        assert [row["picture"] for row in rows[:half]] == [row["picture"] for row in rows[half:]]
        assert [row["agrees"] in ("true", "false") for row in rows] == [bool(row["face"]) for row in rows]
        assert visitor.errors == []
