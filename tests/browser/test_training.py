"""The page on training in a browser: its table, its list and its address name the same networks."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.browser import tour
from tests.browser.conftest import Visitor, await_that

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser

CHOSEN = "() => [...document.querySelectorAll('[data-testid=stMultiSelect] [data-tag]')].map(tag => tag.innerText)"
FIRST, LAST = "Mirrored network, by votes", "Compact residual network"
ROW = 35  # pixels
MARK = 16  # pixels from the left to the middle of a row's mark


def chosen(visitor: Visitor) -> list[str]:
    return list(visitor.page.evaluate(CHOSEN))


def click_row(visitor: Visitor, row: int) -> None:
    """Click on the mark of a row of the table; the first is 1, below the names of the columns."""
    table = visitor.page.locator("[data-testid=stDataFrame] canvas").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    visitor.page.mouse.click(box["x"] + MARK, box["y"] + ROW * (row + 0.5))


def test_table_list_and_address_name_the_same_networks(visit: Visit) -> None:
    with visit() as visitor:
        tour.go_to(visitor, "training")
        tour.training(visitor)
        assert chosen(visitor) == [FIRST]

        visitor.page.get_by_role("combobox", name="Networks").click()
        visitor.page.get_by_role("option", name=LAST).click()
        visitor.page.keyboard.press("Escape")
        await_that(lambda: chosen(visitor) == [FIRST, LAST], "the second network")
        tour.settle(visitor)
        assert chosen(visitor) == [FIRST, LAST], "the table does not undo the list's choice"

        click_row(visitor, 1)
        await_that(lambda: len(chosen(visitor)) == 3, "the network of the row")
        assert "A blog's network" in chosen(visitor)

        visitor.page.goto(visitor.page.url)
        await_that(lambda: len(chosen(visitor)) == 3, "the networks of the address")
        assert visitor.errors == []
