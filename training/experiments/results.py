"""What was recorded of a network: a run's folder, an entry of the model store or a measurement, read without Keras."""

import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from emotion.models.card import Card
from emotion.models.evaluation import Evaluation, load_evaluation
from emotion.models.history import Row, load_history
from emotion.models.record import MEASUREMENT, load_measurement
from emotion.models.store import CARD, EVALUATION, HISTORY, MODELS, ModelError, load_card
from training.runs.config import TrainingConfig
from training.runs.environment import ENVIRONMENT
from training.runs.folder import CONFIG
from training.runs.records import read_json


@dataclass(frozen=True)
class Result:
    """A run, an entry of the model store, or a measurement of one on other faces.

    Attributes:
        folder: of the run, the entry or the measurement.
        card: of an entry, or of the one that was measured; None for a run.
        config: every setting, with its default where the file lacks it; empty for an entry whose card has none.
        history: rows of `history.csv`, cells as text, oldest first; empty before the first epoch is done, and for a
            measurement.
        evaluation: `evaluation.json`; None before the first evaluation.
        parameters: numbers in the network; None where an older run does not say.
        measured_on: name of a measurement's data; empty for a run or an entry.
    """

    folder: Path
    card: Card | None
    config: Mapping[str, Any]
    history: tuple[Row, ...]
    evaluation: Evaluation | None
    parameters: int | None = None
    measured_on: str = ""


def read_result(folder: Path) -> Result:
    """Read a run's folder, an entry of the model store or a measurement.

    Raises:
        ValueError: the folder is none of them, or one of its files cannot be read.
    """
    if (folder / CARD).exists():
        card = _card(folder)
        parameters: int | None = card.parameters
        config = _settings_of(card, folder / CARD)
    elif (folder / CONFIG).exists():
        card = None
        config = _settings(folder / CONFIG, read_json(folder / CONFIG))
        environment = read_json(folder / ENVIRONMENT) if (folder / ENVIRONMENT).exists() else {}
        parameters = environment.get("parameters")
    elif (folder / MEASUREMENT).exists():
        return _measurement(folder)
    else:
        raise ValueError(
            f"{folder}: expected a run with {CONFIG}, an entry of the model store with {CARD} or a measurement with "
            f"{MEASUREMENT}, found none of them; {_train_command(folder)} makes a run"
        )
    return Result(folder, card, config, _history(folder), _evaluation(folder), parameters)


def history_command(folder: Path) -> str:
    """Return the command that writes a folder's history."""
    if (folder / CARD).exists():
        return f"python -m training export --run RUN --name {shlex.quote(folder.resolve().name)}"
    return _train_command(folder)


def evaluation_command(folder: Path) -> str:
    """Return the command that writes the evaluation of a run or an entry."""
    if not (folder / CARD).exists():
        return f"python -m training evaluate --run {shlex.quote(str(folder))}"
    entry = folder.resolve()
    store = "" if entry.parent == MODELS else f" --models {shlex.quote(str(folder.parent))}"
    return f"python -m training evaluate --model {shlex.quote(entry.name)}{store} --record"


def _train_command(folder: Path) -> str:
    return f"python -m training train --run {shlex.quote(str(folder))}"


def _measurement(folder: Path) -> Result:
    try:
        record = load_measurement(folder)
    except ModelError as error:
        raise ValueError(str(error)) from error
    card, config = record.card, _settings_of(record.card, folder / MEASUREMENT)
    return Result(folder, card, config, (), record.evaluation, card.parameters, record.measured_on)


def _settings_of(card: Card, path: Path) -> Mapping[str, Any]:
    return _settings(path, card.training["config"]) if card.training.get("config") else {}


def _settings(path: Path, values: Any) -> Mapping[str, Any]:
    """Return all settings; those that are no longer known stay as they are."""
    if not isinstance(values, dict):
        raise ValueError(f"{path}: expected an object of settings, found {values!r:.80}; restore it")
    known = {field.name for field in fields(TrainingConfig)}
    try:
        config = TrainingConfig(**{name: value for name, value in values.items() if name in known})
    except ValueError as error:
        raise ValueError(f"{path}: {error}; restore it") from error
    return values | asdict(config)


def _card(folder: Path) -> Card:
    try:
        return load_card(folder)
    except ModelError as error:
        raise ValueError(str(error)) from error


def _history(folder: Path) -> tuple[Row, ...]:
    path = folder / HISTORY
    try:
        return load_history(path) if path.exists() else ()
    except ValueError as error:
        raise ValueError(f"{path}: no readable history ({error}); {history_command(folder)} writes one") from error


def _evaluation(folder: Path) -> Evaluation | None:
    path = folder / EVALUATION
    try:
        return load_evaluation(path) if path.exists() else None
    except ValueError as error:
        raise ValueError(f"{path}: {error}; {evaluation_command(folder)} writes it anew") from error
