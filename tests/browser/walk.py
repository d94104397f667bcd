"""What a visitor meets on every page, gathered once for each way of looking at them, and judged by several tests."""

from dataclasses import dataclass, field
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

from tests.browser import tour
from tests.browser.served import Server
from tests.browser.visits import Visitor

# Letters that come or go, such as a slider's ends under the pointer, are too pale for a moment.
FADED: Final = """
() => Promise.all(document.getAnimations()
  .filter(animation => Number.isFinite(animation.effect?.getComputedTiming().endTime))
  .map(animation => animation.finished.catch(() => {}))).then(() => {})
"""
GRAVE: Final = ("serious", "critical")  # of axe's four impacts
# Letters of charts that stand on the page itself; numbers inside coloured cells are the cells' own affair.
CHART_TEXT: Final = ":is(.xtick, .ytick, .g-xtitle, .g-ytitle, .g-gtitle, .legend) text"
COLOURS: Final = """
selector => { const app = document.querySelector('[data-testid=stApp]');
  const texts = [...document.querySelectorAll('.js-plotly-plot ' + selector)];
  const letters = texts.map(text => getComputedStyle(text).fill);
  return {background: getComputedStyle(app).backgroundColor, letters: [...new Set(letters)]}; }
"""
WIDTHS: Final = """
() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(
  part => part.scrollWidth - part.clientWidth)
"""
SIDEBAR: Final = """
() => [...document.querySelectorAll('[data-testid=stSidebar] :is(a, h1, h2, h3)')].filter(part => part.checkVisibility(
  {visibilityProperty: true})).map(part => part.innerText.trim().split('\\n').at(-1))
"""


@dataclass
class Walk:
    """What was met on a walk over all pages.

    Attributes:
        phone: whether the screen is a phone's.
        violations: by page, the grave violations of axe's rules, each as rule, selector and what is wrong.
        overhang: by page, by how many pixels it is wider than the screen.
        colours: by page with charts, the page's background and the colours of their letters, as CSS writes them.
        sidebar: by page, the links and headings of the sidebar that can be seen, from its top.
        still_read: the label on the photo page when the visitor came back to it.
        modules: imported by the web process at the end.
        console: errors and warnings of the browser.
    """

    phone: bool = False
    violations: dict[str, list[str]] = field(default_factory=dict)
    overhang: dict[str, int] = field(default_factory=dict)
    colours: dict[str, dict[str, Any]] = field(default_factory=dict)
    sidebar: dict[str, list[str]] = field(default_factory=dict)
    still_read: str = ""
    modules: set[str] = field(default_factory=set)
    console: list[str] = field(default_factory=list)


def walk(visitor: Visitor, server: Server) -> Walk:
    """Visit every page, put something on it, and note what is there."""
    met = Walk(phone=visitor.page.viewport_size == dict(tour.PHONE))
    tour.settle(visitor)  # the button to agree is there before the style of the page is
    _note(met, visitor, "consent")
    for name, fill in tour.FILLED.items():
        if name != "live":
            tour.go_to(visitor, name)
        fill(visitor)
        _note(met, visitor, name)
        if name == "live":
            met.violations["camera"] = grave(visitor.camera)
    tour.go_to(visitor, "photo")
    visitor.page.locator(".mien-answer strong").first.wait_for()
    met.still_read = visitor.answer()
    met.modules = set(server.report()["modules"])
    met.console = [message.text for message in visitor.console if message.type in ("error", "warning")]
    met.console += visitor.errors
    return met


def _note(met: Walk, visitor: Visitor, name: str) -> None:
    met.violations[name] = grave(visitor.page)
    met.overhang[name] = max(visitor.page.evaluate(WIDTHS))
    met.sidebar[name] = visitor.page.evaluate(SIDEBAR)
    if visitor.page.locator(".js-plotly-plot").count():
        met.colours[name] = visitor.page.evaluate(COLOURS, CHART_TEXT)


def grave(part: Page | Frame) -> list[str]:
    """Return the serious and critical violations of axe-core's rules in a page or a frame, once nothing fades."""
    part.evaluate(FADED)
    found = Axe().run(part).response["violations"]
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]
