"""What is recorded of a model, read as far as it goes."""

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from emotion.models.record import MEASURED, load_measurement, load_record
from emotion.models.store import MODELS, ModelError, load_card
from tests.support.evaluations import evaluated, evaluation, measurement


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODELS / "compact", tmp_path / "compact"))


def test_a_whole_entry_has_no_problems(entry: Path) -> None:
    record = load_record(entry)

    assert record.problems == ()
    assert len(record.history) == record.card.training["epochs"]
    assert record.evaluation.evaluated.sha256 == record.card.files["litert"].sha256


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("history.csv", None, "history.csv is missing. It comes with an export: `python -m training export"),
        ("history.csv", b"", "history.csv cannot be read (it has no column epoch, val_accuracy)"),
        ("history.csv", b"epoch,val_accuracy\n1,high\n", "val_accuracy 'high' is no number"),
        ("history.csv", b"epoch,val_accuracy\n1,\xff\n", "history.csv cannot be read"),
        ("evaluation.json", None, "evaluation.json is missing. Measure again: `python -m training evaluate"),
        ("evaluation.json", b"{", "evaluation.json cannot be read"),
        ("evaluation.json", b"[]", "evaluation.json cannot be read (expected `object`, got `array`)"),
        (
            "evaluation.json",
            json.dumps(evaluation() | {"labels": ["happy"]}).encode(),
            "(labels: expected angry, disgust, fear, happy, sad, surprise, neutral, found happy)",
        ),
        ("evaluation.json", b"[" * 100_000, "evaluation.json cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_the_other_is_kept(
    name: str, content: bytes | None, message: str, entry: Path
) -> None:
    (entry / name).unlink()
    if content is not None:
        (entry / name).write_bytes(content)

    record = load_record(entry)

    (problem,) = record.problems
    assert message in problem
    assert problem.endswith("--name compact`") or problem.endswith("--model compact --record --robustness`")
    assert bool(record.history) is (name != "history.csv")
    assert bool(record.evaluation) is (name != "evaluation.json")


def test_without_a_card_there_is_no_entry(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"card\.json is missing"):
        load_record(tmp_path)


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """What was measured of the compact model on a person's own faces."""
    card = json.loads((MODELS / "compact/card.json").read_text(encoding="utf-8"))
    for name, values in (("measurement.json", measurement(card, "my faces")), ("evaluation.json", evaluation(0.3))):
        (tmp_path / name).write_text(json.dumps(values), encoding="utf-8")
    return tmp_path


def test_a_measurement_is_the_networks_card_with_other_figures(measured: Path) -> None:
    record = load_measurement(measured)

    card = load_card(MODELS / "compact")
    assert record.card == dataclasses.replace(card, title=f"{card.title}, on my faces")
    assert record.evaluation == evaluated(0.3)
    assert (record.history, record.problems, record.measured_on) == ((), (), "my faces")
    assert load_record(MODELS / "compact").measured_on == ""


def without(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != key}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("measurement.json", None, "measurement.json is missing"),
        ("measurement.json", "{", "measurement.json cannot be read"),
        ("measurement.json", "[" * 100_000, "measurement.json cannot be read"),
        ("measurement.json", "[]", "measurement.json cannot be read (expected version 1)"),
        ("measurement.json", json.dumps(measurement({}) | {"version": 2}), "(expected version 1)"),
        ("measurement.json", json.dumps(measurement({})), "measurement.json cannot be read (missing ['name', "),
        ("measurement.json", json.dumps(without(measurement({}), "card")), "(it has no card)"),
        ("measurement.json", json.dumps(without(measurement({}), "sha256")), "(it has no sha256)"),
        ("evaluation.json", None, "evaluation.json is missing"),
        ("evaluation.json", "[]", "evaluation.json cannot be read (expected `object`, got `array`)"),
        (
            "evaluation.json",
            json.dumps(evaluation() | {"evaluated": 1}),
            "(evaluated: expected `object`, got `int`)",
        ),
        (
            "evaluation.json",
            json.dumps(evaluation() | {"evaluated": {"file": "a", "sha256": "1" * 64}}),
            "(it is of another file than measurement.json)",
        ),
    ],
)
def test_a_measurement_that_cannot_be_used_is_named_with_what_to_do(
    name: str, content: str | None, message: str, measured: Path
) -> None:
    (measured / name).unlink()
    if content is not None:
        (measured / name).write_text(content, encoding="utf-8")

    with pytest.raises(ModelError) as error:
        load_measurement(measured)

    assert str(measured / name) in str(error.value)
    assert message in str(error.value)
    assert str(error.value).endswith("evaluate --model NAME --data DATA`), or remove the folder")


def test_measurements_lie_where_the_command_puts_them() -> None:
    assert MODELS.parent / "runs/measured" == MEASURED
