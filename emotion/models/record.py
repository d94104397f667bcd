"""All that is recorded of a model: its card, how it was trained, what it is worth. For showing; nothing is run."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from emotion.models.card import Card, parse_card
from emotion.models.evaluation import Evaluation, load_evaluation
from emotion.models.history import Row, load_history
from emotion.models.store import EVALUATION, HISTORY, MODELS, ModelError, load_card

MEASUREMENT: Final = "measurement.json"
MEASUREMENT_VERSION: Final = 1
MEASURED: Final = MODELS.parent / "runs" / "measured"  # where measurements lie unless another folder is named


@dataclass(frozen=True)
class ModelRecord:
    """An entry of the model store as far as it can be read, or a measurement of one on other faces.

    Attributes:
        card: what stands on its card.
        history: rows of `history.csv`, cells as text, oldest first; empty where there is none.
        evaluation: `evaluation.json`; None where there is none that can be read.
        problems: a sentence for each file that is missing or cannot be read, with the command that makes it.
        measured_on: name of a measurement's data; empty for the model's own record.
    """

    card: Card
    history: tuple[Row, ...]
    evaluation: Evaluation | None
    problems: tuple[str, ...] = ()
    measured_on: str = ""

    @property
    def title(self) -> str:
        """For people: the card's, which ends with the data's name where other faces were measured."""
        return self.card.title


def load_record(folder: Path) -> ModelRecord:
    """Read an entry of the store; only its card must be there.

    Raises:
        ModelError: as `emotion.models.store.load_card`.
    """
    card = load_card(folder)
    history, evaluation, problems = read_files(
        folder,
        f"It comes with an export: `python -m training export --run runs/NAME --name {folder.name}`",
        f"Measure again: `python -m training evaluate --model {folder.name} --record --robustness`",
    )
    return ModelRecord(card, history, evaluation, problems)


def read_files(
    folder: Path, for_history: str, for_evaluation: str
) -> tuple[tuple[Row, ...], Evaluation | None, tuple[str, ...]]:
    """Return a folder's history and evaluation as far as they can be read, and a sentence for each that cannot.

    Args:
        folder: of a model or a run.
        for_history: says what makes `history.csv`, at the end of its sentence.
        for_evaluation: likewise.
    """
    problems: list[str] = []
    history: tuple[Row, ...] = ()
    evaluation: Evaluation | None = None
    try:
        history = load_history(folder / HISTORY)
    except (OSError, ValueError) as error:
        problems.append(f"{HISTORY} {reason(error)}. {for_history}")
    try:
        evaluation = load_evaluation(folder / EVALUATION)
    except (OSError, ValueError) as error:
        problems.append(f"{EVALUATION} {reason(error)}. {for_evaluation}")
    return history, evaluation, tuple(problems)


def load_measurement(folder: Path) -> ModelRecord:
    """Read what `python -m training evaluate --model` measured of a model without changing its record.

    The card is the model's at that time; its title ends in ", on " and the data's name. There is no history.

    Raises:
        ModelError: one of the two files is missing or cannot be read, or they are of different models.
    """
    name = MEASUREMENT
    try:
        values = _measurement(folder / name)
        card = parse_card(values["card"])
        name = EVALUATION
        evaluation = load_evaluation(folder / name)
        if evaluation.evaluated.sha256 != values["sha256"]:
            raise ValueError(f"it is of another file than {MEASUREMENT}")
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(
            f"{folder / name} {reason(error)}. Measure again (`python -m training evaluate --model NAME --data "
            "DATA`), or remove the folder"
        ) from error
    data = str(values["data"])
    titled = dataclasses.replace(card, title=f"{card.title}, on {data}")
    return ModelRecord(titled, (), evaluation, measured_on=data)


def _measurement(path: Path) -> Mapping[str, Any]:
    values = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict) or values.get("version") != MEASUREMENT_VERSION:
        raise ValueError(f"expected version {MEASUREMENT_VERSION}")
    missing = [name for name in ("card", "sha256", "data") if name not in values]
    if missing:
        raise ValueError(f"it has no {', '.join(missing)}")
    return values


def reason(error: Exception) -> str:
    """Say what is wrong with a file, as the end of a sentence that begins with its name."""
    if isinstance(error, FileNotFoundError):
        return "is missing"
    return f"cannot be read ({error.strerror if isinstance(error, OSError) else error})"
