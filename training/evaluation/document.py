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
    Alike,
    Conversion,
    Evaluated,
    Evaluation,
    Splits,
    Sure,
    typed,
)
from emotion.models.figures import CollectionFigures, Figures, Robustness, SplitFigures
from emotion.models.strict import Strict
from training.evaluation.metrics import of_confusion
from training.evaluation.same_data import same_faces
from training.runs.records import read_json

NOT_MEASURED: Final = (
    "How well different groups of people are read was not measured: FER2013 and FER+ say nothing of age, sex or skin.",
)
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
PARTS: Final = ("splits", "robustness", "others", "sure")
Part = TypeVar("Part", bound=Strict | None)
Measured = TypeVar("Measured", Evaluation, Alike)


def evaluation(
    file: str,
    sha256: str,
    data: Mapping[str, Any],
    splits: Mapping[str, Any],
    previous: Path | None = None,
    *,
    robustness: Mapping[str, Any] = NOTHING,
    others: Mapping[str, Any] = NOTHING,
    sure: Mapping[str, Any] = NOTHING,
    conversion: Mapping[str, Any] = NOTHING,
    alike: Mapping[str, Any] = NOTHING,
) -> Evaluation:
    """Return what `evaluation.json` holds.

    Args:
        file: name of the model's file.
        sha256: of its bytes.
        data: of `training.data.digest.digests`, of all faces.
        splits: of `training.evaluation.sets.figures`, by split.
        previous: an `evaluation.json`; what it has of the same bytes and the same data is taken over where nothing new
            is given, but for confidences at another temperature, and with another prior or strength.
        robustness: of `training.evaluation.robustness.measure`.
        others: of `training.evaluation.sets.part`, with title and faces_left_out, by collection.
        sure: of `training.evaluation.calibrate.sure`, with the threshold of the card.
        conversion: what each precision's file gave, as `emotion.models.evaluation.Conversion` has it.
        alike: prior, strength, and splits, robustness, others and sure once more, where any expression is expected
            alike.

    Raises:
        ValueError: a figure is out of its bounds, or the earlier file is no JSON.
    """
    blank = Evaluation(
        version=VERSION,
        labels=LABELS,
        evaluated=Evaluated(file=file, sha256=sha256),
        data=dict(data),
        splits=Splits(),
        not_measured=NOT_MEASURED,
    )
    kept = _of_same_file_and_data(previous, sha256, data) or blank
    document = _with(kept, splits, robustness, others, sure)
    return msgspec.structs.replace(
        document,
        evaluated=blank.evaluated,
        data=blank.data,
        conversion={name: typed(values, Conversion) for name, values in conversion.items()} or kept.conversion,
        alike=_alike(kept.alike, alike) if alike else None,
        not_measured=() if document.splits.public and document.splits.public.groups else NOT_MEASURED,
    )


def _alike(kept: Alike | None, new: Mapping[str, Any]) -> Alike:
    blank = Alike(prior=tuple(new["prior"]), strength=new["strength"], splits=Splits())
    same = kept is not None and (kept.prior, kept.strength) == (blank.prior, blank.strength)
    return _with(kept if kept and same else blank, *(new.get(name, NOTHING) for name in PARTS))


def _with(
    kept: Measured,
    splits: Mapping[str, Any],
    robustness: Mapping[str, Any],
    others: Mapping[str, Any],
    sure: Mapping[str, Any],
) -> Measured:
    """Return what was kept of earlier measurements with new ones in place of the old."""
    new = Splits(**{split: typed(values, SplitFigures) for split, values in splits.items()})
    new = msgspec.structs.replace(new, public=_with_groups(new.public, kept.splits.public))
    temperature = _temperature(new)
    parts = {split: new.of(split) or _at_temperature(kept.splits.of(split), temperature) for split in TEST_NAMES}
    kept_sure = kept.sure if _temperature(kept.splits) == temperature else None
    return msgspec.structs.replace(
        kept,
        splits=Splits(**parts, together=_together(*parts.values())),
        sure=typed(sure, Sure) if sure else kept_sure,
        robustness=typed(robustness, Robustness) if robustness else kept.robustness,
        others={
            **{name: _at_temperature(one, temperature) for name, one in kept.others.items()},
            **{name: typed(values, CollectionFigures) for name, values in others.items()},
        },
    )


def _with_groups(new: SplitFigures | None, kept: SplitFigures | None) -> SplitFigures | None:
    """Return figures with the groups by other columns that were measured before."""
    if new is None or kept is None:
        return new
    measured = {slicing.name for slicing in new.groups}
    earlier = [slicing for slicing in kept.groups if slicing.name not in measured]
    return msgspec.structs.replace(new, groups=(*earlier, *new.groups))


def _temperature(splits: Splits) -> float | None:
    parts = (splits.of(split) for split in TEST_NAMES)
    return next((part.calibration.temperature for part in parts if part and part.calibration), None)


def _together(*parts: Figures | None) -> Figures | None:
    """Return the figures of several sets as one, by their confusion; None where one is missing."""
    matrices = [np.array(part.confusion.counts, np.int64) for part in parts if part]
    return typed(of_confusion(sum(matrices[1:], matrices[0])), Figures) if len(matrices) == len(parts) else None


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
        changes |= {"calibration": None, "coverage": None, "thresholds": None}
    return msgspec.structs.replace(figures, **changes)
