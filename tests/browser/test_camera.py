"""The camera in a real browser: settings on a running stream, pages that end it, and browsers without one."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.browser.conftest import Server, Visitor, await_that
from tests.browser.returned import await_advance, grab, no_errors_of_ours, stamp

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]


def test_settings_act_on_the_running_stream(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.start()
        await_advance(visitor, mirrored=True)
        visitor.page.get_by_text("Mirror picture").click()
        await_that(lambda: stamp(grab(visitor), mirrored=False) is not None, "the picture the other way round")
        await_advance(visitor, mirrored=False)
        assert no_errors_of_ours(visitor) == []


def test_another_page_ends_the_stream_and_coming_back_can_start_anew(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "a reading")

        visitor.page.get_by_role("link", name="Training").click()
        visitor.page.get_by_role("heading", name="How the networks were trained").wait_for()
        await_that(lambda: server.streams() == 0, "the end of the stream's threads")

        visitor.page.get_by_role("link", name="Live").click()
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        assert visitor.answer() == "Camera off"
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "a reading again")
        assert no_errors_of_ours(visitor) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [({"permission": False}, "refused"), ({"camera": False}, "No camera")],
    ids=["permission denied", "no camera"],
)
def test_without_a_camera_the_page_says_what_helps(visit: Visit, options: dict[str, Any], words: str) -> None:
    with visit(**options) as visitor:
        visitor.agree()
        visitor.camera.get_by_role("button", name="Start camera").click()
        visitor.camera.get_by_role("alert").wait_for()
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        help_ = visitor.page.get_by_text("The camera does not work?")
        help_.click()
        visitor.page.get_by_text(re.compile(words)).first.wait_for()
        assert no_errors_of_ours(visitor) == []
