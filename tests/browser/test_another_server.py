"""The server dies in the middle of a visit, and another answers at its address."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.served import await_that, free_port, serving
from tests.browser.visits import AGREE, visiting

pytestmark = pytest.mark.browser


def test_the_visitor_is_told_and_goes_on_with_agreement_and_settings(
    tmp_path: Path, playwright_: Playwright, browser_path: Path, camera_video: Path
) -> None:
    folders = tmp_path / "first", tmp_path / "second"
    for folder in folders:
        folder.mkdir()
    port = free_port()
    with (
        serving(folders[0], port) as first,
        visiting(playwright_, browser_path, first.url, tmp_path, camera_video) as visitor,
    ):
        page = visitor.page
        visitor.agree()
        mirror = page.get_by_role("switch", name="Mirror picture")
        page.get_by_text("Mirror picture").click()
        page.wait_for_function("() => document.cookie.includes('live%20mirror%22%3Afalse')")
        await_that(lambda: visitor.answer() == "Happy", "a reading")

        first.process.kill()
        first.process.wait()
        with serving(folders[1], port) as second:
            page.get_by_text("The camera starts again by itself.").wait_for()
            await_that(lambda: visitor.answer() == "Happy", "a reading by the other server")
            await_that(lambda: second.streams() == 2, "its threads")
            assert not mirror.is_checked()
            assert page.get_by_role("button", name=AGREE).count() == 0
            assert visitor.errors == []
