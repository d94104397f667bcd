"""What the web process takes with one camera on, in a real browser: memory, and processor time for a frame."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.serving import megabytes, processor_seconds
from tests.browser import chromium, scene
from tests.browser.made import made
from tests.browser.visits import ARGUMENTS

SECONDS = 20  # with the camera on, in which its frames are counted, before the memory is read
IDLE_SECONDS = 10  # with the page open and the camera off
SETTLING = 3  # seconds after the first label until the whole page stands
LABELLED = "() => document.querySelector('.mien-answer strong')?.textContent === 'Happy'"


@dataclass(frozen=True)
class Camera:
    """What was measured.

    Attributes:
        megabytes: resident memory of the web process, MB (10^6 bytes): idle, with the page open, with a camera on.
        rate: frames of the camera a second.
        milliseconds: processor time of the whole web process for each of them: model, codec, reading, page.
        idle: share of one core that the web process takes with the page open and the camera off, 0 to 1 and above.
        how: how the app was started.
    """

    megabytes: dict[str, float]
    rate: float
    milliseconds: float
    idle: float
    how: str


def camera() -> Camera:
    """Measure one visit with a camera of 640x480 and 30 frames a second."""
    browser = chromium.find()
    if browser is None:
        raise SystemExit("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    with tempfile.TemporaryDirectory() as folder:
        return _visit(browser, Path(folder))


def _visit(browser: Path, folder: Path) -> Camera:
    video = folder / "camera.y4m"
    scene.write(video)
    arguments = [
        *ARGUMENTS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
    with made() as app, sync_playwright() as playwright:
        result = {"idle": megabytes(app.pid)}
        context = playwright.chromium.launch_persistent_context(
            folder / "profile", executable_path=browser, args=arguments, headless=True
        )
        page = context.pages[0]
        page.goto(app.url)
        agree = page.get_by_role("button", name="Agree and start the camera")
        agree.wait_for()
        result["page open"] = megabytes(app.pid)
        began = processor_seconds(app.pid)
        page.wait_for_timeout(IDLE_SECONDS * 1000)
        idle = (processor_seconds(app.pid) - began) / IDLE_SECONDS
        agree.click()
        page.wait_for_function(LABELLED)
        page.wait_for_timeout(SETTLING * 1000)
        first, began = _frame(page), processor_seconds(app.pid)
        page.wait_for_timeout(SECONDS * 1000)
        frames, took = _frame(page) - first, processor_seconds(app.pid) - began
        result["camera on"] = megabytes(app.pid)
        context.close()
    return Camera(result, frames / SECONDS, 1000 * took / frames, idle, app.how)


def _frame(page: Page) -> int:
    """Return the number of the newest frame on the page."""
    return int(page.locator(".mien-panel").first.get_attribute("data-frame") or 0)
