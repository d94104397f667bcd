"""The rows of a training's `history.csv` as numbers."""

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

Row = Mapping[str, str]
NEEDED: Final = ("epoch", "val_accuracy")
NUMBERS: Final = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds")


def load_history(path: Path) -> tuple[Row, ...]:
    """Read a `history.csv`, cells as text, oldest epoch first.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: it is no CSV, lacks one of `NEEDED`, or a cell of `NUMBERS` is neither empty nor a number.
    """
    try:
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows = tuple(reader)
            missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if missing:
        raise ValueError(f"it has no column {', '.join(missing)}")
    for column in NUMBERS:
        numbers(rows, column)
    return rows


def best_epoch(rows: Sequence[Row]) -> tuple[int, float] | None:
    """Return the epoch of the best accuracy on validation faces, and that accuracy of 0 to 1.

    Of equally good epochs it is the latest, whose weights are the ones that training keeps. None without an epoch.

    Raises:
        ValueError: a cell is neither empty nor a number.
    """
    accuracies = numbers(rows, "val_accuracy")
    known = [(value, epoch) for value, epoch in zip(accuracies, epochs_of(rows), strict=True) if value is not None]
    if not known:
        return None
    value, epoch = max(known)
    return epoch, value


def numbers(rows: Sequence[Row], column: str) -> list[float | None]:
    """Return a column of a history; None for an empty or missing cell, and for one that is not finite.

    Raises:
        ValueError: a cell is neither empty nor a number.
    """
    return [_number(row.get(column), column, position) for position, row in enumerate(rows, 1)]


def _number(cell: str | None, column: str, position: int) -> float | None:
    if cell is None or cell == "":
        return None
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"history, row {position}: {column} {cell!r} is no number; restore the file") from None
    return value if math.isfinite(value) else None


def epochs_of(rows: Sequence[Row]) -> list[int]:
    """Return the number of each row's epoch, its place where the row does not say it; errors as `numbers`."""
    return [int(epoch or position) for position, epoch in enumerate(numbers(rows, "epoch"), 1)]
