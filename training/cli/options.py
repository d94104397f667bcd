"""Command-line options made of the training configuration's fields, so that each setting is named in one place."""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

import click

from training.runs.config import TrainingConfig, kind_of
from training.runs.recipes import DEFAULT, RECIPES, adapted, recipe

Command = TypeVar("Command", bound=Callable[..., Any])


def training_options(command: Command) -> Command:
    """Give a command `--recipe` and one option for each field of `TrainingConfig`, in the fields' order.

    An option that is not given is None; `configuration` puts the recipe's value there.
    """
    for field in reversed(dataclasses.fields(TrainingConfig)):
        option = click.option(
            "--" + field.name.replace("_", "-"),
            field.name,
            type=kind_of(field),
            default=None,
            show_default=str(field.default) if field.default is not None else False,
            help=field.metadata["help"],
        )
        command = option(command)
    text = f"Settings to begin with: {', '.join(RECIPES)}. Other options change them."
    return click.option("--recipe", default=DEFAULT, show_default=True, help=text)(command)


def configuration(settings: dict[str, Any]) -> TrainingConfig:
    """Return the configuration that the values of these options stand for, and say what the recipe changed for them.

    Raises:
        ValueError: no such recipe, or a value that its field refuses.
    """
    given = {name: value for name, value in settings.items() if value is not None and name != "recipe"}
    config, notes = adapted(recipe(settings["recipe"]), given)
    for note in notes:
        click.echo(note)
    return config
