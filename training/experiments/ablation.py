"""What each setting is worth: runs that differ from a control in one thing, with the same seeds ("ablation study")."""

import csv
import dataclasses
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from training.runs.config import TrainingConfig, kind_of

CONTROL: Final = "control"
SEED: Final = "{seed}"  # stands for a run's own seed in a change, so that one run can begin with another's weights
# A column's title, and where a figure of it stands in the record of a run.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "accuracy": ("accuracy",),
    "new photographs": ("without_near_duplicates", "accuracy"),
    "macro-F1": ("macro_f1",),
    "spoilt": ("spoilt", "accuracy"),
    "FER+ majority": ("majority", "accuracy"),
    "spoilt, majority": ("spoilt", "majority_accuracy"),
}


@dataclass(frozen=True)
class Variant:
    """What is told otherwise than the control is.

    Attributes:
        name: for people, and of its folder.
        changes: of settings, as texts by the setting's name.
    """

    name: str
    changes: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    """What the runs of a variant gave.

    Attributes:
        name: of the variant.
        epochs: of each run.
        figures: accuracies of 0 to 1 by the column's title, one for each seed; NaN where the data does not tell.
    """

    name: str
    epochs: int
    figures: Mapping[str, tuple[float, ...]]


def variant(text: str) -> Variant:
    """Read a variant: settings such as "batch-size=64 learning-rate=0.05", and a name before a colon if it has one.

    Raises:
        ValueError: there is no setting, one has no value, or the name could be no folder's.
    """
    name, colon, settings = text.partition(":") if re.match(r"[^=]*:", text) else ("", "", text)
    pairs = [word.partition("=") for word in settings.split()]
    if not pairs or not all(key and value for key, _, value in pairs):
        raise ValueError(f"{text!r}: expected settings as in 'batch-size=64 learning-rate=0.05'")
    changes = {key.replace("-", "_"): value for key, _, value in pairs}
    name = name.strip() if colon else " ".join(f"{key}={value}" for key, value in changes.items())
    if not re.fullmatch(r"[\w .,=+-]*\w", name) or name == CONTROL:
        raise ValueError(f"{text!r}: needs a name of letters and digits before a colon, as in 'short: epochs=5'")
    return Variant(name, changes)


def changed(control: TrainingConfig, chosen: Variant, seed: int) -> TrainingConfig:
    """Return the configuration of a variant's run.

    Raises:
        ValueError: no such setting, or a value that it refuses.
    """
    kinds = {field.name: kind_of(field) for field in dataclasses.fields(TrainingConfig) if field.name != "seed"}
    values: dict[str, Any] = {}
    for name, text in chosen.changes.items():
        if name not in kinds:
            raise ValueError(f"{chosen.name}: unknown setting {name}; expected one of {', '.join(kinds)}")
        values[name] = _value(kinds[name], text.replace(SEED, str(seed)), f"{chosen.name}: {name}")
    try:
        return dataclasses.replace(control, seed=seed, **values)
    except ValueError as error:
        raise ValueError(f"{chosen.name}: {error}") from error


def _value(kind: type, text: str, where: str) -> Any:
    if kind is bool:
        if text not in ("true", "false"):
            raise ValueError(f"{where}: expected true or false, found {text!r}")
        return text == "true"
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"{where}: expected {kind.__name__}, found {text!r}") from None


def run_folder(folder: Path, name: str, seed: int) -> Path:
    """Return where the run of a variant, by its name, is kept."""
    return folder / name.replace(" ", "-") / f"seed{seed}"


def outcome(name: str, epochs: int, records: Sequence[Mapping[str, Any]]) -> Outcome:
    """Return what the runs of a variant gave.

    Args:
        name: of the variant.
        epochs: of each run.
        records: of each run, the figures of PublicTest in its `evaluation.json`, and under spoilt those of
            `training.evaluation.robustness.corrupted`.
    """
    return Outcome(
        name, epochs, {title: tuple(_at(record, path) for record in records) for title, path in COLUMNS.items()}
    )


def _at(values: Any, path: tuple[str, ...]) -> float:
    for key in path:
        values = values.get(key) if isinstance(values, Mapping) else None
    return math.nan if values is None else float(values)


def table(outcomes: Sequence[Outcome]) -> str:
    """Return a Markdown table in per cent: the control's means first, then how far each variant's lie from them.

    A difference is bold where chance alone would give one as large in less than 5 of 100 comparisons, by Student's t
    and the deviation between seeds that all variants share; where none has two seeds, nothing is known of chance and
    nothing is bold.
    """
    from scipy.special import stdtrit  # left to here, as the command line is there without the libraries of training

    control = outcomes[0]
    titles = [title for title in control.figures if not np.isnan(control.figures[title]).any()]
    freedom = sum(len(runs.figures[titles[0]]) - 1 for runs in outcomes)
    quantile = float(stdtrit(freedom, 0.975)) if freedom else math.nan  # Student's t, two-sided, 95 %
    deviations = {title: _deviation([runs.figures[title] for runs in outcomes], freedom) for title in titles}
    lines = [["", "epochs", "seeds", *titles], ["---", *["---:"] * (len(titles) + 2)]]
    for runs in outcomes:
        count = len(runs.figures[titles[0]])
        chance = quantile * math.sqrt(1 / count + 1 / len(control.figures[titles[0]]))
        cells = [_cell(runs.figures[title], control.figures[title], chance * deviations[title]) for title in titles]
        if runs is control:
            cells = [f"{100 * np.mean(control.figures[title]):.2f}" for title in titles]
        lines.append([runs.name, str(runs.epochs), str(count), *cells])
    if freedom:
        lines.append(["*deviation between seeds*", "", "", *(f"{100 * deviations[title]:.2f}" for title in titles)])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(values: Sequence[float], control: Sequence[float], chance: float) -> str:
    difference = float(np.mean(values) - np.mean(control))
    text = f"{100 * difference:+.2f}"
    return f"**{text}**" if abs(difference) > chance else text


def _deviation(groups: Sequence[Sequence[float]], freedom: int) -> float:
    """Return the standard deviation within groups, pooled; NaN without a degree of freedom."""
    squares = sum(float(np.sum((np.asarray(group) - np.mean(group)) ** 2)) for group in groups)
    return math.sqrt(squares / freedom) if freedom else math.nan


def rows(outcomes: Sequence[Outcome]) -> str:
    """Return all figures as CSV: a row for each run, with name, epochs, seed and accuracies of 0 to 1."""
    text = io.StringIO()
    titles = list(outcomes[0].figures)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["variant", "epochs", "seed", *titles])
    for runs in outcomes:
        for index in range(len(runs.figures[titles[0]])):
            values = [runs.figures[title][index] for title in titles]
            cells = ["" if math.isnan(value) else f"{value:.5f}" for value in values]
            writer.writerow([runs.name, runs.epochs, index + 1, *cells])
    return text.getvalue()
