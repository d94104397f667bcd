"""A cold start: how long from the start of the process until it answers and until a browser shows the first page."""

from pathlib import Path
from statistics import median
from time import monotonic

from playwright.sync_api import Browser, sync_playwright

from bench.serving import megabytes, processor_seconds
from tests.browser import chromium
from tests.browser.made import made
from tests.browser.visits import ARGUMENTS

STARTS = 3  # of which the middle one counts; the first may still read libraries from disk
TITLE = "Live expressions"


def start(starts: int = STARTS) -> dict[str, float]:
    """Return seconds, processor seconds of the server and MB (10^6 bytes) of its memory, each the median of several.

    The browser runs before and knows nothing of the app, so that its own start does not count.
    """
    path = chromium.find()
    if path is None:
        raise SystemExit("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(path), args=list(ARGUMENTS))
        measured = [_once(browser) for _ in range(starts)]
        browser.close()
    return {name: median(one[name] for one in measured) for name in measured[0]}


def _once(browser: Browser) -> dict[str, float]:
    page = browser.new_context().new_page()
    began = monotonic()
    with made() as app:
        found = {"seconds until it answers": monotonic() - began}
        found["processor seconds until then"] = processor_seconds(app.pid)
        found["MB then"] = megabytes(app.pid)
        page.goto(app.url)
        page.get_by_role("heading", name=TITLE).wait_for()
        found["seconds until the first page"] = monotonic() - began
        found["processor seconds of the server"] = processor_seconds(app.pid)
        found["MB with it"] = megabytes(app.pid)
        page.context.close()
    return found


if __name__ == "__main__":
    for row, value in start().items():
        print(f"  {row:<40}{value:9.2f}")
