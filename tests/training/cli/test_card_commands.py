"""The commands on cards: today's say the settings beside them, an older version's say where they run."""

import re
import shlex
from typing import Any

import click
import pytest

from emotion.models.card import Card
from emotion.models.older_version import older_version
from emotion.models.store import MODELS, load_card
from tests.support.repository import ROOT
from training.cli.options import configuration
from training.cli.train import train
from training.runs.config import TrainingConfig

TEACHERS = ROOT / "training" / "teachers"
ENTRIES = sorted(card.parent for folder in (MODELS, TEACHERS) for card in folder.glob("*/card.json"))
CARDS = [load_card(entry) for entry in ENTRIES]
TODAYS = [card for card in CARDS if older_version(card) is None]
OLDER = [card for card in CARDS if older_version(card) is not None]
GONE = " --engine torch"  # what version 1.0.0 took besides


@pytest.mark.parametrize("card", TODAYS, ids=lambda card: card.name)
def test_each_command_of_today_says_the_settings_beside_it(card: Card) -> None:
    for making in runs(card):
        assert told(making["command"]) == TrainingConfig(**making["config"])


@pytest.mark.parametrize("card", OLDER, ids=lambda card: card.name)
def test_a_command_that_today_does_not_take_says_at_which_commit_it_does(card: Card) -> None:
    older = older_version(card)

    assert older is not None
    assert re.fullmatch(r"[0-9a-f]{7,40}", older.commit)
    assert (older.version, older.package) == ("1.0.0", "torch")
    for making in runs(card):
        with pytest.raises(click.NoSuchOption, match="--engine"):
            told(making["command"])
        assert told(making["command"].removesuffix(GONE)) == TrainingConfig(**making["config"])


def runs(card: Card) -> list[dict[str, Any]]:
    """Return how a model was made, and the runs before it."""
    return [dict(card.training), *card.training.get("runs_before", {}).values()]


def told(command: str) -> TrainingConfig:
    """Return the configuration that a command line of `train` stands for."""
    words = shlex.split(command)
    assert words[:4] == ["python", "-m", "training", "train"]
    settings: dict[str, Any] = train.make_context("train", words[4:]).params
    names = {"recipe", *TrainingConfig.__dataclass_fields__}
    return configuration({name: value for name, value in settings.items() if name in names})
