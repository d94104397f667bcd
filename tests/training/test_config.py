"""Settings of a run: saved and loaded whole, refused when wrong, and each one an option of the command line."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from training.config import TrainingConfig
from training.options import command_line, training_options


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    config = TrainingConfig(network="report", epochs=7, learning_rate=0.02)
    config.save(tmp_path / "config.json")

    assert TrainingConfig.load(tmp_path / "config.json") == config


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "no readable configuration"),
        ("[]", "expected an object of settings"),
        ('{"epoch": 3}', "unknown setting epoch; expected average, batch_size"),
        ('{"epochs": "3"}', "epochs: expected int, found '3'"),
        ('{"epochs": 3.5}', "epochs: expected int, found 3.5"),
        ('{"epochs": true}', "epochs: expected int, found True"),
        ('{"network": null}', "network: expected str, found None"),
        ('{"learning_rate": "0.1"}', "learning_rate: expected float, found '0.1'"),
    ],
)
def test_a_wrong_file_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        TrainingConfig.load(tmp_path / "config.json")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", 0),
        ("batch_size", 0),
        ("learning_rate", 0.0),
        ("learning_rate", float("inf")),
        ("warmup_epochs", -1),
        ("warmup_epochs", 60),
        ("momentum", 1.0),
        ("average", -0.1),
        ("label_smoothing", float("nan")),
        ("weight_decay", -1.0),
        ("precision", "float8"),
        ("seed", -1),
    ],
)
def test_a_value_out_of_range_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name}: expected"):
        dataclasses.replace(TrainingConfig(), **{name: value})


def test_a_whole_number_stands_for_a_fraction(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"weight_decay": 0}), encoding="utf-8")

    assert type(TrainingConfig.load(tmp_path / "config.json").weight_decay) is float


def parse(words: list[str]) -> TrainingConfig:
    found: list[TrainingConfig] = []

    @click.command()
    @training_options
    def command(**settings: Any) -> None:
        found.append(TrainingConfig(**settings))

    answer = CliRunner().invoke(command, words)
    assert answer.exit_code == 0, answer.output
    return found[0]


def test_without_options_the_defaults_hold() -> None:
    assert parse([]) == TrainingConfig()


def test_a_command_line_gives_back_its_configuration() -> None:
    config = TrainingConfig("report", 9, 32, 0.5, 1, 0.8, 0.001, 0.2, 0.9, "float32", 4)
    line = command_line(config, "data/fer2013.csv", "runs/x")
    words = line.split()

    assert words[:7] == ["python", "-m", "training", "train", "--data", "data/fer2013.csv", "--run"]
    assert all(getattr(config, field.name) != field.default for field in dataclasses.fields(config))
    assert parse(words[8:]) == config


def test_the_shortest_command_line_names_no_default() -> None:
    assert command_line(TrainingConfig(), "d.csv", "runs/x") == "python -m training train --data d.csv --run runs/x"
