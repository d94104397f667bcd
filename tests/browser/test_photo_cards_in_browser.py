"""Many photos that the visitor's own browser reads: cards and a table as on the server's page, opened by key or row."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import numpy as np
import pytest

from emotion.export.csv import CsvForm
from emotion.web.photo.opened import NO_FACE
from emotion.web.shared.bars import TOO_DARK
from emotion.web.shared.csv_form import FORMS
from tests.browser.conftest import Visitor, await_that
from tests.browser.photos_in_browser import ASTRONAUT, arrive, await_read, card, choose, downloaded, rows
from tests.browser.walk import grave
from tests.support.pictures import encode

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser

BLANK = encode(np.full((200, 300, 3), 255, np.uint8), "PNG")
NIGHT = encode(np.full((200, 300, 3), 2, np.uint8), "PNG")


def test_a_picture_opens_by_its_card_and_by_its_row_and_the_keyboard_goes_with_it(visit: Visit) -> None:
    with visit(False) as visitor:
        page = arrive(visitor)
        choose(page, ("eileen.png", ASTRONAUT), ("white.png", BLANK), ("night.png", NIGHT))
        await_read(page, 3)
        assert page.locator(".mien-photo").count() == 0, "none is large until one is opened"
        answers = page.locator(".mien-card-answers").all_inner_texts()
        assert [answer.strip() for answer in answers] == ["Happy", "No face found", "No face found"]
        assert page.locator(".mien-photos-count").inner_text() == "1 face in 3 pictures"

        card(page, "eileen.png").click()
        assert visitor.answer() == "Happy"
        close = page.get_by_role("button", name="Close")
        await_that(lambda: close.evaluate("button => button === document.activeElement"), "the focus")
        assert grave(page) == []
        page.keyboard.press("Enter")
        assert page.locator(".mien-photo").count() == 0
        assert card(page, "eileen.png").evaluate("button => button === document.activeElement")

        said = page.locator(".mien-photo .nobody")
        for row, why in ((1, NO_FACE), (2, TOO_DARK)):
            page.locator(".mien-photos-table tbody tr").nth(row).click()
            assert said.inner_text() == why
            assert page.locator(".mien-photos-table tr[aria-current] bdi").inner_text() == rows(page)[row][0]
        assert visitor.errors == []


def test_a_picture_that_is_here_already_is_told_and_csv_comes_in_the_chosen_form(visit: Visit) -> None:
    with visit(False) as visitor:
        page = arrive(visitor)
        choose(page, ("eileen.png", ASTRONAUT), ("white.png", BLANK))
        await_read(page, 2)
        choose(page, ("again.png", ASTRONAUT), ("white.png", BLANK), ("night.png", NIGHT))
        await_read(page, 3)
        assert page.locator(".mien-photos-repeated p").all_inner_texts() == [
            "again.png is the same picture as eileen.png, which is here already.",
            "white.png is here already.",
        ]
        plain = downloaded(page)
        page.get_by_label("CSV with").select_option(list(FORMS)[1])
        other = downloaded(page, form=CsvForm.SEMICOLON)
        assert [row["picture"] for row in other] == ["night.png", "eileen.png", "white.png"]
        assert [row["happy"] for row in other] == [row["happy"].replace(".", ",") for row in plain]

        page.get_by_role("button", name="Remove all").click()
        assert page.locator(".mien-card, .mien-photo, .mien-photos-repeated p").count() == 0
        assert visitor.errors == []
