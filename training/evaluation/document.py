"""What `evaluation.json` holds: the figures of each split, and what was measured beside them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion.classification.calibration import tempered
from emotion.labels import LABELS
from training.data.faceset import FaceSet
from training.data.ferplus import WHERE_FROM, majority, shares, told_by_voters
from training.data.near_duplicates import has_near_duplicate
from training.data.survey import has_twin
from training.evaluation.bootstrap import intervals
from training.evaluation.coverage import coverage
from training.evaluation.metrics import Probabilities, agreement, metrics, of_confusion
from training.evaluation.reliability import calibration
from training.evaluation.roc import roc
from training.runs.records import read_json

VERSION: Final = 2
SUMMARY_KEYS: Final = ("count", "accuracy", "balanced_accuracy", "macro_f1")
NOT_MEASURED: Final = (
    "How well different groups of people are read was not measured: FER2013 and FER+ say nothing of age, sex or skin.",
)
PARTS: Final = ("without_twins", "without_near_duplicates", "majority", "voters")  # sets of faces within a set
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def figures(data: FaceSet, split: str, probabilities: Probabilities, temperature: float) -> dict[str, Any]:
    """Return the figures of one split.

    Args:
        data: all splits, so that a face's twins in the others are known.
        split: one of `training.data.faceset.SPLITS`.
        probabilities: [n, 7] of the split's faces, at temperature 1.
        temperature: that the network is used with.

    Returns:
        What `part` returns for all faces; in `without_twins` the same for the faces without a pixel-identical picture
        in another split, as FER2013 shows some pictures in two; in `without_near_duplicates` for those without one that
        looks the same there; and where the data has FER+ votes, in `majority` both
        for the faces that have a label by the majority of the votes, against that label; and in `voters` what
        `voters` returns.
    """
    chosen = data.splits == split
    alone = ~has_twin(data)[chosen]
    found = _with_and_without_twins(data.labels[chosen], probabilities, alone, temperature)
    new = ~has_near_duplicate(data, split)
    found["without_near_duplicates"] = part(data.labels[chosen][new], probabilities[new], temperature)
    if data.votes is not None:
        agreed = majority(data.votes[chosen])
        known = agreed >= 0
        found["majority"] = _with_and_without_twins(agreed[known], probabilities[known], alone[known], temperature)
        found["voters"] = voters(data.split(split), probabilities, temperature)
    return found


def by_voters(faces: FaceSet, probabilities: Probabilities) -> tuple[npt.NDArray[np.float32], Probabilities]:
    """Return shares [m, 7] of the voters and the probabilities [m, 7] of the faces that most voters gave a label.

    Raises:
        ValueError: the faces have no FER+ votes.
    """
    if faces.votes is None:
        raise ValueError(f"needs FER+ votes, and these faces have none. {WHERE_FROM}")
    told = told_by_voters(faces.votes)
    return shares(faces.votes, faces.labels)[told], probabilities[told]


def voters(faces: FaceSet, probabilities: Probabilities, temperature: float) -> dict[str, Any]:
    """Return how a network agrees with single voters, on the faces that most of ten gave one of our labels.

    Returns:
        count of these faces; accuracy, the mean share of the votes for our labels that are for the network's answer;
        calibration and coverage as `part` has them, with that share in place of right or wrong.
    """
    truth, known = by_voters(faces, probabilities)
    return {
        "count": len(truth),
        "accuracy": float(agreement(truth, known).mean()) if len(truth) else 0.0,
        "calibration": calibration(truth, known, temperature),
        "coverage": coverage(truth, tempered(known, temperature)),
    }


def part(labels: npt.NDArray[np.int64], probabilities: Probabilities, temperature: float) -> dict[str, Any]:
    """Return all figures of one set of faces.

    Args:
        labels: int [n], the true index into `LABELS`.
        probabilities: [n, 7] at temperature 1. The ROC is theirs; coverage is that of the tempered ones.
        temperature: that the network is used with.

    Raises:
        ValueError: as `training.evaluation.metrics.metrics`.
    """
    found = metrics(labels, probabilities)
    return {
        **found,
        "intervals": intervals(np.array(found["confusion"]["counts"])),
        "roc": roc(labels, probabilities),
        "calibration": calibration(labels, probabilities, temperature),
        "coverage": coverage(labels, tempered(probabilities, temperature)),
    }


def evaluation(
    file: str,
    sha256: str,
    splits: Mapping[str, Any],
    previous: Path | None = None,
    robustness: Mapping[str, Any] = NOTHING,
    others: Mapping[str, Any] = NOTHING,
) -> dict[str, Any]:
    """Return what `evaluation.json` holds.

    Args:
        file: name of the network's file.
        sha256: of its bytes.
        splits: of `figures`, by split.
        previous: an `evaluation.json`; what it has of the same bytes is taken over where nothing new is given, but for
            confidences at another temperature.
        robustness: of `training.evaluation.robustness.measure`.
        others: of `part`, with title and faces_left_out, by collection.
    """
    kept = _of_same_file(previous, sha256)
    temperature = next(iter(splits.values()))["calibration"]["temperature"] if splits else None
    together = {**_at_temperature(kept.get("splits", {}), temperature), **splits}
    if "public" in together and "private" in together:
        counts = sum(np.array(together[name]["confusion"]["counts"]) for name in ("public", "private"))
        together["together"] = of_confusion(np.asarray(counts, np.int64))
    extras = {
        "robustness": robustness or kept.get("robustness", {}),
        "others": {**_at_temperature(kept.get("others", {}), temperature), **others},
    }
    return {
        "version": VERSION,
        "labels": list(LABELS),
        "evaluated": {"file": file, "sha256": sha256},
        "splits": together,
        **{name: value for name, value in extras.items() if value},
        "not_measured": list(NOT_MEASURED),
    }


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


def _with_and_without_twins(
    labels: npt.NDArray[np.int64], probabilities: Probabilities, alone: npt.NDArray[np.bool_], temperature: float
) -> dict[str, Any]:
    without = part(labels[alone], probabilities[alone], temperature)
    return {**part(labels, probabilities, temperature), "without_twins": without}


def _of_same_file(previous: Path | None, sha256: str) -> Mapping[str, Any]:
    if previous is None or not previous.exists():
        return NOTHING
    old = read_json(previous)
    same = isinstance(old, dict) and old.get("evaluated", {}).get("sha256") == sha256
    return old if same else NOTHING


def _at_temperature(parts: Mapping[str, Any], temperature: float | None) -> dict[str, Any]:
    """Return figures of sets of faces, those within them too, without what another temperature gave."""
    found: dict[str, Any] = {}
    for name, figures in parts.items():
        inner = {key: value for key, value in figures.items() if key in PARTS}
        other = figures.get("calibration", {}).get("temperature", temperature) != temperature
        outer = {key: value for key, value in figures.items() if not (other and key in ("calibration", "coverage"))}
        found[name] = {**outer, **_at_temperature(inner, temperature)}
    return found
