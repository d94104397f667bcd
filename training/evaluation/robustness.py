"""How a network's accuracy falls as faces become harder to read."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from training.data.corruptions import CONDITIONS, Condition
from training.data.faceset import FaceSet
from training.data.ferplus import majority
from training.evaluation.metrics import metrics
from training.evaluation.predictors import Predictor, Probabilities, probabilities_of
from training.progress import Progress, quiet

Figures = dict[str, float]
Adjust = Callable[[Probabilities], npt.NDArray[np.floating[Any]]]
# Levels at which most faces can still be read, of the conditions that webcams bring.
WEBCAM_LEVELS: Final[Mapping[str, float]] = {"darkening": 0.2, "blur": 1.5, "noise": 20, "size": 24, "vp8": 52}


def measure(
    predict: Predictor,
    faces: FaceSet,
    progress: Progress = quiet,
    conditions: Sequence[Condition] = CONDITIONS,
) -> dict[str, Any]:
    """Read the faces of PublicTest anew at each level of each condition.

    Args:
        predict: the network.
        faces: those of PublicTest, with FER+ votes or without.
        progress: shown for each condition.
        conditions: what is done to the faces.

    Returns:
        split, always public; count; conditions, each with name, title, unit, levels from unchanged to worst, accuracy
        and balanced_accuracy (mean recall) at each level by the original labels and, where there are votes,
        majority_accuracy and majority_balanced_accuracy: by the majority of the votes, on the faces that have one.

    Raises:
        ValueError: there is no face.
    """
    return measure_views(predict, faces, (np.asarray,), progress, conditions)[0]


def measure_views(
    predict: Predictor,
    faces: FaceSet,
    views: Sequence[Adjust],
    progress: Progress = quiet,
    conditions: Sequence[Condition] = CONDITIONS,
) -> list[dict[str, Any]]:
    """Return what `measure` does of each of several views of the same answers; the faces are changed and read once.

    Args:
        predict: the network.
        faces: those of PublicTest, with FER+ votes or without.
        views: each makes other probabilities [n, 7] of the network's.
        progress: shown for each condition.
        conditions: what is done to the faces.

    Raises:
        ValueError: there is no face.
    """
    if len(faces) == 0:
        raise ValueError(
            "robustness is measured on PublicTest faces, and there is none; python -m training data counts them"
        )
    results: list[list[dict[str, Any]]] = [[] for _ in views]
    unchanged = _figures(predict, faces, faces.pixels, views)
    for condition in conditions:
        levels = progress(condition.levels[1:], condition.title)
        changed = (condition.change(faces.pixels, level) for level in levels)
        measured = [unchanged, *(_figures(predict, faces, pixels, views) for pixels in changed)]
        described = {"name": condition.name, "title": condition.title, "unit": condition.unit}
        for index, result in enumerate(results):
            figures = [by_view[index] for by_view in measured]
            by_name = {name: [one[name] for one in figures] for name in figures[0]}
            result.append({**described, "levels": list(condition.levels), **by_name})
    return [{"split": "public", "count": len(faces), "conditions": result} for result in results]


def _figures(
    predict: Predictor, faces: FaceSet, pixels: npt.NDArray[np.uint8], views: Sequence[Adjust]
) -> list[Figures]:
    """Return the figures of changed faces in each view."""
    agreed = np.full(len(faces), -1) if faces.votes is None else majority(faces.votes)
    truths = {"": (faces.labels, np.ones(len(faces), np.bool_))}
    if (agreed >= 0).any():
        truths["majority_"] = (agreed, agreed >= 0)
    probabilities = probabilities_of(predict, pixels, "")
    answers = [view(probabilities) for view in views]
    measured = []
    for seen in answers:
        scores = {prefix: metrics(labels[known], seen[known]) for prefix, (labels, known) in truths.items()}
        names = ("accuracy", "balanced_accuracy")
        measured.append({f"{prefix}{name}": of[name] for prefix, of in scores.items() for name in names})
    return measured


def corrupted(predict: Predictor, faces: FaceSet, progress: Progress = quiet) -> Figures:
    """Return the means over `WEBCAM_LEVELS` of accuracy, mean recall and, where there are votes, those by the majority.

    Raises:
        ValueError: there is no face.
    """
    chosen = [
        dataclasses.replace(condition, levels=(condition.levels[0], WEBCAM_LEVELS[condition.name]))
        for condition in CONDITIONS
        if condition.name in WEBCAM_LEVELS
    ]
    conditions = measure(predict, faces, progress, chosen)["conditions"]
    names = [name for name in conditions[0] if name.endswith("accuracy")]
    return {name: float(np.mean([condition[name][1] for condition in conditions])) for name in names}
