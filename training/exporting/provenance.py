"""Provenance on a card: how a network was made, by its run and those that it needed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from emotion.models.card import LITERT
from emotion.models.store import CARD, load_card
from training.engine.normalisation import NORMALISATION
from training.runs import folder, records
from training.runs.command import command_line
from training.runs.config import TrainingConfig
from training.runs.environment import ENVIRONMENT, machine
from training.runs.history import HISTORY, read_history
from training.runs.recipes import published as of_an_article


def provenance(run: Path, source: str, settings: TrainingConfig) -> dict[str, Any]:
    """Return how a run was made: command, settings, epochs, machine, minutes, and the runs that it needed."""
    rows = read_history(run / HISTORY)
    best = max(rows, key=lambda row: (float(row["val_accuracy"]), int(row["epoch"])))
    described = _made(run, settings, source, f"runs/{run.name}") | {
        "epochs": int(rows[-1]["epoch"]),
        "best_epoch": int(best["epoch"]),
        "machine": machine(),
    }
    if (run / NORMALISATION).exists():
        described["normalisation"] = records.read_json(run / NORMALISATION)
    described |= parents(settings, source)
    article = of_an_article(settings)
    if article is not None:
        described["published"] = asdict(article)
    return described | _minutes(rows)


def _minutes(rows: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """Return how long the epochs of a history took, under minutes; nothing where that was not written for each."""
    seconds = [row.get("seconds") or "" for row in rows]
    whole = bool(rows) and all(seconds) and len(rows) == int(rows[-1]["epoch"])
    return {"minutes": round(sum(map(float, seconds)) / 60, 1)} if whole else {}


def parents(settings: TrainingConfig, source: str) -> dict[str, Any]:
    """Return what a run needed: parent runs under runs_before and base models under builds_on, by folder.

    A run comes with what makes it anew, after those that it needed; a base model, which is a released one, with the sum
    of its file. Nothing where one of them is gone.

    Args:
        settings: of the run that needed them.
        source: name of the data, for the commands.
    """
    parent_runs: dict[str, Any] = {}
    base_models: dict[str, Any] = {}

    def add(run: Path) -> bool:
        if str(run) in parent_runs or str(run) in base_models:
            return True
        if (run / CARD).exists():
            card = load_card(run)
            base_models[str(run)] = {"name": card.name, "sha256": card.files[LITERT].sha256}
            return True
        if not (run / folder.CONFIG).exists():
            return False
        before = TrainingConfig.load(run / folder.CONFIG)
        if not all(map(add, before.needed)):
            return False
        parent_runs[str(run)] = _made(run, before, source, str(run)) | _minutes(read_history(run / HISTORY))
        return True

    if not all(map(add, settings.needed)):
        return {}
    return {name: values for name, values in (("runs_before", parent_runs), ("builds_on", base_models)) if values}


def _made(run: Path, settings: TrainingConfig, source: str, name: str) -> dict[str, Any]:
    """Return what makes a run anew: command, configuration and environment."""
    described: dict[str, Any] = {"command": command_line(settings, source, name), "config": asdict(settings)}
    if (run / ENVIRONMENT).exists():
        described["environment"] = records.read_json(run / ENVIRONMENT)
    return described
