"""The camera in a real browser: settings on a running stream, pages that end it, and browsers without one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from PIL import Image

from tests.browser.conftest import Server, Visitor, await_that
from tests.browser.returned import await_advance, grab, no_errors_of_ours, stamp
from tests.browser.visits import AGREE
from tests.browser.walk import grave

pytestmark = pytest.mark.browser
IN_THE_MIDDLE = """
() => { const place = document.querySelector("iframe[title*='webrtc_streamer']").getBoundingClientRect();
  return Math.abs(place.left + place.right - innerWidth) < 4 && place.bottom <= innerHeight + 4; }
"""
WAYS = ".st-key-ways_trouble"  # beside what happened; those of the first screen go as they come
Visit = Callable[..., AbstractContextManager[Visitor]]


def test_settings_act_on_the_running_stream(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        await_advance(visitor, mirrored=True)
        visitor.page.get_by_text("Mirror picture").click()
        await_that(lambda: stamp(grab(visitor), mirrored=False) is not None, "the picture the other way round")
        await_advance(visitor, mirrored=False)
        assert no_errors_of_ours(visitor) == []


def test_another_page_ends_the_stream_and_coming_back_can_start_anew(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")

        visitor.page.get_by_role("link", name="Training").click()
        visitor.page.get_by_role("heading", name="How the networks were trained").wait_for()
        await_that(lambda: server.streams() == 0, "the end of the stream's threads")
        states = "() => window.mienTracks.map(track => track.readyState)"
        await_that(lambda: visitor.page.evaluate(states) == ["ended"], "the camera to go off")

        visitor.page.get_by_role("link", name="Live").click()
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        assert visitor.answer() == "Camera off"
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "a reading again")
        assert no_errors_of_ours(visitor) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [({"permission": False}, "Your browser did not allow"), ({"camera": False}, "No camera was found")],
    ids=["permission denied", "no camera"],
)
def test_without_a_camera_the_page_says_what_happened_and_what_works(
    visit: Visit, options: dict[str, Any], words: str
) -> None:
    with visit(**options) as visitor:
        page = visitor.page
        assert grave(page) == [], "the first screen"
        page.get_by_role("button", name=AGREE).click()
        page.get_by_text(words).wait_for()
        assert grave(page) == [], "what happened, and what works"
        assert not visitor.camera.get_by_role("alert").is_visible(), "the browser's own words for it"
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        page.get_by_text("another program is using it").wait_for()  # the help stands open
        page.locator(WAYS).get_by_role("button", name="Play a sample clip").click()
        await_that(lambda: visitor.answer() == "Happy", "the clip's answer")
        page.get_by_role("radio", name="2", exact=True).wait_for()
        page.wait_for_selector(".mien-strip .happy")
        assert grave(page) == [], "the sample clip"
        page.get_by_role("button", name="Back to the camera").click()
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        assert no_errors_of_ours(visitor) == []


def test_on_a_page_without_encryption_the_visitor_is_told_so(visit: Visit, server: Server) -> None:
    with visit(arguments=["--host-resolver-rules=MAP mien.example 127.0.0.1"]) as visitor:
        visitor.page.goto(server.url.replace("127.0.0.1", "mien.example"))
        visitor.page.get_by_role("button", name=AGREE).click()
        visitor.page.get_by_text("This page came without encryption").wait_for()
        visitor.page.locator(WAYS).get_by_role("button", name="Try a photo").click()
        visitor.page.get_by_role("heading", name="Photos", exact=True).wait_for()


def test_a_reload_asks_for_no_second_agreement_and_keeps_the_settings(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.page.get_by_text("Mirror picture").click()
        await_that(lambda: "mirror%22%3Afalse" in visitor.page.evaluate("document.cookie"), "the browser to keep it")
        visitor.page.reload()
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        assert visitor.page.get_by_role("button", name=AGREE).count() == 0
        assert not visitor.page.get_by_role("switch", name="Mirror picture").is_checked()
        visitor.start()
        await_advance(visitor, mirrored=False)


def test_a_snapshot_is_made_in_the_browser(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        sent: list[str] = []
        visitor.page.on("request", lambda request: sent.append(request.method))
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("button", name="Snapshot").click()
        assert download.value.suggested_filename.startswith("mien-")
        with Image.open(download.value.path()) as picture:
            assert picture.format == "PNG"
            assert picture.width >= 320
        assert set(sent) <= {"GET"}


def test_the_picture_fills_the_screen_and_comes_back(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.page.get_by_role("button", name="Full screen").click()
        visitor.page.wait_for_function("() => document.fullscreenElement?.classList.contains('st-key-stage')")
        visitor.page.wait_for_function(IN_THE_MIDDLE)
        await_advance(visitor, mirrored=True)
        visitor.page.evaluate("() => document.exitFullscreen()")
        visitor.page.wait_for_function("() => !document.fullscreenElement")
        await_advance(visitor, mirrored=True)
