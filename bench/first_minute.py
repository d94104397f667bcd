"""The first minute as a new visitor has it: seconds until the first labelled face, and what the first view weighs."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Final

from playwright.sync_api import Browser, Request, sync_playwright

from tests.browser import chromium, scene
from tests.browser.made import made
from tests.browser.visits import ARGUMENTS

VISITS: Final = 10
REST: Final = 1.0  # seconds before each visit in which nothing happens
AGREE: Final = "Agree and start the camera"
LABELLED: Final = "() => document.querySelector('.mien-answer strong')?.textContent === 'Happy'"
WHOLE: Final = "[data-testid=stApp][data-test-script-state=notRunning]"
# Whose bytes they are, by what stands in their address, the first that fits.
OWNERS: Final = (
    ("streamlit-webrtc", "/component/"),
    ("Streamlit", "/static/"),
    ("ours", "/media/"),
    ("ours", "/browser/"),
    ("Streamlit", "/_stcore/"),
)


@dataclass(frozen=True)
class Visit:
    """One visit of somebody whose browser knows nothing of the page.

    Attributes:
        button: seconds from opening the page until the button that starts the camera can be pressed.
        label: seconds from opening the page until the first face is labelled, one click in between.
    """

    button: float
    label: float

    @property
    def start(self) -> float:
        """Seconds from the click until the first face is labelled."""
        return self.label - self.button


@dataclass(frozen=True)
class FirstMinute:
    """What was measured.

    Attributes:
        first: the first visit after the server's start.
        visits: those after it.
        kilobytes: kB (10^3 bytes) that came over the network until the first screen stood, by owner.
        labelled: likewise, until the first face was labelled.
        how: how the app was started.
    """

    first: Visit
    visits: tuple[Visit, ...]
    kilobytes: dict[str, float]
    labelled: dict[str, float]
    how: str

    @property
    def label(self) -> float:
        """Median seconds until the first labelled face."""
        return median(visit.label for visit in self.visits)

    @property
    def button(self) -> float:
        """Median seconds until the button can be pressed."""
        return median(visit.button for visit in self.visits)


def first_minute(visits: int = VISITS, **host: str) -> FirstMinute:
    """Open the page as somebody new, press its one button, and wait for the astronaut's label.

    Args:
        visits: after the first one.
        host: settings of the host, by the names of the environment's variables.
    """
    path = chromium.find()
    if path is None:
        raise SystemExit("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        video = Path(name) / "camera.y4m"
        scene.write(video)
        arguments = [
            *ARGUMENTS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={video}",
        ]
        with made(**host) as app, playwright.chromium.launch(executable_path=path, args=arguments) as browser:
            first, *later = [_visit(browser, app.url) for _ in range(1 + visits)]
            kilobytes, labelled = _weigh(browser, app.url)
    return FirstMinute(first, tuple(later), kilobytes, labelled, app.how)


def _visit(browser: Browser, url: str) -> Visit:
    """Return how long one visit took, in a browser that runs and knows nothing of the page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.wait_for_timeout(1000 * REST)
        began = monotonic()
        page.goto(url, wait_until="commit")
        agree = page.get_by_role("button", name=AGREE)
        agree.wait_for()
        button = monotonic() - began
        agree.click()
        page.wait_for_function(LABELLED)
        return Visit(button, monotonic() - began)


def _weigh(browser: Browser, url: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return what the first screen takes, before anything is pressed, and what all takes until the first label."""
    weights: Counter[str] = Counter()

    def came(request: Request) -> None:
        response = request.response()
        if response is None:
            return
        path = response.url.split("?")[0]
        owner = next((owner for owner, part in OWNERS if part in path), "Streamlit")
        if response.url.startswith("http"):
            sizes = request.sizes()
            weights[owner] += sizes["responseBodySize"] or int(response.headers.get("content-length") or 0)

    with browser.new_context() as context:
        page = context.new_page()
        page.on("requestfinished", came)
        page.goto(url)
        page.get_by_role("button", name=AGREE).wait_for()
        page.wait_for_selector(WHOLE, state="attached")
        page.wait_for_load_state("networkidle")
        screen = _kilobytes(weights)
        page.get_by_role("button", name=AGREE).click()
        page.wait_for_function(LABELLED)
        return screen, _kilobytes(weights)


def _kilobytes(weights: Counter[str]) -> dict[str, float]:
    return {owner: size / 1000 for owner, size in weights.most_common()}


if __name__ == "__main__":
    measured = first_minute()
    print(measured.how)
    for which, visit in [("first", measured.first), *(("later", visit) for visit in measured.visits)]:
        print(f"  {which:<8} button {visit.button:5.2f} s   labelled face {visit.label:5.2f} s")
    print(f"  median   button {measured.button:5.2f} s   labelled face {measured.label:5.2f} s")
    for owner, size in measured.kilobytes.items():
        print(f"  first view, {owner:<18}{size:8.0f} kB")
