"""What a browser may not do that reading in it needs: each is said, and nothing stands still for ever."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Route

from emotion.web.live import trouble
from emotion.web.photo.in_browser import WORDS
from tests.browser.in_browser import START, opened, press, running
from tests.browser.photos_in_browser import ASTRONAUT, arrive, choose
from tests.browser.returned import no_errors_of_ours
from tests.browser.served import await_that
from tests.browser.visits import AGREE, Visitor

pytestmark = pytest.mark.browser
Here = Callable[..., AbstractContextManager[Visitor]]
PLAYS = "() => { const all = HTMLMediaElement.prototype; window.mienPlay ??= all.play; all.play = HOW; }"
NEVER = PLAYS.replace("HOW", "() => new Promise(() => {})")
NOT = PLAYS.replace("HOW", "() => Promise.reject(new DOMException('', 'NotSupportedError'))")
AGAIN = PLAYS.replace("HOW", "window.mienPlay")
NOISE = """
OffscreenCanvasRenderingContext2D.prototype.getImageData = (left, top, width, height) =>
  new ImageData(crypto.getRandomValues(new Uint8ClampedArray(4 * width * height)), width, height);
"""


def hide(visitor: Visitor) -> None:
    """Have the worker get noise in place of pixels, as browsers do that protect against fingerprinting."""

    def answer(route: Route) -> None:
        route.fulfill(body=f"{NOISE}{route.fetch().text()}", content_type="text/javascript")

    visitor.page.context.route("**/worker.js", answer)
    visitor.page.reload()


def test_a_clip_that_does_not_play_is_told_until_nobody_waits_for_it(here: Here) -> None:
    with here() as visitor:
        page, said = visitor.page, visitor.page.get_by_text(trouble.CLIP.happened)
        page.evaluate(NOT)
        page.get_by_role("button", name="Play a sample clip").click()
        said.wait_for()
        assert page.get_by_role("button", name="Play a sample clip").count() == 0
        page.evaluate(AGAIN)
        page.get_by_role("button", name="Back to the camera").click()
        page.get_by_role("button", name=AGREE).click()
        running(visitor)
        assert said.count() == 0
        assert no_errors_of_ours(visitor) == []


def test_a_camera_without_a_picture_is_told_and_goes_off(here: Here) -> None:
    with here() as visitor:
        visitor.page.evaluate(NEVER)
        visitor.page.get_by_role("button", name=AGREE).click()
        visitor.page.get_by_text(trouble.STILL.happened).wait_for()
        assert visitor.answer() == "Camera off"
        assert opened(visitor) == ["ended"]
        visitor.page.evaluate(AGAIN)
        press(visitor, START)
        running(visitor)
        assert no_errors_of_ours(visitor) == []


def test_a_camera_whose_pixels_are_hidden_is_told_and_the_server_offered(here: Here) -> None:
    with here() as visitor:
        hide(visitor)
        visitor.page.get_by_role("button", name=AGREE).click()
        visitor.page.get_by_text(trouble.HIDDEN.happened).wait_for()
        visitor.page.get_by_role("button", name="Read on the server").wait_for()
        await_that(lambda: set(opened(visitor)) <= {"ended"}, "the camera to go off")


def test_a_photo_whose_pixels_are_hidden_is_told(here: Here) -> None:
    with here() as visitor:
        hide(visitor)
        page = arrive(visitor)
        choose(page, ("eileen.png", ASTRONAUT))
        page.get_by_text(WORDS["hidden"]).wait_for()
