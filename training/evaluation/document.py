"""What `evaluation.json` holds: the figures of each split, and what was measured beside them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec
import numpy as np

from emotion.labels import LABELS
from emotion.models.evaluation import (
    SET_NAMES,
    TEST_NAMES,
    VERSION,
    Evaluated,
    Evaluation,
    Robustness,
    Splits,
    typed,
)
from emotion.models.figures import CollectionFigures, Figures, SplitFigures, Strict
from training.evaluation.metrics import of_confusion
from training.evaluation.same_data import same_faces
from training.runs.records import read_json

SUMMARY_KEYS: Final = ("count", "accuracy", "balanced_accuracy", "macro_f1")
NOT_MEASURED: Final = (
    "How well different groups of people are read was not measured: FER2013 and FER+ say nothing of age, sex or skin.",
)
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
Part = TypeVar("Part", bound=Strict | None)


def evaluation(
    file: str,
    sha256: str,
    data: Mapping[str, Any],
    splits: Mapping[str, Any],
    previous: Path | None = None,
    *,
    robustness: Mapping[str, Any] = NOTHING,
    others: Mapping[str, Any] = NOTHING,
) -> Evaluation:
    """Return what `evaluation.json` holds.

    Args:
        file: name of the model's file.
        sha256: of its bytes.
        data: of `training.data.digest.digests`, of all faces.
        splits: of `training.evaluation.sets.figures`, by split.
        previous: an `evaluation.json`; what it has of the same bytes and the same data is taken over where nothing new
            is given, but for confidences at another temperature.
        robustness: of `training.evaluation.robustness.measure`.
        others: of `training.evaluation.sets.part`, with title and faces_left_out, by collection.

    Raises:
        ValueError: a figure is out of its bounds, or the earlier file is no JSON.
    """
    new = {split: typed(values, SplitFigures) for split, values in splits.items()}
    temperature = next((one.calibration.temperature for one in new.values() if one.calibration), None)
    kept = _of_same_file_and_data(previous, sha256, data)
    old = {split: kept.splits.of(split) if kept else None for split in TEST_NAMES}
    parts = {split: new.get(split) or _at_temperature(old[split], temperature) for split in TEST_NAMES}
    return Evaluation(
        version=VERSION,
        labels=LABELS,
        evaluated=Evaluated(file=file, sha256=sha256),
        data=dict(data),
        splits=Splits(**parts, together=_together(*parts.values())),
        robustness=typed(robustness, Robustness) if robustness else kept.robustness if kept else None,
        others={
            **{name: _at_temperature(one, temperature) for name, one in (kept.others if kept else {}).items()},
            **{name: typed(values, CollectionFigures) for name, values in others.items()},
        },
        not_measured=NOT_MEASURED,
    )


def _together(*parts: Figures | None) -> Figures | None:
    """Return the figures of several sets as one, by their confusion; None where one is missing."""
    matrices = [np.array(one.confusion.counts, np.int64) for one in parts if one]
    return typed(of_confusion(sum(matrices[1:], matrices[0])), Figures) if len(matrices) == len(parts) else None


def summary(split: Mapping[str, Any]) -> dict[str, Any]:
    """Return the few figures of a split that a card states; what the split lacks is left out.

    count, accuracy, balanced_accuracy, macro_f1, intervals, and ece after the temperature; the same `without_twins` and
    `without_near_duplicates`; count, accuracy and macro_f1 by the `majority` of the votes; count, accuracy and ece by
    the `voters`.
    """
    short = _short(split)
    for name in ("without_twins", "without_near_duplicates"):
        if name in split:
            short[name] = _short(split[name])
    if "majority" in split:
        short["majority"] = {key: split["majority"][key] for key in ("count", "accuracy", "macro_f1")}
    if "voters" in split:
        short["voters"] = _short(split["voters"])
    return short


def _short(figures: Mapping[str, Any]) -> dict[str, Any]:
    short = {key: figures[key] for key in (*SUMMARY_KEYS, "intervals") if key in figures}
    if "calibration" in figures:
        short["ece"] = figures["calibration"]["after"]["ece"]
    return short


def _of_same_file_and_data(previous: Path | None, sha256: str, data: Mapping[str, Any]) -> Evaluation | None:
    if previous is None or not previous.exists():
        return None
    values = read_json(previous)
    try:
        old = typed(values, Evaluation)
    except ValueError:
        return None  # of another form; it is replaced
    return old if old.evaluated.sha256 == sha256 and same_faces(old.data, data) else None


def _at_temperature(figures: Part, temperature: float | None) -> Part:
    """Return figures, those of the sets within them too, without what another temperature gave."""
    if figures is None:
        return figures
    inner = {name: getattr(figures, name) for name in SET_NAMES if getattr(figures, name, None)}
    changes: dict[str, Any] = {name: _at_temperature(one, temperature) for name, one in inner.items()}
    calibration = getattr(figures, "calibration", None)
    if calibration is not None and calibration.temperature != temperature:
        changes |= {"calibration": None, "coverage": None}
    return msgspec.structs.replace(figures, **changes)
