"""The server is told to end while somebody's camera is on."""

import json
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import await_that
from tests.browser.returned import no_errors_of_ours
from tests.browser.served import serving
from tests.browser.visits import AGREE, visiting

pytestmark = pytest.mark.browser


def status(url: str) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_who_has_a_camera_on_is_told_nobody_new_is_let_in_and_then_it_ends(
    tmp_path: Path, playwright_: Playwright, browser_path: Path, camera_video: Path
) -> None:
    with (
        serving(tmp_path, MIEN_SHUTDOWN_SECONDS="600") as server,
        visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as visitor,
        visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as other,
    ):
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        assert status(server.url)[0] == 200

        server.process.send_signal(signal.SIGTERM)
        visitor.page.get_by_text("This page's server is about to end, and the video with it.").wait_for()
        assert visitor.answer() == "Happy", "the video goes on"
        assert status(server.url) == (503, {"status": "ending"})
        other.page.get_by_role("button", name=AGREE).click()
        other.page.get_by_text("This page's server is about to end, so no camera starts any more.").wait_for()
        assert no_errors_of_ours(visitor) == no_errors_of_ours(other) == []

        visitor.stop()
        await_that(lambda: server.process.poll() is not None, "the end of the server")
