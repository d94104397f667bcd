"""A relay that refuses, in a real browser: the page says so, at once, and offers what works without a camera."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.returned import no_errors_of_ours
from tests.browser.served import serving
from tests.browser.visits import AGREE, Visitor, visiting
from tests.support.refusing_relay import PASSWORD, USERNAME, refusing

pytestmark = pytest.mark.browser
# A network that lets nothing through but what goes by a relay.
BLOCKING = """
(() => { const Open = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Open {
    constructor(settings, ...more) { super({...settings, iceTransportPolicy: 'relay'}, ...more); } }; })();
"""


@pytest.fixture
def visitor(
    code: int, tmp_path: Path, playwright_: Playwright, browser_path: Path, camera_video: Path
) -> Iterator[Visitor]:
    """A visitor with a camera whose network blocks it, of a page whose relay answers with a code."""
    with refusing(code) as relay:
        servers = json.dumps([{"urls": relay, "username": USERNAME, "credential": PASSWORD}])
        with (
            serving(tmp_path, MIEN_ICE_SERVERS=servers) as server,
            visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as visitor,
        ):
            visitor.page.add_init_script(BLOCKING)
            visitor.page.reload()
            yield visitor


@pytest.mark.parametrize(
    ("code", "words"),
    [(401, "did not accept its name and password"), (403, "the relay that this page is told to use may not")],
)
def test_a_relay_that_refuses_is_said(visitor: Visitor, words: str) -> None:
    page = visitor.page
    page.get_by_role("button", name=AGREE).click()

    page.get_by_text(words).wait_for()
    visitor.camera.get_by_role("button", name="Start camera").wait_for()
    page.locator(".st-key-ways_trouble").get_by_role("button", name="Play a sample clip").wait_for()
    assert no_errors_of_ours(visitor) == []
