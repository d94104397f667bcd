"""What the tests of hosting share: browsers and the camera of tests/browser, an image, a certificate."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser_path, browsers_server, camera_video, playwright_
from tests.hosting.image import Image, build
from tests.hosting.relay import Certificate, certify

__all__ = ["browser_path", "browsers_server", "camera_video", "playwright_"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.hosting)


@pytest.fixture(scope="session", autouse=True)
def as_root() -> None:
    """Containers, read-only mounts and another user are root's to make."""
    if os.geteuid() != 0:
        pytest.fail("the tests of hosting run as root, on Debian: make test-hosting")


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    made = build(tmp_path_factory.mktemp("image"))
    yield made
    made.remove()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certify(tmp_path_factory.mktemp("certificate"))
