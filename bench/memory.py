"""Memory of the web process with one camera on, in a real browser."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.serving import megabytes, started
from tests.browser import chromium, scene
from tests.browser.visits import ARGUMENTS

SECONDS = 20  # with the camera on, before the memory is read


def memory() -> dict[str, float]:
    """Return the web process's resident memory in MB (10^6 bytes): idle, with the page open, with a camera on."""
    browser = chromium.find()
    if browser is None:
        raise SystemExit("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    with tempfile.TemporaryDirectory() as folder:
        return _visit(browser, Path(folder))


def _visit(browser: Path, folder: Path) -> dict[str, float]:
    video = folder / "camera.y4m"
    scene.write(video)
    arguments = [
        *ARGUMENTS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
    with started() as (pid, url), sync_playwright() as playwright:
        result = {"idle": megabytes(pid)}
        context = playwright.chromium.launch_persistent_context(
            folder / "profile", executable_path=browser, args=arguments, headless=True
        )
        page = context.pages[0]
        page.goto(url)
        page.get_by_role("button", name="I understand and agree").click()
        frame = page.frame_locator("iframe[title*='webrtc_streamer']")
        frame.get_by_role("button", name="Start camera").wait_for()
        result["page open"] = megabytes(pid)
        frame.get_by_role("button", name="Start camera").click()
        page.get_by_text("Happy", exact=True).first.wait_for()
        page.wait_for_timeout(SECONDS * 1000)
        result["camera on"] = megabytes(pid)
        context.close()
    return result
