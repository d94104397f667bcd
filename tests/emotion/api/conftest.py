"""The interface in this process, without a network."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from emotion.api.app import create
from emotion.api.settings import ApiSettings
from emotion.sample.scene import PICTURE

Client = Callable[..., TestClient]
PORTRAIT = PICTURE.read_bytes()
JPEG = {"Content-Type": "image/jpeg"}


@pytest.fixture
def client() -> Iterator[Client]:
    """Return a function that makes a client of an interface with such settings."""
    with ExitStack() as stack:

        def made(**settings: object) -> TestClient:
            return stack.enter_context(TestClient(create(ApiSettings(**settings))))  # type: ignore[arg-type]

        yield made
