"""What the process loads once, and says once."""

import logging
from collections.abc import Iterator

import pytest

from emotion.detection import model_files
from emotion.web.server import resources
from emotion.web.server.settings import HostSettings


@pytest.fixture(autouse=True)
def unloaded() -> Iterator[None]:
    resources.loaded_model.clear()
    yield
    resources.loaded_model.clear()


@pytest.mark.parametrize("problem", ["", "its file is missing"])
def test_a_missing_detector_stands_in_the_log_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, problem: str
) -> None:
    monkeypatch.setattr(model_files, "problem", lambda: problem)
    with caplog.at_level(logging.WARNING, logger=resources.__name__):
        for _ in range(2):
            resources.loaded_model(HostSettings().model)

    said = [record.getMessage() for record in caplog.records if record.name == resources.__name__]
    assert said == ([f"the Haar cascade finds faces alone: {problem}"] if problem else [])
