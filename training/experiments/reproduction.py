"""Makes an installed network anew from the data, as its card says, and says how far the figures differ."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from emotion.models.card import LITERT, Card
from emotion.models.evaluation import SET_NAMES, TEST_NAMES, Evaluation
from emotion.models.older_version import older_version
from emotion.models.store import load_card
from emotion.models.strict import Interval
from training.runs.config import TrainingConfig
from training.runs.history import HISTORY, read_history


def stages(card: Card) -> dict[str, TrainingConfig]:
    """Return the runs that led to a network by folder, each after those that it needed; the network's own comes last.

    Published networks that it builds on are no part of it: they have cards of their own.

    Raises:
        ValueError: the card does not say how the network was made, or that an older version made it.
    """
    older = older_version(card)
    if older:
        raise ValueError(
            f"{card.name}: this version would train something else; the same command makes it anew after "
            f"{older.checkout}"
        )
    ordered: dict[str, TrainingConfig] = {}
    parent_runs, base_models = card.training.get("runs_before", {}), card.training.get("builds_on", {})

    def add(name: str, provenance: Any, after: tuple[str, ...]) -> None:
        config = _configuration(card, provenance)
        for needed in map(str, config.needed):
            if needed in ordered or needed in base_models:
                continue
            if needed not in parent_runs or needed in after:
                raise ValueError(f"{card.name}: its card does not say how the weights of {needed} were made")
            add(needed, parent_runs[needed], (*after, needed))
        ordered[name] = config

    add(card.name, card.training, ())
    return ordered


def _configuration(card: Card, provenance: Any) -> TrainingConfig:
    try:
        return TrainingConfig(**provenance["config"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"{card.name}: its card does not say how it was made ({error!r})") from error


def check_published(card: Card) -> None:
    """Refuse to make a network anew from other published networks than it had.

    Raises:
        ValueError: a published network that it builds on has another file now.
        emotion.models.store.ModelError: as `emotion.models.store.load_card`.
    """
    for folder, known in card.training.get("builds_on", {}).items():
        expected = known.get("sha256") if isinstance(known, Mapping) else None
        if load_card(Path(folder)).files[LITERT].sha256 != expected:
            raise ValueError(f"{folder}: not what {card.name} builds on, whose file has the sha256 {expected}")


def rebuild(parts: Mapping[str, TrainingConfig], folder: Path, train: Callable[[TrainingConfig, Path], object]) -> Path:
    """Train the runs one after the other, each in a folder of its own, and return the last one's.

    Args:
        parts: of `stages`.
        folder: gets the folders stage1, stage2, ...
        train: trains one in a folder, or goes on with it.
    """
    made: dict[str, Path] = {}

    def moved(runs: tuple[Path, ...]) -> str:
        return ",".join(str(made.get(str(run), run)) for run in runs)

    for number, (name, config) in enumerate(parts.items(), start=1):
        run = folder / f"stage{number}"
        train(dataclasses.replace(config, start=moved(config.starts), match=moved(config.matched)), run)
        made[name] = run
    return run


def shorter(config: TrainingConfig, epochs: int, seed: int) -> TrainingConfig:
    """Return a run that needs no other, with other epochs and another seed.

    A warm-up that would not fit is cut; the share of epochs with small faces stays.
    """
    return dataclasses.replace(
        config,
        start="",
        match="",
        match_share=0.0,
        epochs=epochs,
        small_epochs=config.small_epochs * epochs // config.epochs,
        warmup_epochs=min(config.warmup_epochs, epochs - 1),
        seed=seed,
    )


def best_accuracy(run: Path) -> float:
    """Return the highest PublicTest accuracy in a run's history."""
    return max(float(row["val_accuracy"]) for row in read_history(run / HISTORY))


def spread(accuracies: Sequence[float]) -> str:
    """Return a sentence on the accuracies of several seeds: mean, standard deviation of a sample, and range."""
    values = 100 * np.asarray(accuracies)
    deviation = f", standard deviation {values.std(ddof=1):.2f}" if len(values) > 1 else ""
    return f"{len(values)} seeds: mean {values.mean():.2f} %{deviation}, {values.min():.2f} to {values.max():.2f} %"


def comparison(published: Evaluation, rebuilt: Evaluation) -> list[str]:
    """Return a line for each figure that two evaluations have both, in per cent: published, rebuilt, difference.

    The scores by the original labels also say whether the rebuilt one lies in the published one's 95 % interval.
    """
    lines = []
    for split, title in TEST_NAMES.items():
        old, new = published.splits.of(split), rebuilt.splits.of(split)
        if old is None or new is None:
            continue
        lines += [
            _line(f"{title} by the original labels", old.accuracy, new.accuracy, old.interval("accuracy")),
            _line(f"{title} macro-F1 by the original labels", old.macro_f1, new.macro_f1, old.interval("macro_f1")),
        ]
        lines += [
            _line(f"{title} {SET_NAMES[key]}", before.accuracy, after.accuracy)
            for key, before, after in (("majority", old.majority, new.majority), ("voters", old.voters, new.voters))
            if before and after
        ]
    return lines


def _line(name: str, before: float, after: float, interval: Interval | None = None) -> str:
    line = f"{name}: {100 * before:.1f}, rebuilt {100 * after:.1f} ({100 * (after - before):+.1f})"
    if interval is None:
        return line
    return f"{line}, {'within' if interval[0] <= after <= interval[1] else 'outside'} the 95 % interval"
