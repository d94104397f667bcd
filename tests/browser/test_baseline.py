"""A resting face that smiles a little, in a real browser: measured, neutral from then on, and a smile still one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from emotion.sample.scene import RATE, astronaut
from tests.browser import scene
from tests.browser.conftest import Visitor, await_that
from tests.browser.returned import no_errors_of_ours
from tests.browser.walk import grave
from tests.support import resting

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]
TOGGLE = "Subtract my resting face"


@pytest.fixture(scope="module")
def camera_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the camera sees in the tests of this file: eight seconds of rest, two of a smile, again and again."""
    path = tmp_path_factory.mktemp("camera") / "resting.y4m"
    rest, smile = resting.seen(resting.resting()), resting.seen(astronaut())
    scene.write_pictures(path, [rest] * (8 * RATE) + [smile] * (2 * RATE), RATE)
    return path


def says(visitor: Visitor, words: str) -> None:
    await_that(lambda: visitor.answer() == words, f"the answer {words}")


def test_a_resting_face_that_reads_as_happy_becomes_neutral_on_the_page(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        visitor.agree()
        says(visitor, "Happy")
        page.get_by_text("My resting face (neutral baseline)").click()
        page.get_by_role("button", name="Measure my resting face").click()
        page.get_by_role("progressbar").wait_for()
        toggle = page.get_by_role("switch", name=TOGGLE).or_(page.get_by_role("checkbox", name=TOGGLE))
        toggle.wait_for(timeout=40_000)

        says(visitor, "Neutral")
        says(visitor, "Happy")
        says(visitor, "Neutral")
        page.get_by_text("Your resting face, after").wait_for()
        assert grave(page) == []

        page.get_by_text(TOGGLE).click()
        says(visitor, "Happy")
        page.get_by_role("button", name="Forget it").click()
        page.get_by_role("button", name="Measure my resting face").wait_for()
        assert no_errors_of_ours(visitor) == []
