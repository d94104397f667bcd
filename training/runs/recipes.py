"""Named configurations: our own networks', and those of the articles whose figures people know, as they give them.

The blog and the report average no weights, smooth no labels and leave normalisation as training left it, so neither do
their recipes. The blog's best epoch is taken by PublicTest accuracy, as everywhere here.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from emotion.wording import counted
from training.runs.config import TrainingConfig

_PLAIN: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "optimizer": "adam",
        "schedule": "constant",
        "warmup_epochs": 0,
        "weight_decay": 0.0,
        "label_smoothing": 0.0,
        "cutout": 0.0,
        "average": 0.0,
        "refresh": False,
    }
)
_TRANSFER: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "epochs": 12,
        "frozen_epochs": 3,
        "batch_size": 64,
        "optimizer": "adam",
        "learning_rate": 0.0001,
        "warmup_epochs": 0,
        "weight_decay": 0.0,
    }
)

DEFAULT: Final = "mirrored"  # the recipe that a command begins with unless it is told another

RECIPES: Final[Mapping[str, TrainingConfig]] = MappingProxyType(
    {
        # The default comes first, so that `nearest` takes it for a network that has no recipe of its own.
        "mirrored": TrainingConfig(network="mirrored"),
        "mirrored-small": TrainingConfig(network="mirrored-small"),
        "mirrored-large": TrainingConfig(network="mirrored-large"),
        "compact": TrainingConfig(network="compact"),
        "compact-small": TrainingConfig(network="compact-small"),
        "compact-large": TrainingConfig(network="compact-large"),
        "compact-deep": TrainingConfig(network="compact-deep"),
        # A blog's first network: about 55 % by its own figure. It names no rate; Keras' default for Adam is 0.001.
        "blog": TrainingConfig(
            network="blog", epochs=50, batch_size=1024, learning_rate=0.001, augmentation="blog", **_PLAIN
        ),
        # A student report's network: 65 % by its own figure.
        "report": TrainingConfig(
            network="report", epochs=35, batch_size=64, learning_rate=0.0001, augmentation="none", **_PLAIN
        ),
        # Networks with ImageNet weights and a new head: first the head alone, then all.
        "vgg16": TrainingConfig(network="vgg16", **_TRANSFER),
        "resnet50": TrainingConfig(network="resnet50", **_TRANSFER),
        "mobilenet": TrainingConfig(network="mobilenet", **_TRANSFER),
    }
)


@dataclass(frozen=True)
class Published:
    """What an article says of its network.

    Attributes:
        accuracy: 0 to 1, as the article rounds it.
        count: of the faces that it was measured on.
        differs: what our recipe does otherwise, or had to guess.
        author: who wrote it, as tables name them; empty where nobody recorded it.
        year: of the article; None likewise.
    """

    accuracy: float
    count: int
    differs: str
    author: str = ""
    year: int | None = None


# Both measured on what the image folders call test: the faces of PublicTest and PrivateTest together.
PUBLISHED: Final[Mapping[str, Published]] = MappingProxyType(
    {
        "blog": Published(
            0.55,
            7178,
            "The article names no learning rate; Keras' default for Adam, 0.001, is taken. Its figure is read off the "
            "curve of the last epochs, on the test folder; here PublicTest chooses the epoch.",
        ),
        "report": Published(
            0.65,
            7178,
            "The article names no dropout rates; 0.25, which is usual, is taken. Its figure is validation accuracy on "
            "the test folder; here PublicTest chooses the epoch.",
        ),
    }
)


def published(config: TrainingConfig) -> Published | None:
    """Return what an article says of this configuration; None where no article has it, seed and precision apart."""
    for name, article in PUBLISHED.items():
        if dataclasses.replace(RECIPES[name], seed=config.seed, precision=config.precision) == config:
            return article
    return None


def recipe(name: str) -> TrainingConfig:
    """Return a named configuration.

    Raises:
        ValueError: no recipe has that name.
    """
    if name not in RECIPES:
        raise ValueError(f"unknown recipe {name!r}: expected one of {', '.join(RECIPES)}")
    return RECIPES[name]


def adapted(base: TrainingConfig, given: Mapping[str, Any]) -> tuple[TrainingConfig, list[str]]:
    """Return a configuration with some settings given, and what else had to change for them, in sentences.

    Counts of first epochs that nobody gave are cut to the epochs there are, and a warm-up to the schedule.

    Raises:
        ValueError: a given value is refused, or does not fit another that is given.
    """
    values = {field.name: getattr(base, field.name) for field in dataclasses.fields(base)} | dict(given)
    notes = []

    def cut(name: str, most: int, why: str) -> None:
        value = values[name]
        if name not in given and value > most >= 0:
            values[name] = most
            notes.append(f"{name} is {most} instead of {value}, {why}.")

    epochs = values["epochs"]
    for name in ("small_epochs", "frozen_epochs"):
        cut(name, epochs - 1, f"as there {_are(epochs)}")
    left = epochs - values["frozen_epochs"]
    cut("warmup_epochs", left - 1, f"as there {_are(left)} in which all learn")
    if values["schedule"] == "plateau":
        cut("warmup_epochs", 0, "as the schedule plateau has none")
    return TrainingConfig(**values), notes


def _are(epochs: int) -> str:
    return f"{'is' if epochs == 1 else 'are'} {counted(epochs, 'epoch')}"


def nearest(config: TrainingConfig) -> str:
    """Return the recipe that a configuration differs least from, by the number of settings."""

    def distance(name: str) -> int:
        mine, theirs = dataclasses.asdict(config), dataclasses.asdict(RECIPES[name])
        return sum(mine[key] != theirs[key] for key in mine)

    return min(RECIPES, key=distance)
