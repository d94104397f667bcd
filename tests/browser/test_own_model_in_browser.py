"""A model of one's own, dropped into the folder of models, in the visitor's browser: 64x64, in colour, 0 to 1."""

import os
import shutil
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from emotion.labels import DISPLAY_NAMES
from emotion.models.store import DEFAULT_MODEL, MODELS
from tests.browser.conftest import await_that
from tests.browser.in_browser import FIRST, goes_on
from tests.browser.returned import no_errors_of_ours
from tests.browser.served import ROOT, free_port
from tests.browser.visits import AGREE, visiting
from tests.hosting.tools import beside
from tests.support.colour_model import NAME, RED, add_colour_model

pytestmark = pytest.mark.browser


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[str]:
    """Serve the app with this model beside the default one; give its address."""
    models, port = tmp_path / "models", free_port()
    shutil.copytree(MODELS / DEFAULT_MODEL, models / DEFAULT_MODEL)
    add_colour_model(models)
    command: list[str | Path] = [sys.executable, ROOT / "tests/hostile/replaceable_server.py", models, str(port)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MIEN_")}
    environment = {**inherited, "PYTHONPATH": str(ROOT), "MIEN_LIVE": FIRST, "MIEN_MODEL": NAME}
    with beside(command, tmp_path / "server.log", environment, ROOT):
        yield f"http://127.0.0.1:{port}"


def test_it_reads_there_as_it_does_here(
    own_server: str, browser_path: Path, camera_video: Path, playwright_: Playwright, tmp_path: Path
) -> None:
    def answers() -> bool:
        try:
            return bool(urllib.request.urlopen(f"{own_server}/healthz", timeout=5).status == 200)
        except OSError:
            return False

    await_that(answers, "a server that is well")
    with visiting(playwright_, browser_path, own_server, tmp_path, camera_video) as visitor:
        visitor.page.get_by_role("button", name=AGREE).click()
        await_that(lambda: visitor.answer() == DISPLAY_NAMES[RED], "skin is more red than blue")
        goes_on(visitor)
        assert no_errors_of_ours(visitor) == []
