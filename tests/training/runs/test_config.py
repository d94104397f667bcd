"""Settings of a run: saved and loaded whole, and refused when wrong."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from training.runs.config import TrainingConfig


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    config = TrainingConfig(network="report", epochs=7, learning_rate=0.02)
    config.save(tmp_path / "config.json")

    assert TrainingConfig.load(tmp_path / "config.json") == config


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "no readable configuration"),
        ("[]", "expected an object of settings"),
        ('{"epoch": 3}', "unknown setting epoch; expected augmentation, average, balance"),
        ('{"epochs": "3"}', "epochs: expected int, found '3'"),
        ('{"epochs": 3.5}', "epochs: expected int, found 3.5"),
        ('{"epochs": true}', "epochs: expected int, found True"),
        ('{"network": null}', "network: expected str, found None"),
        ('{"learning_rate": "0.1"}', "learning_rate: expected float, found '0.1'"),
        ('{"dropout": "0.1"}', "dropout: expected float, found '0.1'"),
        ('{"refresh": 1}', "refresh: expected bool, found 1"),
        ('{"epochs": null}', "epochs: expected int, found None"),
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
        ("faces", -1),
        ("patience", -1),
        ("plateau_epochs", 0),
        ("small_epochs", 48),
        ("small_epochs", -1),
        ("frozen_epochs", 48),
        ("frozen_epochs", -1),
        ("votes", 1.1),
        ("match_share", 1.1),
        ("vp8", 1.1),
        ("cutout", -0.1),
        ("mixup", -0.1),
        ("mixup", float("inf")),
        ("dropout", 1.0),
        ("optimizer", "adagrad"),
        ("schedule", "steps"),
        ("augmentation", "strong"),
        ("balance", "loss"),
    ],
)
def test_a_value_out_of_range_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name}: expected"):
        dataclasses.replace(TrainingConfig(), **{name: value})


def test_a_whole_number_stands_for_a_fraction(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"weight_decay": 0}), encoding="utf-8")

    assert type(TrainingConfig.load(tmp_path / "config.json").weight_decay) is float


def test_a_plateau_has_no_warm_up() -> None:
    with pytest.raises(ValueError, match="warmup_epochs: expected 0 with the schedule plateau, found 2"):
        TrainingConfig(schedule="plateau")


def test_settings_that_an_older_file_lacks_have_their_defaults(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"network": "compact", "epochs": 48, "seed": 1}', encoding="utf-8")

    assert TrainingConfig.load(tmp_path / "config.json") == TrainingConfig(network="compact")


def test_the_runs_that_it_begins_with_are_parted_by_commas() -> None:
    assert TrainingConfig().starts == ()
    assert TrainingConfig(start="runs/one").starts == (Path("runs/one"),)
    assert TrainingConfig(start="runs/one,runs/two").starts == (Path("runs/one"), Path("runs/two"))


def test_each_run_that_it_needs_counts_once() -> None:
    config = TrainingConfig(start="runs/one,runs/two", match="runs/two,runs/three", match_share=0.5)

    assert config.matched == (Path("runs/two"), Path("runs/three"))
    assert config.needed == (Path("runs/one"), Path("runs/two"), Path("runs/three"))
