"""A served app, a fake camera with the astronaut in it, and browsers that use it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser import chromium, scene, tour
from tests.browser.in_browser import FIRST
from tests.browser.served import PATIENCE, ROOT, Server, await_that, serving
from tests.browser.visits import ARGUMENTS, Visitor, visiting
from tests.browser.walk import Walk, walk

__all__ = ["ARGUMENTS", "PATIENCE", "ROOT", "Server", "Visitor", "await_that"]  # where tests have always had them from


@pytest.fixture(scope="session")
def camera_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("camera") / "astronaut.y4m"
    scene.write(path)
    return path


@pytest.fixture(scope="session")
def browser_path() -> Path:
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    return path


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def visit(
    server: Server, browser_path: Path, camera_video: Path, playwright_: Playwright, tmp_path: Path
) -> Callable[..., AbstractContextManager[Visitor]]:
    """Return a context manager that opens the app in a fresh browser, by default with a camera and permission."""
    opened = partial(visiting, playwright_, browser_path, server.url, tmp_path)

    def with_camera(camera: bool = True, **options: Any) -> AbstractContextManager[Visitor]:
        return opened(camera_video=camera_video if camera else None, **options)

    return with_camera


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the walks, which leave nothing behind that another could meet."""
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="session")
def browsers_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server whose visitors' own browsers read, for tests that leave it as it was."""
    with serving(tmp_path_factory.mktemp("browsers"), MIEN_LIVE=FIRST) as server:
        yield server


@pytest.fixture
def here(
    browsers_server: Server, browser_path: Path, camera_video: Path, playwright_: Playwright, tmp_path: Path
) -> Callable[..., AbstractContextManager[Visitor]]:
    """Return a context manager like that of `visit`, on a page whose camera is read in the browser."""
    opened = partial(visiting, playwright_, browser_path, browsers_server.url, tmp_path)

    def with_camera(camera: bool = True, **options: Any) -> AbstractContextManager[Visitor]:
        return opened(camera_video=camera_video if camera else None, **options)

    return with_camera


@pytest.fixture(scope="session", params=tour.WAYS)
def walked(
    request: pytest.FixtureRequest,
    shared_server: Server,
    browser_path: Path,
    camera_video: Path,
    playwright_: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
) -> Walk:
    """What was met on a walk over all pages in the light theme, in the dark one, and on a phone."""
    folder = tmp_path_factory.mktemp(request.param)
    options = tour.WAYS[request.param]
    with visiting(playwright_, browser_path, shared_server.url, folder, camera_video, **options) as visitor:
        return walk(visitor, shared_server)
