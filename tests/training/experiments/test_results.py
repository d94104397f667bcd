"""What was recorded of a run, an entry or a measurement, and what is said when it cannot be read."""

import dataclasses
import json
from pathlib import Path

import pytest

from emotion.models.store import MODELS
from tests.support.evaluations import evaluated, evaluation, history
from tests.support.training.folders import write_entry, write_measurement, write_run
from training.experiments.results import evaluation_command, history_command, read_result
from training.runs.config import TrainingConfig
from training.runs.recipes import recipe


def test_a_run_is_read_with_all_settings(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "a", recipe("blog"), history(3), evaluation())

    result = read_result(folder)

    assert result.card is None
    assert result.config == dataclasses.asdict(recipe("blog"))
    assert list(result.history) == history(3)
    assert result.evaluation == evaluated()


def test_an_entry_is_read_with_its_card(tmp_path: Path) -> None:
    folder = write_entry(tmp_path / "compact", {"network": "report", "a_setting_of_old": 1}, history(3), evaluation())

    result = read_result(folder)

    assert result.card is not None
    assert result.card.parameters == 1000
    assert result.config == dataclasses.asdict(TrainingConfig(network="report")) | {"a_setting_of_old": 1}
    assert len(result.history) == 3


def test_a_run_that_has_just_begun_has_neither_history_nor_evaluation(tmp_path: Path) -> None:
    result = read_result(write_run(tmp_path / "a", TrainingConfig()))

    assert result.history == ()
    assert result.evaluation is None


def test_an_entry_whose_card_names_no_settings_has_none(tmp_path: Path) -> None:
    assert read_result(write_entry(tmp_path / "a", {})).config == {}


def test_a_measurement_is_read_with_the_card_of_its_network(tmp_path: Path) -> None:
    result = read_result(write_measurement(tmp_path / "a-mine", {"network": "report"}, evaluation(0.4)))

    assert (result.measured_on, result.history) == ("mine", ())
    assert result.config["network"] == "report"
    assert result.parameters == 1000
    assert result.evaluation == evaluated(0.4)


def test_a_measurement_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = write_measurement(tmp_path / "a-mine", {}, evaluation())
    (folder / "evaluation.json").unlink()

    with pytest.raises(ValueError, match=r"a-mine/evaluation\.json is missing\. Measure again"):
        read_result(folder)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("config.json", "{", "config.json: no readable JSON"),
        ("config.json", "[1]", r"config.json: expected an object of settings, found \[1\]"),
        ("config.json", '{"epochs": "many"}', "config.json: epochs: expected int, found 'many'"),
        ("card.json", "{}", "card.json: missing"),
        (
            "history.csv",
            "epoch,loss\n1,2\n",
            "history.csv: no readable history .it has no column val_accuracy.*--run",
        ),
        ("history.csv", "", "no column epoch, val_accuracy"),
        ("history.csv", "epoch,val_accuracy\n1,high\n", "row 1: val_accuracy 'high' is no number"),
        ("history.csv", "epoch,val_accuracy,seconds\n1,0.5,long\n", "row 1: seconds 'long' is no number"),
        ("history.csv", "epoch,val_accuracy\n1,\xff\n", "history.csv: no readable history"),
        ("evaluation.json", "{", "evaluation.json: input data was truncated; .*training evaluate --run"),
        ("evaluation.json", "[]", "evaluation.json: expected `object`, got `array`; .*training evaluate --run"),
        ("evaluation.json", json.dumps(evaluation() | {"version": 1}), "version: expected 2, found 1"),
        ("evaluation.json", json.dumps(evaluation() | {"labels": ["happy"]}), "labels: expected angry, disgust"),
        ("evaluation.json", json.dumps(evaluation() | {"splits": 1}), "splits: expected `object`, got `int`"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    folder = write_run(tmp_path / "a", TrainingConfig(), history(2), evaluation())
    (folder / name).write_bytes(text.encode("latin-1"))

    with pytest.raises(ValueError, match=message):
        read_result(folder)


@pytest.mark.parametrize("name", ["missing", "empty", "file"])
def test_a_folder_that_is_none_of_them_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(ValueError, match=rf"{name}: expected a run with config\.json, .*train --run \S*{name} makes"):
        read_result(tmp_path / name)


@pytest.mark.parametrize(
    ("entry", "train", "evaluate"),
    [
        (False, "train --run '{0}/a b'", "evaluate --run '{0}/a b'"),
        (True, "export --run RUN --name 'a b'", "evaluate --model 'a b' --models {0} --record"),
    ],
)
def test_commands_are_those_that_write_the_files(entry: bool, train: str, evaluate: str, tmp_path: Path) -> None:
    folder = write_entry(tmp_path / "a b", {}) if entry else write_run(tmp_path / "a b", TrainingConfig())

    assert history_command(folder) == f"python -m training {train.format(tmp_path)}"
    assert evaluation_command(folder) == f"python -m training {evaluate.format(tmp_path)}"


def test_an_installed_networks_command_names_no_folder() -> None:
    assert evaluation_command(MODELS / "compact") == "python -m training evaluate --model compact --record"
