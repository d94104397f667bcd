"""A training run, finished or going on, as it can be shown: its settings, its history, and its evaluation."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from emotion.models.evaluation import Evaluation
from emotion.models.history import Row, numbers
from emotion.models.record import read_files, reason
from emotion.models.store import HISTORY, MODELS, ModelError

CONFIG: Final = "config.json"
ENVIRONMENT: Final = "environment.json"
QUIET: Final = 600.0  # seconds without a new epoch, after which a training counts as stopped
SLOW_EPOCHS: Final = 3  # likewise, in times of the longest of its epochs
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
        folder: where it lies; None for one that was not read from a folder.
        changed: when its history was last written, or its settings before the first epoch; seconds since 1970.
    """

    title: str
    settings: Mapping[str, Any]
    parameters: int | None
    history: tuple[Row, ...]
    evaluation: Evaluation | None
    problems: tuple[str, ...] = ()
    folder: Path | None = None
    changed: float = 0.0

    @property
    def planned(self) -> int | None:
        """How many epochs it is to have; None where its settings do not say."""
        epochs = self.settings.get("epochs")
        return epochs if type(epochs) is int else None

    def goes_on(self, now: float) -> bool:
        """Return whether it is still training: epochs are left, and one was done lately.

        Args:
            now: seconds since 1970.
        """
        if self.planned is None or len(self.history) >= self.planned:
            return False
        longest = max((value for value in numbers(self.history, "seconds") if value is not None), default=0.0)
        return now - self.changed < max(QUIET, SLOW_EPOCHS * longest)


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
    changed = _changed(folder / HISTORY) or _changed(folder / CONFIG)
    return RunRecord(f"runs/{folder.name}", settings, known, history, evaluation, problems, folder, changed)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _object(path: Path) -> Mapping[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict):
            raise ValueError("expected a JSON object")
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path} {reason(error)}. Restore it, or remove the folder") from error
    return values
