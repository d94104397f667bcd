"""Which faces a run learns from, and its targets: original labels, votes, or a mixture."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from emotion.labels import LABELS
from tests.support.training.fixtures import Faces
from training.data.faceset import VOTED, FaceSet
from training.data.targets import chosen, soft_labels
from training.runs.config import TrainingConfig


def voted(faces: FaceSet, *rows: dict[str, int]) -> FaceSet:
    votes = np.array([[row.get(name, 0) for name in VOTED] for row in rows], np.int64)
    return dataclasses.replace(faces, votes=votes)


@pytest.fixture
def faces(faces_of: Faces) -> FaceSet:
    """Four Training faces: angry, disgust, fear, happy by their original labels; the first is blank."""
    made = faces_of(4, 0, 0)
    made.pixels[0] = 12
    return voted(
        made,
        {"neutral": 10},
        {"disgust": 5, "angry": 3, "unknown": 2},
        {"not a face": 6, "fear": 4},
        {"not a face": 5, "happy": 5},
    )


def row_of(**shares: float) -> list[float]:
    return [shares.get(label, 0.0) for label in LABELS]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, [row_of(angry=1), row_of(disgust=1), row_of(fear=1), row_of(happy=1)]),
        (1.0, [row_of(neutral=1), row_of(disgust=0.625, angry=0.375), row_of(fear=1), row_of(happy=1)]),
        (
            0.4,
            [row_of(angry=0.6, neutral=0.4), row_of(disgust=0.85, angry=0.15), row_of(fear=1), row_of(happy=1)],
        ),
    ],
)
def test_targets_mix_original_labels_and_votes(share: float, expected: list[list[float]], faces: FaceSet) -> None:
    found = soft_labels(faces, share)

    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-6)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-6)


def test_without_votes_the_original_labels_are_the_targets(faces_of: Faces) -> None:
    assert soft_labels(faces_of(7, 0, 0), 0.0).tolist() == np.eye(7).tolist()


@pytest.mark.parametrize(
    ("config", "names"),
    [
        (TrainingConfig(), [0, 1, 2, 3]),
        (TrainingConfig(only_faces=True), [1, 3]),
        (TrainingConfig(faces=2), [0, 3]),
        (TrainingConfig(faces=3), [0, 2, 3]),
        (TrainingConfig(faces=4), [0, 1, 2, 3]),
        (TrainingConfig(faces=9), [0, 1, 2, 3]),
        (TrainingConfig(only_faces=True, faces=1), [1]),
    ],
)
def test_the_faces_that_a_configuration_asks_for(config: TrainingConfig, names: list[int], faces: FaceSet) -> None:
    found = chosen(faces, config)

    assert found.names.tolist() == [f"train {index}" for index in names]
    assert faces.votes is not None
    assert found.votes is not None
    assert found.votes.tolist() == faces.votes[names].tolist()


@pytest.mark.parametrize(
    ("setting", "use"),
    [
        ("votes", lambda faces: soft_labels(faces, 0.5)),
        ("votes_head", lambda faces: soft_labels(faces, 1.0, "votes_head")),
        ("only_faces", lambda faces: chosen(faces, TrainingConfig(only_faces=True))),
    ],
)
def test_votes_that_are_missing_are_asked_for(setting: str, use: Callable[[FaceSet], object], faces_of: Faces) -> None:
    with pytest.raises(ValueError, match=rf"{setting}: needs FER\+ votes.*fer2013new\.csv of github\.com/microsoft"):
        use(faces_of(3, 0, 0))
