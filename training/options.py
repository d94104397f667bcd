"""Command-line options made of the training configuration's fields, so that each setting is named in one place."""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

import click

from training.config import TrainingConfig

Command = TypeVar("Command", bound=Callable[..., Any])


def training_options(command: Command) -> Command:
    """Give a command one option for each field of `TrainingConfig`, in the fields' order."""
    for field in reversed(dataclasses.fields(TrainingConfig)):
        option = click.option(
            "--" + field.name.replace("_", "-"),
            field.name,
            type=field.type,
            default=field.default,
            show_default=True,
            help=field.metadata["help"],
        )
        command = option(command)
    return command


def command_line(config: TrainingConfig, data: str, run: str) -> str:
    """Return the command that makes a run of this configuration, naming only what differs from the defaults."""
    words = ["python -m training train", f"--data {data}", f"--run {run}"]
    for field in dataclasses.fields(config):
        value = getattr(config, field.name)
        if value != field.default:
            words.append(f"--{field.name.replace('_', '-')} {value}")
    return " ".join(words)
