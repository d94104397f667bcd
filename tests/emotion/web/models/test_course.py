"""A run that goes on is read again; whatever else is shown stays as it is."""

import json
from pathlib import Path

import pytest

from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord, load_run
from emotion.web.models.course import again
from tests.support.evaluations import history, write_records
from tests.support.released_model import card


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "config.json").write_text(json.dumps({"epochs": 50}), encoding="utf-8")
    write_records(tmp_path, history(12), None)
    return tmp_path


def test_rows_that_were_appended_are_seen(run: Path) -> None:
    record = load_run(run)
    with open(run / "history.csv", "a", encoding="utf-8") as file:
        file.write("13,1.0,0.6,1.1,0.61,0.01,90\n")

    renewed = again(record)

    assert len(record.history) == 12
    assert [row["epoch"] for row in renewed.history[-2:]] == ["12", "13"]


def test_a_run_that_cannot_be_read_any_more_stays_as_it_was(run: Path) -> None:
    record = load_run(run)
    (run / "config.json").write_text("{", encoding="utf-8")

    assert again(record) is record


@pytest.mark.parametrize(
    "record", [ModelRecord(card(), (), None), RunRecord("runs/a", {}, None, (), None)], ids=["model", "no folder"]
)
def test_what_lies_in_no_runs_folder_is_not_read(record: ModelRecord | RunRecord) -> None:
    assert again(record) is record
