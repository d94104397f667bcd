"""The mean answers of several networks to each face, seen in several views: what a small network learns from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.data.augment import STANDARD, lit, moved
from training.data.faceset import FaceSet
from training.data.teacher_predictions import TeacherPredictions
from training.engine.teachers import teacher
from training.networks.rebuild import dtype_policy
from training.progress import Progress, quiet

READ: Final = 256  # faces at once


def answers(
    folders: Sequence[Path], faces: FaceSet, views: int, precision: str = "float32", progress: Progress = quiet
) -> TeacherPredictions:
    """Return the mean probabilities of networks over the views of each face.

    The first view is the face as it is; each other one is moved and lit as in training, the same for every network.

    Args:
        folders: of runs and released models.
        faces: to answer to.
        views: of each face, at least 1.
        precision: that runs answer in, as `TrainingConfig.precision`.
        progress: shown for each view.

    Raises:
        ValueError: there is no network or no view, or as `training.engine.teachers.teacher`.
    """
    if not folders or views < 1:
        raise ValueError(f"expected a network and a view at least, found {len(folders)} and {views}")
    with dtype_policy(precision):
        teachers = [teacher(folder, faces.pixels) for folder in folders]
    total = np.zeros((len(faces), len(LABELS)))
    for view in progress(range(views), "Views"):
        seen = faces.pixels if view == 0 else _view(faces.pixels, view)
        for start in range(0, len(seen), READ):
            part = slice(start, start + READ)
            for answer in teachers:
                total[part] += answer(seen[part].astype(np.float32))
    return TeacherPredictions.to(faces, total / (views * len(teachers)))


def _view(pixels: npt.NDArray[np.uint8], view: int) -> npt.NDArray[np.uint8]:
    random = np.random.default_rng(view)
    return np.stack([lit(moved(face, STANDARD, random), STANDARD, random) for face in pixels])
