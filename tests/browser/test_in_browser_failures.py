"""What goes wrong with a camera that the visitor's browser reads: each is said, and nothing stands still for ever."""

import shutil
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, Route

from tests.browser.in_browser import (
    FIRST,
    START,
    STOP,
    begin,
    frame,
    goes_on,
    opened,
    press,
    running,
)
from tests.browser.returned import no_errors_of_ours
from tests.browser.served import await_that, serving
from tests.browser.test_interruptions import SEEN, TAKEN
from tests.browser.visits import AGREE, Visitor, visiting

pytestmark = pytest.mark.browser
Here = Callable[..., AbstractContextManager[Visitor]]


@pytest.mark.parametrize(
    ("options", "words"),
    [({"permission": False}, "Your browser did not allow"), ({"camera": False}, "No camera was found")],
    ids=["permission denied", "no camera"],
)
def test_without_a_camera_the_page_says_what_happened(here: Here, options: dict[str, Any], words: str) -> None:
    with here(**options) as visitor:
        page = visitor.page
        page.get_by_role("button", name=AGREE).click()
        page.get_by_text(words).first.wait_for()
        await_that(lambda: visitor.answer() == "Camera off", "the page to say that the camera is off")
        page.get_by_role("button", name="Play a sample clip").wait_for()
        assert page.get_by_role("button", name="Read on the server").count() == 0, "it would have no camera either"
        assert no_errors_of_ours(visitor) == []


@pytest.mark.parametrize("what", ["changed", "cut short", "missing"])
def test_a_network_that_is_not_what_the_page_says_is_not_used(here: Here, what: str) -> None:
    def answer(route: Route) -> None:
        with urllib.request.urlopen(route.request.url) as came:
            content = bytearray(came.read())
        if what == "missing":
            route.fulfill(status=404, body="")
            return
        if what == "changed":
            content[len(content) // 2] ^= 1
        route.fulfill(body=bytes(content[: None if what == "changed" else len(content) // 2]))

    with here() as visitor:
        page = visitor.page
        page.context.route("**/browser/models/*.tflite", answer)
        page.reload()
        page.get_by_role("button", name=AGREE).click()
        page.get_by_text("did not come whole").wait_for()
        await_that(lambda: set(opened(visitor)) <= {"ended"}, "the camera to go off")
        page.context.unroute("**/browser/models/*.tflite")
        press(visitor, START)  # tries anew
        running(visitor)
        press(visitor, STOP)


def test_the_server_reads_where_the_program_does_not_come(here: Here) -> None:
    with here() as visitor:
        page = visitor.page
        page.context.route("**/browser/built/**", lambda route: route.abort())
        page.reload()
        page.get_by_text("did not come whole").first.wait_for(state="detached")
        page.get_by_role("button", name=AGREE).click()
        page.get_by_role("button", name="Read on the server").click()
        page.get_by_text("in the memory of this page's server").wait_for()
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "the server's answer")


def test_a_camera_that_is_unplugged_is_said_and_can_be_started(here: Here) -> None:
    with here() as visitor:
        begin(visitor)
        visitor.page.evaluate(TAKEN)
        visitor.page.get_by_text("The camera went away").wait_for()
        press(visitor, START)
        running(visitor)
        await_that(lambda: visitor.page.get_by_text("The camera went away").count() == 0, "the end of the sentence")
        assert no_errors_of_ours(visitor) == []


def test_a_camera_that_went_while_the_screen_was_locked_goes_on(here: Here) -> None:
    with here() as visitor:
        begin(visitor)
        visitor.page.evaluate(SEEN, True)
        visitor.page.evaluate(TAKEN)
        visitor.page.get_by_text("The camera went away").wait_for()
        visitor.page.evaluate(SEEN, False)
        running(visitor)
        assert no_errors_of_ours(visitor) == []


def test_a_tab_that_is_hidden_goes_on_when_it_is_seen_again(here: Here) -> None:
    with here() as visitor:
        begin(visitor)
        other = visitor.page.context.new_page()
        other.bring_to_front()
        other.wait_for_timeout(3000)  # longer than a camera may stand still before it counts as paused
        visitor.page.bring_to_front()
        running(visitor)
        goes_on(visitor)
        assert no_errors_of_ours(visitor) == []


def test_the_picture_goes_on_without_the_server_and_the_numbers_wait(
    browser_path: Path, camera_video: Path, playwright_: Playwright, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with serving(first, MIEN_LIVE=FIRST) as server:
        with visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as visitor:
            begin(visitor)
            server.process.kill()
            visitor.page.get_by_text("numbers wait in this browser").wait_for()
            goes_on(visitor)
            before = frame(visitor)
            with serving(second, int(server.url.rsplit(":", 1)[1]), MIEN_LIVE=FIRST):
                gone = visitor.page.get_by_text("numbers wait in this browser")
                await_that(lambda: gone.count() == 0, "the server to take the numbers")
                await_that(lambda: frame(visitor) > before, "the same count of frames to go on")
                goes_on(visitor)
        shutil.rmtree(first / "tap", ignore_errors=True)


def test_a_video_that_cannot_reach_the_server_is_read_here_by_one_button(
    browser_path: Path, camera_video: Path, playwright_: Playwright, tmp_path: Path
) -> None:
    with (
        serving(tmp_path, MIEN_ICE_POLICY="relay") as server,
        visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as visitor,
    ):
        page = visitor.page
        page.get_by_role("button", name=AGREE).click()
        page.get_by_text("No picture has reached the server").or_(
            page.get_by_role("alert").get_by_text("The video could not reach the server")
        ).first.wait_for()
        page.get_by_role("button", name="Read in this browser").click()
        page.get_by_text("never leaves it").wait_for()
        begin(visitor)
        goes_on(visitor)
