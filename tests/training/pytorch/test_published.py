"""A published network as a teacher: its answers are those of its file."""

import dataclasses
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from emotion.classification.litert import LiteRTClassifier
from emotion.models.store import MODELS, ModelError, load_card, load_model
from tests.support.training.fixtures import Faces
from training.runs.config import TrainingConfig

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")

from training.pytorch import teach  # noqa: E402
from training.pytorch.published import Published  # noqa: E402
from training.pytorch.run import Run  # noqa: E402

ENTRY = MODELS / "compact"
CONFIG = TrainingConfig(network="compact-small", epochs=1, warmup_epochs=0, batch_size=8, precision="float32")


def test_it_answers_as_its_file_without_its_temperature() -> None:
    faces = np.random.default_rng(1).integers(0, 256, (3, 48, 48)).astype(np.uint8)

    logits = Published(ENTRY)(torch.from_numpy(faces[:, None]).float())

    assert load_card(ENTRY).temperature != 1
    expected = LiteRTClassifier(load_model(ENTRY)[1]).classify(faces)
    torch.testing.assert_close(torch.softmax(logits, 1), torch.from_numpy(expected), rtol=1e-4, atol=1e-6)


def test_its_folder_stands_among_runs(faces_of: Faces) -> None:
    faces = faces_of(8, 0, 0)

    found = teach.answers([ENTRY], faces, views=1).probabilities

    expected = LiteRTClassifier(load_model(ENTRY)[1]).classify(faces.pixels)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3)


def test_a_run_is_told_what_it_answers(faces_of: Faces) -> None:
    run = Run(dataclasses.replace(CONFIG, match=str(ENTRY), match_share=0.75), faces_of(8, 7, 0), "cpu")
    faces = np.random.default_rng(1).integers(0, 256, (2, 48, 48)).astype(np.uint8)
    faces[:, :, 24:] = faces[:, :, 23::-1]  # alike when mirrored

    goal = run.matching.goal(faces[..., None], torch.eye(7)[:2], (1, 0, 0), run._logits)

    answers = LiteRTClassifier(load_model(ENTRY)[1]).classify(faces)
    torch.testing.assert_close(goal, 0.25 * torch.eye(7)[:2] + 0.75 * torch.from_numpy(answers), rtol=1e-3, atol=1e-4)


def test_a_file_that_is_not_the_card_s_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ENTRY, tmp_path / "broken")
    (tmp_path / "broken" / load_card(ENTRY).files["litert"].path).write_bytes(b"other")

    with pytest.raises(ModelError, match="is not the file that the card describes"):
        teach.network_of(tmp_path / "broken", "cpu")


def test_without_litert_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "emotion.classification.litert", None)

    with pytest.raises(ValueError, match="compact answers through LiteRT: python -m pip install ai-edge-litert"):
        Published(ENTRY)
