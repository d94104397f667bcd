"""What users start does nothing while nobody asks anything of it."""

import os
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Playwright

from tests.browser.made import made
from tests.browser.tour import settle
from tests.browser.visits import AGREE, visiting

pytestmark = pytest.mark.browser

SECONDS = 10  # in which nothing is asked of the page
BUSY = 2.0  # seconds of processor time in them; a file watcher that feeds itself took all ten


def test_an_open_page_with_the_camera_off_takes_no_processor(
    browser_path: Path, playwright_: Playwright, tmp_path: Path
) -> None:
    """The one test that measures time, since the fault was fivefold."""
    with made() as app, visiting(playwright_, browser_path, app.url, tmp_path) as visitor:
        visitor.page.get_by_role("button", name=AGREE).click()
        visitor.page.get_by_text("No camera was found").wait_for()  # so that all of the page is there
        settle(visitor)
        process = psutil.Process(app.pid)
        before = process.cpu_times()
        visitor.page.wait_for_timeout(1000 * SECONDS)
        after = process.cpu_times()

        assert after.user + after.system - before.user - before.system < BUSY
        assert watchers(app.pid) == []


def watchers(pid: int) -> list[str]:
    """Return what a process has open to be told of changed files, on Linux; test_pages.py asks for the library too."""
    opened = []
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        with suppress(FileNotFoundError):  # closed since the folder was listed
            opened.append(os.readlink(link))
    return [target for target in opened if "inotify" in target]
