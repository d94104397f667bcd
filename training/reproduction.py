"""Makes an installed network anew from the data, as its card says, and says how far the figures differ."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from emotion.card import Card
from training.config import TrainingConfig
from training.environment import PYTORCH
from training.history import HISTORY, read_history

HEADLINE: Final[Mapping[tuple[str, ...], str]] = {
    ("accuracy",): "by the original labels",
    ("macro_f1",): "macro-F1 by the original labels",
    ("majority", "accuracy"): "by the FER+ majority",
    ("voters", "accuracy"): "by single voters",
}
SPLITS: Final = {"public": "PublicTest", "private": "PrivateTest"}


@dataclass(frozen=True)
class Stage:
    """One run of those that lead to a network.

    Attributes:
        config: all that it is told.
        engine: that trained it.
        began_with: the runs whose weights it began with.
    """

    config: TrainingConfig
    engine: str
    began_with: "tuple[Stage, ...]" = ()


def stage_of(card: Card) -> Stage:
    """Return the run that gave a network, with those that it began with.

    Raises:
        ValueError: the card does not say how the network was made.
    """
    return _stage(card.name, card.training)


def _stage(name: str, making: Any) -> Stage:
    try:
        config = TrainingConfig(**making["config"])
        engine = "torch" if making.get("environment", {}).get("backend") == PYTORCH else "keras"
        before = making.get("began_with", [])
        began_with = tuple(_stage(name, run) for run in before)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{name}: its card does not say how it was made ({error!r})") from error
    if len(began_with) != len(config.starts):
        raise ValueError(f"{name}: its card does not say how the weights of {config.start} were made")
    return Stage(config, engine, began_with)


def rebuild(last: Stage, folder: Path, train: Callable[[Stage, Path], object]) -> Path:
    """Train a run after those that it began with, each in a folder of its own, and return its folder.

    Runs that are alike are trained once.

    Args:
        last: as `stage_of` gives it.
        folder: gets the folders stage1, stage2, ...
        train: trains one in a folder, or goes on with it.
    """
    done: dict[str, Path] = {}

    def make(stage: Stage) -> Path:
        begun = tuple(make(before) for before in stage.began_with)
        config = dataclasses.replace(stage.config, start=",".join(map(str, begun)))
        key = repr((config, stage.engine))
        if key not in done:
            run = folder / f"stage{len(done) + 1}"
            train(Stage(config, stage.engine), run)
            done[key] = run
        return done[key]

    return make(last)


def shorter(part: Stage, epochs: int, seed: int) -> Stage:
    """Return a run from new weights, with other epochs and another seed; a warm-up that would not fit is cut."""
    warmup = min(part.config.warmup_epochs, epochs - 1)
    config = dataclasses.replace(part.config, start="", epochs=epochs, warmup_epochs=warmup, seed=seed)
    return Stage(config, part.engine)


def best_accuracy(run: Path) -> float:
    """Return the highest PublicTest accuracy in a run's history."""
    return max(float(row["val_accuracy"]) for row in read_history(run / HISTORY))


def spread(accuracies: Sequence[float]) -> str:
    """Return a sentence on the accuracies of several seeds: mean, standard deviation of a sample, and range."""
    values = 100 * np.asarray(accuracies)
    deviation = f", standard deviation {values.std(ddof=1):.2f}" if len(values) > 1 else ""
    return f"{len(values)} seeds: mean {values.mean():.2f} %{deviation}, {values.min():.2f} to {values.max():.2f} %"


def comparison(published: Mapping[str, Any], rebuilt: Mapping[str, Any]) -> list[str]:
    """Return a line for each figure that two cards' metrics have both, in per cent: published, rebuilt, difference.

    The accuracies by the original labels also say whether the rebuilt one lies in the published one's 95 % interval.
    """
    lines = []
    for split, title in SPLITS.items():
        for path, name in HEADLINE.items():
            before, after = (_at(metrics, split, *path) for metrics in (published, rebuilt))
            if before is None or after is None:
                continue
            line = f"{title} {name}: {100 * before:.1f}, rebuilt {100 * after:.1f} ({100 * (after - before):+.1f})"
            interval = _at(published, split, "intervals", *path) if len(path) == 1 else None
            if interval is not None:
                inside = interval[0] <= after <= interval[1]
                line += f", {'within' if inside else 'outside'} the 95 % interval"
            lines.append(line)
    return lines


def _at(values: Any, *keys: str) -> Any:
    for key in keys:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values
