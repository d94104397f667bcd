"""The mean answers of networks, as they are written for others to learn from."""

from pathlib import Path

import numpy as np
import pytest

from emotion.models.store import MODELS, load_model
from tests.support.training.fixtures import Faces
from tests.support.training.typed import type_in
from training.data.teacher_predictions import TeacherPredictions
from training.engine import teach
from training.evaluation.predictors import litert_predictor


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two networks that answer by a face's mean grey: the brighter, the surer of the first label."""

    def fake(folder: Path, faces: np.ndarray) -> object:
        return lambda seen: expected(seen, float(folder.name))

    monkeypatch.setattr(teach, "teacher", fake)
    return [Path("1"), Path("9")]


def expected(pixels: np.ndarray, factor: float) -> np.ndarray:
    grey = np.exp(factor * pixels.mean(axis=(1, 2)) / 255)
    rest = np.ones((len(grey), 6))
    return np.asarray(np.concatenate([grey[:, None], rest], axis=1) / (grey + 6)[:, None], np.float32)


def test_answers_are_the_mean_over_networks_and_views(
    folders: list[Path], faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = faces_of(8, 0, 0)
    monkeypatch.setattr(teach, "READ", 3)

    found = teach.answers(folders, faces, views=1).probabilities

    np.testing.assert_allclose(found, (expected(faces.pixels, 1) + expected(faces.pixels, 9)) / 2, rtol=1e-4)


def test_other_views_change_the_answers_and_repeat(folders: list[Path], faces_of: Faces) -> None:
    faces = faces_of(8, 0, 0)

    one, many, again = (teach.answers(folders[1:], faces, views).probabilities for views in (1, 5, 5))

    assert np.abs(one - many).max() > 0.001
    np.testing.assert_array_equal(many, again)


def test_no_network_and_no_view_are_refused(tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="expected a network and a view at least, found 0 and 1"):
        teach.answers([], faces_of(), 1)
    with pytest.raises(ValueError, match="found 1 and 0"):
        teach.answers([tmp_path], faces_of(), 0)
    with pytest.raises(ValueError, match=r"no best\.weights\.h5 and config\.json"):
        teach.answers([tmp_path], faces_of(), 1)


def test_a_released_model_stands_among_runs(tiny_run: Path, faces_of: Faces) -> None:
    faces = faces_of(8, 0, 0)
    alone = [teach.answers([folder], faces, views=1).probabilities for folder in (MODELS / "blog", tiny_run)]

    found = teach.answers([MODELS / "blog", tiny_run], faces, views=1).probabilities

    np.testing.assert_allclose(found, np.mean(alone, axis=0), atol=1e-3)
    expected = litert_predictor(load_model(MODELS / "blog")[1])(faces.pixels)
    np.testing.assert_allclose(alone[0], expected, atol=1e-3)


def test_a_run_teaches_another(tiny_run: Path, source: Path, tmp_path: Path) -> None:
    answers, pack = tmp_path / "answers.npz", tmp_path / "faces.npz"
    words = ("--network", "tiny", "--epochs", 1, "--warmup-epochs", 0, "--precision", "float32")

    packed = type_in("data", source, "--sheet", tmp_path / "sheet.png", "--pack", pack)
    taught = type_in("teach", "--data", pack, "--run", tiny_run, "--views", 2, "--output", answers)
    student = type_in(
        *("train", "--data", pack, "--run", tmp_path / "student", *words),
        *("--teacher", answers, "--teacher-share", 0.7),
    )

    assert "without PrivateTest" in packed.output
    assert "PublicTest together: accuracy" in taught.output, taught.output
    assert len(TeacherPredictions.load(answers).names) == 14
    assert (tmp_path / "student" / "best.weights.h5").exists(), student.output
