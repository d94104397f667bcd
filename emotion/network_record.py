"""All that is recorded of a network: its card, how it was trained, what it is worth. For showing; nothing is run."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from emotion.card import Card
from emotion.figures.history import numbers
from emotion.labels import LABELS
from emotion.model_store import EVALUATION, HISTORY, load_card

NEEDED: Final = ("epoch", "val_accuracy")
COLUMNS: Final = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate")


@dataclass(frozen=True)
class NetworkRecord:
    """An entry of the model store as far as it can be read.

    Attributes:
        card: what stands on its card.
        history: rows of `history.csv`, cells as text, oldest first; empty where there is none.
        evaluation: `evaluation.json`; empty where there is none.
        problems: a sentence for each file that is missing or cannot be read, with the command that makes it.
    """

    card: Card
    history: tuple[Mapping[str, str], ...]
    evaluation: Mapping[str, Any]
    problems: tuple[str, ...] = ()


def load_record(folder: Path) -> NetworkRecord:
    """Read an entry of the store; only its card must be there.

    Raises:
        ModelError: as `emotion.model_store.load_card`.
    """
    card = load_card(folder)
    problems: list[str] = []
    history: tuple[Mapping[str, str], ...] = ()
    evaluation: Mapping[str, Any] = {}
    try:
        history = _history(folder / HISTORY)
    except (OSError, ValueError, csv.Error) as error:
        command = "python -m training export --run runs/NAME --name"
        problems.append(f"{HISTORY} {_reason(error)}. It comes with an export: `{command} {folder.name}`")
    try:
        evaluation = _evaluation(folder / EVALUATION)
    except (OSError, ValueError, RecursionError) as error:
        command = f"python -m training evaluate --model {folder.name} --robustness"
        problems.append(f"{EVALUATION} {_reason(error)}. Measure again: `{command}`")
    return NetworkRecord(card, history, evaluation, tuple(problems))


def _history(path: Path) -> tuple[Mapping[str, str], ...]:
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = tuple(reader)
        missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(f"it has no column {', '.join(missing)}")
    for column in COLUMNS:
        numbers(rows, column)
    return rows


def _evaluation(path: Path) -> Mapping[str, Any]:
    document = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or not isinstance(document.get("splits"), dict):
        raise ValueError("it has no splits")
    if document.get("labels") != list(LABELS):
        raise ValueError("its labels are others than ours")
    return document


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "is missing"
    return f"cannot be read ({error.strerror if isinstance(error, OSError) else error})"
