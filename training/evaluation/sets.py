"""The figures of each set of faces: a split, its faces without exact or near-duplicates, and those with FER+ votes."""

from typing import Any

import numpy as np
import numpy.typing as npt

from emotion.classification.calibration import tempered
from training.data.dataset_summary import has_exact_duplicate
from training.data.faceset import FaceSet
from training.data.ferplus import WHERE_FROM, labelled_by_voters, majority, shares
from training.data.near_duplicates import has_near_duplicate
from training.evaluation.bootstrap import intervals
from training.evaluation.coverage import coverage
from training.evaluation.metrics import Probabilities, agreement, metrics
from training.evaluation.reliability import calibration
from training.evaluation.roc import roc
from training.evaluation.slices import by_agreement, by_size, slices
from training.evaluation.thresholds import thresholds


def figures(data: FaceSet, split: str, probabilities: Probabilities, temperature: float) -> dict[str, Any]:
    """Return the figures of one split.

    Args:
        data: all splits, so that a face's exact duplicates in the others are known.
        split: one of `training.data.faceset.SPLITS`.
        probabilities: [n, 7] of the split's faces, at temperature 1.
        temperature: that the network is used with.

    Returns:
        What `part` returns for all faces; in `without_twins` the same for the faces without a pixel-identical picture
        in another split, as FER2013 shows some pictures in two; in `without_near_duplicates` for those without one that
        looks the same there; and where the data has FER+ votes, in `majority` both
        for the faces that have a label by the majority of the votes, against that label; in `voters` what
        `voters` returns; in `agreement` the faces by how many voters agree. `slices`, of all faces and by majority, are
        theirs by properties of the picture; of all faces also by size, where it is known.
    """
    chosen = data.splits == split
    alone = ~has_exact_duplicate(data)[chosen]
    parts = _with_and_without_duplicates(data.labels[chosen], probabilities, alone, temperature)
    new = ~has_near_duplicate(data, split)
    pixels, answers = data.pixels[chosen], probabilities.argmax(axis=1)
    parts["slices"] = slices(pixels, data.labels[chosen], answers)
    sized = None if data.sizes is None else by_size(data.sizes[chosen], data.labels[chosen], answers)
    if sized:
        parts["slices"].append(sized)
    parts["without_near_duplicates"] = part(data.labels[chosen][new], probabilities[new], temperature)
    if data.votes is not None:
        agreed = majority(data.votes[chosen])
        known = agreed >= 0
        parts["majority"] = _with_and_without_duplicates(agreed[known], probabilities[known], alone[known], temperature)
        parts["majority"]["slices"] = slices(pixels[known], agreed[known], answers[known])
        parts["agreement"] = by_agreement(data.votes[chosen], answers)
        parts["voters"] = voters(data.split(split), probabilities, temperature)
    return parts


def by_voters(faces: FaceSet, probabilities: Probabilities) -> tuple[npt.NDArray[np.float32], Probabilities]:
    """Return shares [m, 7] of the voters and the probabilities [m, 7] of the faces that most voters gave a label.

    Raises:
        ValueError: the faces have no FER+ votes.
    """
    if faces.votes is None:
        raise ValueError(f"needs FER+ votes, and these faces have none. {WHERE_FROM}")
    labelled = labelled_by_voters(faces.votes)
    return shares(faces.votes, faces.labels)[labelled], probabilities[labelled]


def voters(faces: FaceSet, probabilities: Probabilities, temperature: float) -> dict[str, Any]:
    """Return how a network agrees with single voters, on the faces that most of ten gave one of our labels.

    Returns:
        count of these faces; accuracy, the mean share of the votes for our labels that are for the network's answer;
        calibration, coverage and thresholds as `part` has them, with that share in place of right or wrong.
    """
    truth, known = by_voters(faces, probabilities)
    return {
        "count": len(truth),
        "accuracy": float(agreement(truth, known).mean()) if len(truth) else 0.0,
        "calibration": calibration(truth, known, temperature),
        "coverage": coverage(truth, tempered(known, temperature)),
        "thresholds": thresholds(truth, tempered(known, temperature)),
    }


def part(labels: npt.NDArray[np.int64], probabilities: Probabilities, temperature: float) -> dict[str, Any]:
    """Return all figures of one set of faces.

    Args:
        labels: int [n], the true index into `LABELS`.
        probabilities: [n, 7] at temperature 1. The ROC is theirs; coverage and thresholds
            are those of the tempered ones.
        temperature: that the network is used with.

    Raises:
        ValueError: as `training.evaluation.metrics.metrics`.
    """
    scores = metrics(labels, probabilities)
    return {
        **scores,
        "intervals": intervals(np.array(scores["confusion"]["counts"])),
        "roc": roc(labels, probabilities),
        "calibration": calibration(labels, probabilities, temperature),
        "coverage": coverage(labels, tempered(probabilities, temperature)),
        "thresholds": thresholds(labels, tempered(probabilities, temperature)),
    }


def _with_and_without_duplicates(
    labels: npt.NDArray[np.int64], probabilities: Probabilities, alone: npt.NDArray[np.bool_], temperature: float
) -> dict[str, Any]:
    without = part(labels[alone], probabilities[alone], temperature)
    return {**part(labels, probabilities, temperature), "without_twins": without}
