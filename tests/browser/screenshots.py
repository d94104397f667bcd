"""Takes a picture of every page, light, dark and on a phone: python -m tests.browser.screenshots.

All go into screenshots/, which git ignores, and those that the README shows also into docs/. The only face in them is
the astronaut's.
"""

import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import chromium, scene, tour
from tests.browser.served import ROOT, serving
from tests.browser.visits import Visitor, visiting

FOLDER: Final = ROOT / "screenshots"
SHOWN: Final = {"live-light": "live", "photo-dark": "photo", "video-light": "video"}  # in the README, from docs/
TIMELINE: Final = 30  # points of the live page's, before its picture is taken
VIDEO: Final = 10  # seconds
PATIENCE: Final = 300  # seconds
POINTS: Final = """
least => (document.querySelector('.js-plotly-plot')?.calcdata ?? []).some(points => points.length >= least)
"""
# A video that never played keeps Chrome's ring of loading over its picture.
PLAYED: Final = """
async () => { const video = document.querySelector('video'); video.muted = true; video.currentTime = 2;
  await video.play(); video.pause(); }
"""
# Streamlit's main part scrolls in itself, so that a picture of the whole page has its height at first.
HEIGHT: Final = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
STILL: Final = """
async () => { const main = document.querySelector('[data-testid=stMain]'); let height = -1, steady = 0;
  while (steady < 30) { await new Promise(requestAnimationFrame);
    steady = main.scrollHeight === height ? steady + 1 : 0; height = main.scrollHeight; } }
"""


def main() -> int:
    """Take the pictures; return the exit status."""
    browser = chromium.find()
    if browser is None:
        print("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        folder = Path(name)
        camera = folder / "camera.y4m"
        scene.write(camera, stamped=False)
        with serving(folder) as server:
            for way, options in tour.WAYS.items():
                with visiting(playwright, browser, server.url, folder, camera, **options) as visitor:
                    take_all(visitor, way)
    return 0


def take_all(visitor: Visitor, way: str) -> None:
    """Visit every page, put something on it, and take its picture."""
    visitor.page.set_default_timeout(1000 * PATIENCE)
    take(visitor, f"consent-{way}")
    for name, fill in tour.FILLED.items():
        if name != "live":
            tour.go_to(visitor, name)
        if name == "video":
            tour.video(visitor, VIDEO)
            visitor.page.evaluate(PLAYED)
        else:
            fill(visitor)
        if name == "live":
            visitor.page.wait_for_function(POINTS, arg=TIMELINE)
        take(visitor, f"{name}-{way}")


def take(visitor: Visitor, name: str) -> None:
    """Write the whole page as a PNG."""
    page = visitor.page
    tour.settle(visitor)
    screen = page.viewport_size
    assert screen
    height = 0
    while height < page.evaluate(HEIGHT):  # tables and charts come late, and make a page longer
        height = max(screen["height"], page.evaluate(HEIGHT))
        page.set_viewport_size({"width": screen["width"], "height": height})
        page.evaluate(STILL)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")  # without transparency
    page.set_viewport_size(screen)
    for path in [FOLDER / f"{name}.png"] + ([ROOT / "docs" / f"{SHOWN[name]}.png"] if name in SHOWN else []):
        picture.save(path, optimize=True)
    print(f"screenshots/{name}.png", flush=True)


if __name__ == "__main__":
    sys.exit(main())
