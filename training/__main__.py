"""The training module's command line: python -m training COMMAND."""

import os
import warnings
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import click

from emotion.cli.commands import Commands
from training.cli.ablation import ablation
from training.cli.doubts import doubts
from training.cli.export import export
from training.cli.measure import compare, data, evaluate, framing
from training.cli.reproduce import reproduce
from training.cli.teach import teach
from training.cli.train import networks, train


@click.group(cls=Commands)
def main() -> None:
    """Look at FER2013, and train, evaluate, compare and export expression networks on it."""


for command in (data, networks, train, teach, evaluate, compare, ablation, export, doubts, reproduce, framing):
    main.add_command(command)


def _sentence(message: Warning | str, *_: Any, **__: Any) -> str:
    return f"Warning: {message}\n"


if __name__ == "__main__":
    warnings.formatwarning = _sentence  # a person at a terminal has no use for the line of code
    main(prog_name="python -m training")
