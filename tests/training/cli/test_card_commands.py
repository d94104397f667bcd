"""The commands on the cards of published networks say the settings that the networks were made with."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from emotion.models.store import MODELS, load_card
from tests.support.repository import ROOT
from training.cli.options import configuration
from training.cli.train import train
from training.runs.config import TrainingConfig

TEACHERS = ROOT / "training" / "teachers"
ENTRIES = sorted(card.parent for folder in (MODELS, TEACHERS) for card in folder.glob("*/card.json"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_each_command_says_the_settings_beside_it(entry: Path) -> None:
    training = load_card(entry).training

    for making in (training, *training.get("runs_before", {}).values()):
        assert told(making["command"]) == TrainingConfig(**making["config"])


def told(command: str) -> TrainingConfig:
    """Return the configuration that a command line of `train` stands for."""
    words = shlex.split(command)
    assert words[:4] == ["python", "-m", "training", "train"]
    settings: dict[str, Any] = train.make_context("train", words[4:]).params
    names = {"recipe", *TrainingConfig.__dataclass_fields__}
    return configuration({name: value for name, value in settings.items() if name in names})
