"""What of the server's processor time goes into the page, beside the stream: one browser with the camera on."""

import tempfile
import time
from pathlib import Path
from typing import Final

import psutil
from playwright.sync_api import sync_playwright

from bench.serving import processor_seconds
from bench.streams.measure import kind_of, spent
from tests.browser import chromium, scene
from tests.browser.served import serving
from tests.browser.visits import AGREE, MOVING, visiting

SECONDS: Final = 20.0
SETTLING: Final = 5.0
STREAM: Final = ("reading", "asyncio", "video-decoder")  # kinds of threads that work on the stream alone


def page(seconds: float = SECONDS) -> dict[str, float]:
    """Return the cores that the stream took, the event loop with packets and messages of both, and the page alone.

    The page's threads are all others; a script's thread may end with its run, so they are what the process has more.
    """
    browser = chromium.find()
    if browser is None:
        raise SystemExit("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, serving(Path(name)) as served:
        folder, process = Path(name), psutil.Process(served.process.pid)
        scene.write(folder / "camera.y4m")
        with visiting(playwright, browser, served.url, folder, folder / "camera.y4m") as visitor:
            visitor.page.get_by_role("button", name=AGREE).click()
            visitor.camera.wait_for_function(MOVING)
            time.sleep(SETTLING)
            before, whole = spent(process), processor_seconds(process.pid)
            time.sleep(seconds)
            after, whole = spent(process), processor_seconds(process.pid) - whole
            names = served.report()["numbers"]
    cores = {"stream": 0.0, "event loop": 0.0}
    for number, used in after.items():
        kind = kind_of(names.get(str(number), ""))
        part = "stream" if kind in STREAM else "event loop" if kind == "MainThread" else ""
        if part:
            cores[part] += (used - before.get(number, 0.0)) / seconds
    return {**cores, "page": whole / seconds - sum(cores.values())}


if __name__ == "__main__":
    for row, value in sorted(page().items(), key=lambda item: -item[1]):
        print(f"{row:40} {value:.3f}")
