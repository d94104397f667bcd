"""A store of the test's own."""

from pathlib import Path

import pytest

from emotion.web.shared import model_records


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own; the page on live video keeps the real one."""
    monkeypatch.setattr(model_records, "MODELS", tmp_path)
    return tmp_path
