"""The command that makes a run of a configuration, as cards state it."""

import dataclasses
from pathlib import Path
from typing import Final

from training.runs.config import TrainingConfig
from training.runs.recipes import DEFAULT, nearest, recipe

DATA: Final = Path("data/fer2013.csv")  # where FER2013 is looked for unless another place is named


def command_line(config: TrainingConfig, data: str, run: str) -> str:
    """Return the command that makes a run of this configuration, naming only what differs from the nearest recipe.

    Args:
        config: all that the run was told.
        data: name of the file or folder that it learned from; that of the default is not repeated.
        run: its folder.
    """
    start = nearest(config)
    words = ["python -m training train", *([] if data == DATA.name else [f"--data {data}"]), f"--run {run}"]
    if start != DEFAULT:
        words.append(f"--recipe {start}")
    for field in dataclasses.fields(config):
        value = getattr(config, field.name)
        if value != getattr(recipe(start), field.name):
            words.append(f"--{field.name.replace('_', '-')} {value}")
    return " ".join(words)
