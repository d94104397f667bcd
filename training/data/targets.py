"""Which Training faces a run learns from, and its targets: soft labels of each."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.data.dataset_summary import blank
from training.data.faceset import FaceSet
from training.data.ferplus import WHERE_FROM, shares, voted_no_face
from training.data.teacher_predictions import TeacherPredictions
from training.runs.config import TrainingConfig


def chosen(faces: FaceSet, config: TrainingConfig) -> FaceSet:
    """Return the faces that a configuration asks for.

    With `only_faces`, blank pictures are left out and those that most FER+ voters called no face; of what is left,
    `faces` are drawn at even distances.

    Raises:
        ValueError: it asks for what only the FER+ votes tell, and there are none.
    """
    if config.only_faces:
        faces = faces.where(~blank(faces.pixels) & ~voted_no_face(_votes(faces, "only_faces")))
    if 0 < config.faces < len(faces):
        picked = np.linspace(0, len(faces) - 1, config.faces).round().astype(int)
        faces = faces.where(np.isin(np.arange(len(faces)), picked))
    return faces


def targets(faces: FaceSet, config: TrainingConfig) -> npt.NDArray[np.float32]:
    """Return the targets that a configuration gives each face, float32 [n, 7], each row summing to 1.

    Raises:
        ValueError: it asks for votes or a teacher's answers that are not there.
    """
    plain = soft_labels(faces, config.votes)
    if not config.teacher_share:
        return plain
    taught = TeacherPredictions.load(Path(config.teacher)).of(faces)
    return np.asarray((1 - config.teacher_share) * plain + config.teacher_share * taught, np.float32)


def label_prior(faces: FaceSet, config: TrainingConfig) -> tuple[float, ...]:
    """Return the share of each label among what a run learns, in the order of `LABELS`, rounded to 6 digits.

    It is the mean of the soft labels: of the votes alone where their head answers. A teacher's share of the targets
    counts as theirs, and where rare labels count more all are alike. Empty where it cannot be told: a label has no
    face, or the run learned from votes that these faces lack.

    Args:
        faces: Training, all of it.
        config: of the run.
    """
    from_votes = 1.0 if config.votes_head and config.head == "votes" else config.votes
    if (faces.votes is None and (from_votes or config.only_faces)) or not len(faces):
        return ()
    shares = soft_labels(chosen(faces, config), from_votes).mean(axis=0, dtype=np.float64)
    if not (shares > 0).all():
        return ()
    if config.balance != "none":
        shares = np.full(len(LABELS), 1 / len(LABELS))
    return tuple(round(float(share), 6) for share in shares)


def soft_labels(faces: FaceSet, votes: float, setting: str = "votes") -> npt.NDArray[np.float32]:
    """Return the soft labels of faces, float32 [n, 7], each row summing to 1.

    Args:
        faces: with their labels.
        votes: share taken from the FER+ votes as `training.data.ferplus.shares` counts them, 0 to 1; the rest is the
            original label's.
        setting: that asks for votes, for the error.

    Raises:
        ValueError: votes are asked for, and there are none.
    """
    original = np.eye(len(LABELS), dtype=np.float32)[faces.labels]
    if not votes:
        return original
    voted = shares(_votes(faces, setting), faces.labels)
    return np.asarray((1 - votes) * original + votes * voted, np.float32)


def _votes(faces: FaceSet, setting: str) -> npt.NDArray[np.int64]:
    if faces.votes is None:
        raise ValueError(f"{setting}: needs FER+ votes, and these faces have none. {WHERE_FROM}")
    return faces.votes
