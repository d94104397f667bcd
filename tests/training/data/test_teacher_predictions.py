"""Answers of other networks: kept in half precision, found again by face, refused where they belong to others."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.data.targets import targets
from training.data.teacher_predictions import TeacherPredictions
from training.runs.config import TrainingConfig


def drawn(count: int) -> np.ndarray:
    return np.random.default_rng(2).dirichlet(np.ones(7), count)


def test_answers_are_found_again_in_any_order_and_for_fewer_faces(tmp_path: Path, faces_of: Faces) -> None:
    faces, probabilities = faces_of(20, 0, 0), drawn(20)
    TeacherPredictions.to(faces, probabilities).save(tmp_path / "made" / "answers.npz")
    kept = np.arange(20) % 3 == 0

    found = TeacherPredictions.load(tmp_path / "made" / "answers.npz").of(faces.where(kept))

    np.testing.assert_allclose(found, probabilities[kept], atol=1e-3)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-6)


def test_answers_to_other_faces_are_refused(faces_of: Faces) -> None:
    faces = faces_of(8, 0, 0)
    answers = TeacherPredictions.to(faces, drawn(8))

    with pytest.raises(ValueError, match="2 faces have no answers, first train 8"):
        answers.of(faces_of(10, 0, 0))
    with pytest.raises(ValueError, match="answers are to other faces: train 0 and 7 more differ"):
        answers.of(dataclasses.replace(faces, pixels=faces.pixels + np.uint8(1)))


@pytest.mark.parametrize("content", [b"", b"no answers", None])
def test_a_file_that_is_none_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "answers.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=r"answers\.npz: no .*training teach writes one"):
        TeacherPredictions.load(path)


def test_answers_of_another_number_of_labels_and_a_wrong_name_are_refused(tmp_path: Path, faces_of: Faces) -> None:
    answers = TeacherPredictions.to(faces_of(8, 0, 0), drawn(8))
    with pytest.raises(ValueError, match=r"ends in \.npz"):
        answers.save(tmp_path / "answers.csv")
    np.savez(tmp_path / "a.npz", names=answers.names, probabilities=drawn(8)[:, :3], pixel_sums=answers.pixel_sums)
    with pytest.raises(ValueError, match=r"expected 7 answers to each face, found \(8, 3\)"):
        TeacherPredictions.load(tmp_path / "a.npz")


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_a_label_is_mixed_with_the_teachers_answer_by_the_share(share: float, tmp_path: Path, faces_of: Faces) -> None:
    faces, probabilities = faces_of(8, 0, 0), drawn(8)
    TeacherPredictions.to(faces, probabilities).save(tmp_path / "answers.npz")
    config = TrainingConfig(teacher=str(tmp_path / "answers.npz") if share else "", teacher_share=share)

    expected = (1 - share) * np.eye(7)[faces.labels] + share * probabilities

    np.testing.assert_allclose(targets(faces, config), expected, atol=1e-3)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("teacher", {"teacher": "a.npz"}),
        ("teacher", {"teacher_share": 0.5}),
        ("match", {"match": "runs/a"}),
        ("match", {"match_share": 0.5}),
    ],
)
def test_a_teacher_and_its_share_come_together(name: str, settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"{name}: expected a name where there is a share, else none"):
        TrainingConfig(**settings)  # type: ignore[arg-type]
