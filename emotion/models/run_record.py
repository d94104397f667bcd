"""A training run, finished or going on, as it can be shown: its settings, its history, and its evaluation."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from emotion.models.evaluation import Evaluation
from emotion.models.history import Row
from emotion.models.record import read_files, reason
from emotion.models.store import MODELS, ModelError

CONFIG: Final = "config.json"
ENVIRONMENT: Final = "environment.json"
RUNS: Final = MODELS.parent / "runs"  # where runs lie unless another folder is named


@dataclass(frozen=True)
class RunRecord:
    """A run's folder as far as it can be read.

    Attributes:
        title: for people, `runs/` and the folder's name.
        settings: of `config.json`, by name.
        parameters: numbers in the network; None where an older run does not say.
        history: rows of `history.csv`, cells as text, oldest first; empty before the first epoch is done.
        evaluation: `evaluation.json`; None before the first evaluation.
        problems: a sentence for each file that is missing or cannot be read, with the command that makes it.
    """

    title: str
    settings: Mapping[str, Any]
    parameters: int | None
    history: tuple[Row, ...]
    evaluation: Evaluation | None
    problems: tuple[str, ...] = ()


def load_run(folder: Path) -> RunRecord:
    """Read a run's folder; only its settings must be there.

    Raises:
        ModelError: the settings, or what is known of the machine, cannot be read.
    """
    settings = _object(folder / CONFIG)
    environment = _object(folder / ENVIRONMENT) if (folder / ENVIRONMENT).exists() else {}
    parameters = environment.get("parameters")
    run = shlex.quote(f"runs/{folder.name}")
    history, evaluation, problems = read_files(
        folder,
        f"Training writes it with the first epoch: `python -m training train --run {run}`",
        f"Measure it: `python -m training evaluate --run {run}`",
    )
    known = parameters if type(parameters) is int else None
    return RunRecord(f"runs/{folder.name}", settings, known, history, evaluation, problems)


def _object(path: Path) -> Mapping[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict):
            raise ValueError("expected a JSON object")
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path} {reason(error)}. Restore it, or remove the folder") from error
    return values
