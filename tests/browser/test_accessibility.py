"""The pages for people who use a keyboard or a screen reader."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise

import pytest

from tests.browser import tour
from tests.browser.conftest import Visitor, await_that
from tests.browser.visits import AGREE
from tests.browser.walk import Walk

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser

MOST_STOPS = 40  # of the Tab key on a page; more means that it never comes where it should
FOCUSED = """
() => { let focused = document.activeElement, framed = false;
  while (focused.contentDocument) { focused = focused.contentDocument.activeElement; framed = true; }
  const label = focused.closest('label');
  const marked = [focused, label, focused.parentElement].filter(Boolean).map(part => getComputedStyle(part)).some(
    style => style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none');
  const words = focused.ariaLabel || focused.innerText || (label ? label.innerText : '');
  return {name: words.trim().split('\\n').at(-1), marked, framed, kind: focused.type || focused.tagName}; }
"""
WATCH_REGION = """
() => { const region = document.querySelector('[role=status].mien-unseen'); window.mienSaid = [];
  new MutationObserver(() => window.mienSaid.push(region.textContent)).observe(
    region, {childList: true, characterData: true, subtree: true}); }
"""
FRAME_SHOWN = "() => document.querySelector('.mien-panel').dataset.frame"


@dataclass(frozen=True)
class Stop:
    """What the Tab key came to."""

    name: str  # last line of what it is called; icons come first
    marked: bool  # whether a ring or a shadow shows the place
    framed: bool  # whether it stands in the camera's component
    kind: str


def focused(visitor: Visitor) -> Stop:
    return Stop(**visitor.page.evaluate(FOCUSED))


def tab_to(visitor: Visitor, name: str, key: str = "Tab") -> list[Stop]:
    """Press Tab until something of that name has the focus; return the stops on the way, this one included."""
    stops: list[Stop] = []
    while not stops or stops[-1].name.lower() != name.lower():
        assert len(stops) < MOST_STOPS, f"{name} never had the focus, but {[stop.name for stop in stops]}"
        visitor.page.keyboard.press(key)
        stops.append(focused(visitor))
    return stops


def test_axe_finds_nothing_serious(walked: Walk) -> None:
    assert {page: found for page, found in walked.violations.items() if found} == {}
    assert {"consent", "camera", *tour.FILLED} == set(walked.violations)


def test_the_keyboard_alone_leads_from_agreement_over_the_camera_and_a_face_to_another_page(visit: Visit) -> None:
    with visit() as visitor:
        keyboard = visitor.page.keyboard
        tour.settle(visitor)
        tab_to(visitor, "Skip to main content")
        keyboard.press("Enter")
        ways = tab_to(visitor, AGREE)
        assert len(ways) <= 2, "agreement comes first on the page itself"
        keyboard.press("Enter")
        await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
        visitor.page.get_by_role("button", name="Start recording").wait_for()  # all of the page is there
        tour.settle(visitor)
        tab_to(visitor, "Largest")
        keyboard.press("ArrowRight")
        keyboard.press("Space")
        chosen = visitor.page.get_by_role("radio", name="1", exact=True)
        await_that(lambda: chosen.get_attribute("aria-checked") == "true", "the face to be chosen")
        assert visitor.answer() == "Happy"

        stops = tab_to(visitor, "Photo", "Shift+Tab")
        unmarked = [stop for stop in stops if not stop.marked and not stop.framed and stop.kind != "range"]
        assert unmarked == [], "sliders mark their thumb, and the camera's component its buttons"
        keyboard.press("Enter")
        visitor.page.get_by_role("heading", name=tour.TITLES["photo"]).wait_for()
        assert visitor.errors == []


def test_a_screen_reader_is_told_each_new_label_once(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.page.wait_for_function("() => document.querySelector('.mien-unseen')?.textContent === 'Happy'")
        visitor.page.evaluate(WATCH_REGION)
        visitor.stop()
        visitor.page.wait_for_function("() => document.querySelector('.mien-unseen')?.textContent === 'Camera off'")
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
        frames: set[str] = set()

        def watched() -> bool:
            frames.add(visitor.page.evaluate(FRAME_SHOWN))
            return len(frames) > 8

        await_that(watched, "eight updates of the bars")
        said = visitor.page.evaluate("() => window.mienSaid")
        assert {"Camera off", "Happy"} <= set(said)
        assert all(earlier != later for earlier, later in pairwise(["Happy", *said]))
        assert len(said) < len(frames)


def test_the_folded_sidebar_of_a_phone_is_out_of_the_keyboards_way(visit: Visit) -> None:
    with visit(**tour.WAYS["phone"]) as visitor:
        tour.settle(visitor)
        stops = tab_to(visitor, AGREE)
        assert [stop.name for stop in stops if stop.name in ("Live", "Photo")] == ["Live", "Photo"]  # once, not twice
        assert "Network" not in [stop.name for stop in stops]
