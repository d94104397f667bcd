"""What runs by the clock in a page: one watch for each component, however often Streamlit calls it anew."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.browser import tour
from tests.browser.conftest import Visitor, await_that
from tests.browser.in_browser import begin, opened

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]

# Notes how many intervals of each length were begun, and which of them run.
INTERVALS = """
(() => { const made = {}, running = new Map(), set = window.setInterval, clear = window.clearInterval;
  window.setInterval = (call, length, ...given) => { const id = set(call, length, ...given);
    made[length] = (made[length] ?? 0) + 1; running.set(id, length); return id; };
  window.clearInterval = id => { running.delete(id); clear(id); };
  const count = length => [...running.values()].filter(one => one === length).length;
  window.mienIntervals = length => [made[length] ?? 0, count(length)]; })();
"""
BROWSER, FRAME, PLAYER = 200, 100, 250  # milliseconds of page.ts, link.js and player.js


def noted(visitor: Visitor) -> None:
    """Have intervals noted from the page's beginning."""
    visitor.page.add_init_script(INTERVALS)
    visitor.page.reload()


def intervals(visitor: Visitor, length: int) -> tuple[int, int]:
    """Return how many of that length, milliseconds, were begun, and how many run."""
    begun, running = visitor.page.evaluate("length => window.mienIntervals(length)", length)
    return begun, running


def test_a_camera_that_the_browser_reads_is_watched_once_and_opened_once(here: Visit) -> None:
    with here() as visitor:
        noted(visitor)
        begin(visitor)
        await_that(lambda: intervals(visitor, BROWSER)[0] >= 5, "five seconds of numbers")
        assert intervals(visitor, BROWSER)[1] == 1
        assert opened(visitor) == ["live"]


def test_the_frame_of_the_servers_camera_is_watched_once(visit: Visit) -> None:
    with visit() as visitor:
        noted(visitor)
        visitor.agree()
        begun = intervals(visitor, FRAME)[0]
        visitor.stop()
        visitor.start()
        await_that(lambda: intervals(visitor, FRAME)[1] == 1, "one watch")
        assert begun >= 2, "the component is called anew by the agreement"


def test_a_player_is_watched_once_whatever_its_markers_are_called(visit: Visit) -> None:
    with visit(False) as visitor:
        noted(visitor)
        tour.go_to(visitor, "video")
        tour.video(visitor)
        names = visitor.page.get_by_role("textbox", name="Names of markers")
        for given in ("smile", "smile, frown"):
            names.fill(given)
            names.press("Enter")
            visitor.page.locator(".mien-marks button", has_text=given.split(", ")[-1]).wait_for()
        begun, running = intervals(visitor, PLAYER)
        assert (begun >= 3, running) == (True, 1)
