"""The command that makes a run."""

from training.runs.command import command_line
from training.runs.config import TrainingConfig


def test_the_shortest_command_line_names_no_default() -> None:
    assert command_line(TrainingConfig(), "d.csv", "runs/x") == "python -m training train --data d.csv --run runs/x"
    assert command_line(TrainingConfig(), "fer2013.csv", "runs/x") == "python -m training train --run runs/x"
