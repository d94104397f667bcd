"""How a network's accuracy falls as faces become harder to read."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from training.data.corruptions import CONDITIONS, Condition
from training.data.faceset import FaceSet
from training.data.ferplus import majority
from training.evaluation.predictors import Predictor, probabilities_of
from training.progress import Progress, quiet

Figures = dict[str, float]
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
        at each level by the original labels and, where there are votes, majority_accuracy: by the majority of the
        votes, on the faces that have one.

    Raises:
        ValueError: there is no face.
    """
    if len(faces) == 0:
        raise ValueError(
            "robustness is measured on PublicTest faces, and there is none; python -m training data counts them"
        )
    agreed = None if faces.votes is None else majority(faces.votes)

    def accuracies(pixels: npt.NDArray[np.uint8]) -> Figures:
        answers = probabilities_of(predict, pixels, "").argmax(axis=1)
        shares = {"accuracy": float((answers == faces.labels).mean())}
        if agreed is not None and (agreed >= 0).any():
            shares["majority_accuracy"] = float((answers == agreed)[agreed >= 0].mean())
        return shares

    unchanged = accuracies(faces.pixels)
    result = []
    for condition in conditions:
        levels = progress(condition.levels[1:], condition.title)
        measured = [unchanged, *(accuracies(condition.change(faces.pixels, level)) for level in levels)]
        result.append(
            {
                "name": condition.name,
                "title": condition.title,
                "unit": condition.unit,
                "levels": list(condition.levels),
                **{name: [figures[name] for figures in measured] for name in unchanged},
            }
        )
    return {"split": "public", "count": len(faces), "conditions": result}


def corrupted(predict: Predictor, faces: FaceSet, progress: Progress = quiet) -> Figures:
    """Return the mean accuracy over `WEBCAM_LEVELS`; and majority_accuracy where there are votes, as `measure` does.

    Raises:
        ValueError: there is no face.
    """
    chosen = [
        dataclasses.replace(condition, levels=(condition.levels[0], WEBCAM_LEVELS[condition.name]))
        for condition in CONDITIONS
        if condition.name in WEBCAM_LEVELS
    ]
    conditions = measure(predict, faces, progress, chosen)["conditions"]
    names = [name for name in ("accuracy", "majority_accuracy") if name in conditions[0]]
    return {name: float(np.mean([condition[name][1] for condition in conditions])) for name in names}
