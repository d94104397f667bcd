"""Each setting of a run is an option of the command line, and a command line gives it back."""

import dataclasses
from typing import Any

import click
import pytest
from click.testing import CliRunner

from training.cli.options import configuration, training_options
from training.runs.command import command_line
from training.runs.config import TrainingConfig
from training.runs.recipes import recipe


def parse(words: list[str]) -> TrainingConfig:
    found: list[TrainingConfig] = []

    @click.command()
    @training_options
    def command(**settings: Any) -> None:
        found.append(configuration(settings))

    answer = CliRunner().invoke(command, words)
    assert answer.exit_code == 0, answer.output
    return found[0]


def test_without_options_the_defaults_hold() -> None:
    assert parse([]) == TrainingConfig()


CHANGED = TrainingConfig(
    network="blog",
    pretrained="none",
    faces=9,
    only_faces=True,
    votes=0.5,
    balance="weights",
    epochs=9,
    small_epochs=4,
    frozen_epochs=1,
    patience=3,
    batch_size=32,
    optimizer="adam",
    learning_rate=0.5,
    schedule="constant",
    plateau_epochs=2,
    warmup_epochs=1,
    momentum=0.8,
    weight_decay=0.001,
    label_smoothing=0.2,
    augmentation="blog",
    start="runs/first",
    teacher="answers.npz",
    teacher_share=0.5,
    match="runs/second",
    match_share=0.5,
    votes_head=0.25,
    head="votes",
    webcam=0.25,
    vp8=0.5,
    cutout=0.25,
    mixup=0.2,
    dropout=0.0,
    average=0.9,
    refresh=False,
    precision="float32",
    seed=4,
)


@pytest.mark.parametrize(
    "config", [CHANGED, dataclasses.replace(recipe("report"), seed=3), recipe("vgg16"), TrainingConfig(dropout=0.1)]
)
def test_a_command_line_gives_back_its_configuration(config: TrainingConfig) -> None:
    words = command_line(config, "data/fer2013.csv", "runs/x").split()

    assert words[:7] == ["python", "-m", "training", "train", "--data", "data/fer2013.csv", "--run"]
    assert parse(words[8:]) == config


def test_the_changed_configuration_changes_everything() -> None:
    assert all(getattr(CHANGED, field.name) != field.default for field in dataclasses.fields(CHANGED))


def test_an_option_changes_a_recipe() -> None:
    found = parse(["--recipe", "report", "--epochs", "2", "--refresh", "true"])

    assert found == dataclasses.replace(recipe("report"), epochs=2, refresh=True)


@pytest.mark.parametrize(
    ("words", "cut", "said"),
    [
        (["--epochs", "1"], {"epochs": 1, "warmup_epochs": 0}, "warmup_epochs is 0 instead of 2, as there is 1 epoch"),
        (["--schedule", "plateau"], {"schedule": "plateau", "warmup_epochs": 0}, "as the schedule plateau has none"),
        (["--epochs", "9"], {"epochs": 9}, ""),
    ],
)
def test_what_nobody_gave_fits_what_was_given_and_is_said(
    words: list[str], cut: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {name.strip("-").replace("-", "_"): value for name, value in zip(words[::2], words[1::2], strict=True)}
    numbers = {name: int(value) if value.isdigit() else value for name, value in given.items()}
    config = configuration({"recipe": "mirrored", **numbers})
    assert config == dataclasses.replace(TrainingConfig(), **cut)
    told = capsys.readouterr().out
    assert said in told
    assert bool(told) is bool(said)


def test_a_warm_up_fits_what_frozen_epochs_that_were_given_leave(capsys: pytest.CaptureFixture[str]) -> None:
    config = configuration({"recipe": "mirrored", "epochs": 4, "frozen_epochs": 3})
    assert (config.frozen_epochs, config.warmup_epochs) == (3, 0)
    assert "warmup_epochs is 0 instead of 2, as there is 1 epoch in which all learn." in capsys.readouterr().out


def test_frozen_epochs_of_a_recipe_fit_few_epochs(capsys: pytest.CaptureFixture[str]) -> None:
    assert configuration({"recipe": "vgg16", "epochs": 2}).frozen_epochs == 1
    assert capsys.readouterr().out == "frozen_epochs is 1 instead of 3, as there are 2 epochs.\n"


@pytest.mark.parametrize(
    "given", [{"epochs": 1, "warmup_epochs": 2}, {"schedule": "plateau", "warmup_epochs": 1}, {"epochs": 0}]
)
def test_what_was_given_and_does_not_fit_is_an_error(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected"):
        configuration({"recipe": "mirrored", **given})
