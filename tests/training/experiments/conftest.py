"""Three networks side by side."""

from pathlib import Path

import pytest

from tests.support.evaluations import evaluation, history
from tests.support.training.folders import write_entry, write_run
from training.experiments.compare import Comparison, compare
from training.runs.recipes import recipe


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    """A finished run, one in progress, and an installed network."""
    return compare(
        [
            write_run(tmp_path / "blog", recipe("blog"), history(50, 0.55), evaluation(0.55, private=True)),
            write_run(tmp_path / "report", recipe("report"), history(12, 0.6)),
            write_entry(tmp_path / "compact", {"epochs": 4}, history(4, 0.68, seconds=False), evaluation(bare=True)),
        ]
    )
