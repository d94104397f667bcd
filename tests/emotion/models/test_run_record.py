"""What is recorded of a run, read as far as it goes."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from emotion.models.run_record import QUIET, RUNS, RunRecord, load_run
from emotion.models.store import MODELS, ModelError
from tests.support.evaluations import evaluated, evaluation
from training.runs.config import TrainingConfig
from training.runs.environment import save_environment


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "a b"
    folder.mkdir()
    TrainingConfig(epochs=7).save(folder / "config.json")
    return folder


def test_what_training_writes_is_read(run: Path) -> None:
    save_environment(run, "jax", "float32", "", 1_234)
    (run / "history.csv").write_text("epoch,val_accuracy\n1,0.5\n", encoding="utf-8")
    (run / "evaluation.json").write_text(json.dumps(evaluation()), encoding="utf-8")

    record = load_run(run)

    assert (record.title, record.parameters, record.problems) == ("runs/a b", 1_234, ())
    assert record.settings["epochs"] == 7
    assert record.history == ({"epoch": "1", "val_accuracy": "0.5"},)
    assert record.evaluation == evaluated()


def test_a_run_that_has_just_begun_says_what_comes_next(run: Path) -> None:
    record = load_run(run)

    assert (record.parameters, record.history, record.evaluation) == (None, (), None)
    assert record.problems == (
        "history.csv is missing. Training writes it with the first epoch: `python -m training train --run 'runs/a b'`",
        "evaluation.json is missing. Measure it: `python -m training evaluate --run 'runs/a b'`",
    )


@pytest.mark.parametrize("name", ["config.json", "environment.json"])
@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff", b"[" * 100_000])
def test_a_run_whose_settings_cannot_be_read_is_named(name: str, content: bytes, run: Path) -> None:
    (run / name).write_bytes(content)

    with pytest.raises(ModelError, match=rf"{name} cannot be read .*Restore it, or remove the folder"):
        load_run(run)


def test_runs_lie_where_training_is_told_to_put_them() -> None:
    assert MODELS.parent / "runs" == RUNS


@pytest.mark.parametrize(
    ("planned", "done", "age", "seconds", "expected"),
    [
        (7, 3, 20, "", True),
        (7, 3, QUIET - 1, "", True),
        (7, 3, QUIET + 1, "", False),
        (7, 3, QUIET + 1, "900", True),
        (7, 3, 2701, "900", False),
        (7, 7, 20, "", False),
        (7, 0, 20, "", True),
        ("many", 3, 20, "", False),
    ],
)
def test_a_run_goes_on_while_epochs_are_left_and_one_was_done_lately(
    planned: Any, done: int, age: float, seconds: str, expected: bool
) -> None:
    rows = tuple({"epoch": str(epoch), "seconds": seconds} for epoch in range(1, done + 1))
    record = RunRecord("runs/a", {"epochs": planned}, None, rows, None, changed=1_000_000)

    assert record.goes_on(1_000_000 + age) is expected


def test_when_a_run_changed_is_when_its_history_did(run: Path) -> None:
    os.utime(run / "config.json", (5, 5))
    assert load_run(run).changed == 5

    (run / "history.csv").write_text("epoch,val_accuracy\n1,0.5\n", encoding="utf-8")
    os.utime(run / "history.csv", (9, 9))

    record = load_run(run)
    assert (record.changed, record.folder) == (9, run)
