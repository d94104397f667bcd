"""More visitors than the machine has places or time for."""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from emotion.live.pace import STEPS
from tests.browser.returned import no_errors_of_ours
from tests.browser.served import await_that, serving
from tests.browser.visits import AGREE, MOVING, visiting

pytestmark = pytest.mark.browser

RATE = "() => window.mienTracks.at(-1).getSettings().frameRate"


def test_a_visitor_too_many_waits_in_line_and_is_let_in_without_a_click(
    tmp_path: Path, playwright_: Playwright, browser_path: Path, camera_video: Path
) -> None:
    with (
        serving(tmp_path, MIEN_MAX_STREAMS="1") as server,
        visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as first,
        visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as second,
    ):
        first.agree()
        await_that(lambda: first.answer() == "Happy", "a reading")
        second.page.get_by_role("button", name=AGREE).click()
        second.page.get_by_text("You are next; your camera starts by itself").wait_for()
        second.page.get_by_role("button", name="Play a sample clip").wait_for()

        first.stop()
        second.camera.wait_for_function(MOVING)
        await_that(lambda: second.answer() == "Happy", "a reading for who waited")

        assert first.page.get_by_text("You are next").count() == 0, "who stopped does not wait"
        first.camera.get_by_role("button", name="Start camera").click()
        first.page.get_by_text("You are next; your camera starts by itself").wait_for()
        second.page.goto("about:blank")
        first.camera.wait_for_function(MOVING)
        await_that(lambda: first.answer() == "Happy", "a reading once the other has left")
        assert no_errors_of_ours(first) == no_errors_of_ours(second) == []


def test_a_busy_server_reads_less_says_so_and_asks_the_camera_for_fewer_frames(
    tmp_path: Path, playwright_: Playwright, browser_path: Path, camera_video: Path
) -> None:
    with (
        serving(tmp_path) as server,
        visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as visitor,
    ):
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        assert visitor.page.evaluate(RATE) > STEPS[-1].frames

        server.process.send_signal(signal.SIGUSR2)
        visitor.page.get_by_text("it looks for faces less often").wait_for()
        await_that(lambda: visitor.page.evaluate(RATE) == STEPS[-1].frames, "fewer frames")
        assert visitor.answer() == "Happy"

        server.process.send_signal(signal.SIGUSR2)
        await_that(lambda: visitor.page.evaluate(RATE) > STEPS[-1].frames, "more of them again")
        assert visitor.answer() == "Happy"
        assert no_errors_of_ours(visitor) == []
