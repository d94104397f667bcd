"""Browsers with a fake camera that visit the app."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Frame, Page, Playwright

from tests.browser.served import PATIENCE

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AGREE = "Agree and start the camera"
MOVING = "() => { const v = document.querySelector('video'); return v && v.videoWidth > 0 && v.currentTime > 0; }"
REMEMBER_TRACKS = """
(() => { const devices = navigator.mediaDevices; if (!devices) return;
  const ask = devices.getUserMedia.bind(devices); window.mienTracks = [];
  devices.getUserMedia = async wish => {
    const stream = await ask(wish); window.mienTracks.push(...stream.getTracks()); return stream; }; })();
"""


@dataclass
class Visitor:
    """One tab on the app."""

    page: Page
    console: list[ConsoleMessage] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def agree(self) -> None:
        """Press the button that agrees and starts the camera, and wait for its picture."""
        self.page.get_by_role("button", name=AGREE).click()
        self.camera.wait_for_function(MOVING)
        self.page.get_by_role("heading", name="The last 60 seconds").wait_for()  # the rest of the page

    @property
    def camera(self) -> Frame:
        """The frame of the camera's component."""
        handle = self.page.wait_for_selector("iframe[title*='webrtc_streamer']", state="attached")
        assert handle
        frame = handle.content_frame()
        assert frame
        return frame

    def start(self) -> None:
        self.camera.get_by_role("button", name="Start camera").click()
        self.camera.wait_for_function(MOVING)

    def stop(self) -> None:
        self.camera.get_by_role("button", name="Stop camera").click()
        self.camera.get_by_role("button", name="Start camera").wait_for()

    def answer(self) -> str:
        """The current label in words."""
        return self.page.locator(".mien-answer strong").first.inner_text()


@contextmanager
def visiting(
    playwright: Playwright,
    browser: Path,
    url: str,
    folder: Path,
    camera_video: Path | None = None,
    permission: bool = True,
    arguments: Sequence[str] = (),
    **options: Any,
) -> Iterator[Visitor]:
    """Open the app in a fresh browser, its profile in a folder; without a video there is no camera.

    Args:
        playwright: drives the browser.
        browser: path of a Chromium or Chrome.
        url: of the app.
        folder: gets the profile and, when the block fails, a screenshot.
        camera_video: what the camera sees (Y4M).
        permission: whether the browser gives the camera to the page.
        arguments: more of the browser's.
        options: of Playwright's new contexts, such as `color_scheme`.
    """
    chosen = [*ARGUMENTS, *arguments]
    if permission:
        chosen.append("--use-fake-ui-for-media-stream")
    if camera_video:
        chosen += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera_video}"]
    context = playwright.chromium.launch_persistent_context(
        folder / f"profile{time.monotonic_ns()}",
        executable_path=browser,
        args=chosen,
        headless=True,
        viewport=options.pop("viewport", {"width": 1280, "height": 1000}),
        **options,
    )
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(REMEMBER_TRACKS)
    visitor = Visitor(context.pages[0])
    visitor.page.on("console", lambda message: visitor.console.append(message))
    visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    try:
        visitor.page.goto(url)
        visitor.page.get_by_role("button", name=AGREE).wait_for()
        yield visitor
    except BaseException:
        print(*(f"{message.type}: {message.text[:200]}" for message in visitor.console), sep="\n")
        visitor.page.screenshot(path=folder / f"failed{time.monotonic_ns()}.png")
        raise
    finally:
        context.close()
