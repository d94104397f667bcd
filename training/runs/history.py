"""The history of a run, a row for each epoch: `history.csv`."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from training.runs.atomic_write import atomic_write

HISTORY: Final = "history.csv"
HISTORY_FIELDS: Final = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds")


def read_history(path: Path) -> list[dict[str, str]]:
    """Return the rows of a run's history, oldest first; none when the run has not finished an epoch."""
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_history(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write a run's history, whole or not at all.

    Fields: epoch from 1, losses, accuracies of 0 to 1, the learning rate at the epoch's end, and the seconds that the
    epoch took, empty in rows that were written without.
    """
    with atomic_write(path) as partial, open(partial, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HISTORY_FIELDS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
