"""A walk over every page with something on it, for the tests and the pictures of the pages."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

from emotion.sample.scene import PICTURE
from tests.browser.served import await_that
from tests.browser.visits import Visitor
from tests.support import clips

PHONE: Final = MappingProxyType({"width": 390, "height": 844})
PHONE_AGENT: Final = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile "
    "Safari/537.36"
)
WAYS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "light": {"color_scheme": "light"},
        "dark": {"color_scheme": "dark"},
        "phone": {"color_scheme": "light", "viewport": dict(PHONE), "has_touch": True, "user_agent": PHONE_AGENT},
    }
)
TITLES: Final = MappingProxyType(
    {
        "live": "Live expressions",
        "photo": "Photos",
        "video": "Videos",
        "training": "How the networks were trained",
        "programs": "For programs",
        "about": "About",
    }
)
DRAWN: Final = ".js-plotly-plot .xtick"  # of a chart: the lines may be on a canvas
CLIP_SIZE: Final = (640, 480)
CLIP_RATE: Final = 10  # frames a second


def go_to(visitor: Visitor, name: str) -> None:
    """Open a page by its link, and wait for its title and the end of its script."""
    visitor.page.get_by_role("link", name=name.capitalize()).click()
    visitor.page.get_by_role("heading", name=TITLES[name], exact=True).wait_for()
    settle(visitor)


def settle(visitor: Visitor) -> None:
    """Wait until the script has run."""
    visitor.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")


def live(visitor: Visitor) -> None:
    """Agree, start the camera, and wait for the astronaut's label and the timeline."""
    visitor.agree()
    await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
    visitor.page.wait_for_selector(DRAWN, state="attached")


def photo(visitor: Visitor) -> None:
    """Read the astronaut's picture."""
    visitor.page.set_input_files("input[type=file]", PICTURE)
    visitor.page.locator(".mien-answer strong").first.wait_for()
    visitor.page.wait_for_selector("[data-testid=stDataFrame] canvas", state="attached")
    visitor.page.get_by_role("button", name="Readings, CSV").wait_for()
    settle(visitor)


def video(visitor: Visitor, seconds: float = 1.0) -> None:
    """Read a clip with the astronaut."""
    times = clips.steady(round(seconds * CLIP_RATE), CLIP_RATE)
    with TemporaryDirectory() as folder:
        clip = clips.write_clip(Path(folder) / "astronaut.mp4", times, CLIP_SIZE, clips.astronaut)
        visitor.page.set_input_files("input[type=file]", clip)
        visitor.page.get_by_role("button", name="Read the video").click()
    visitor.page.get_by_role("button", name="Readings, CSV").wait_for()
    visitor.page.wait_for_selector(DRAWN, state="attached")
    settle(visitor)


def training(visitor: Visitor) -> None:
    """Wait for the figures."""
    visitor.page.wait_for_selector(DRAWN, state="attached")
    settle(visitor)


FILLED: Final[Mapping[str, Callable[[Visitor], None]]] = MappingProxyType(
    {"live": live, "photo": photo, "video": video, "training": training, "programs": settle, "about": settle}
)
