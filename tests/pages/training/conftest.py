"""A store of the test's own, with measurements and runs beside it."""

from pathlib import Path

import pytest

from emotion.web.shared import model_records


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own, and measurements and runs beside it; the page on live video keeps the real one."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(model_records, "MODELS", folder)
    monkeypatch.setattr(model_records, "MEASURED", tmp_path / "measured")
    monkeypatch.setattr(model_records, "RUNS", tmp_path / "runs")
    return folder
