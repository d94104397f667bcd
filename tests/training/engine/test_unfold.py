"""A released model as the beginning of a run: the weights answer as its file does, and can be learned on."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.models.store import MODELS, ModelStore, load_card, load_model
from tests.support.repository import ROOT
from tests.support.training.fixtures import Faces
from training import networks
from training.engine import unfold as unfolding
from training.engine.train import train
from training.engine.unfold import unfold
from training.evaluation.predictors import keras_predictor, litert_predictor
from training.runs.config import TrainingConfig
from training.runs.history import HISTORY, read_history
from training.runs.sizes import OURS

RELEASED = [*(MODELS / name for name in ModelStore().names()), ROOT / "training/teachers/deep"]
SIZES = [(folder, load_card(folder).training["config"]["network"]) for folder in RELEASED]
FOLDERS = [(folder, size) for folder, size in SIZES if size in OURS]


def blocks_of_grey(count: int) -> np.ndarray:
    """Return faces in which every layer has something to do."""
    blocks = np.random.default_rng(1).integers(0, 256, (count, 6, 6), np.uint8)
    return blocks.repeat(8, axis=1).repeat(8, axis=2)


def file_answers(folder: Path, faces: np.ndarray) -> np.ndarray:
    return litert_predictor(load_model(folder)[1])(faces)


@pytest.mark.parametrize(("folder", "size"), FOLDERS)
def test_the_weights_answer_as_the_file(folder: Path, size: str) -> None:
    faces, network = blocks_of_grey(128), networks.build(size)

    unfold(folder, network, faces[:96])

    expected = file_answers(folder, faces[96:])
    np.testing.assert_allclose(keras_predictor(network)(faces[96:]), expected, rtol=0, atol=0.06)
    assert len(set(expected.argmax(axis=1).tolist())) > 1


def test_normalisation_is_that_of_the_faces() -> None:
    """So the network answers alike while it learns, when each batch gives the normalisation."""
    faces, network = blocks_of_grey(96), networks.build("compact", dropout=0.0)
    unfold(MODELS / "compact", network, faces)
    given = faces[..., None].astype(np.float32)

    learning, answering = (np.asarray(network(given, training=training)) for training in (True, False))

    np.testing.assert_allclose(learning, answering, rtol=0, atol=0.03)


def test_what_was_measured_on_partners_is_their_mean() -> None:
    """Faces that look one way give partners different features, which a mirrored network must not remember."""
    faces, network = blocks_of_grey(8), networks.build("mirrored-large")
    faces[:, :, :24] = 0

    unfold(MODELS / "mirrored-large", network, faces)

    answer, seen = keras_predictor(network), blocks_of_grey(8)
    np.testing.assert_allclose(answer(seen[:, :, ::-1]), answer(seen), rtol=0, atol=1e-5)
    np.testing.assert_allclose(answer(seen), file_answers(MODELS / "mirrored-large", seen), rtol=0, atol=0.02)
    for weights in network.get_layer("stage1_a_norm").get_weights():
        first, second = np.split(weights, 2)
        np.testing.assert_allclose(first, second, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("folder", "size", "message"),
    [
        ("mirrored-large", "mirrored", r"its file has no layer \w+ of shape"),
        ("blog", "compact", r"its file has no layer stem_conv of shape \(32, 3, 3, 1\)"),
        ("compact", "blog", "it is none of our own small networks"),
    ],
)
def test_another_network_is_refused(folder: str, size: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unfold(MODELS / folder, networks.build(size), blocks_of_grey(4))


def test_weights_that_answer_otherwise_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fill = unfolding._fill

    def spoil(layer: Any, name: str, *rest: Any) -> Any:
        bias = fill(layer, name, *rest)
        if name == "probabilities":
            layer.kernel.assign(-layer.kernel)
        return bias

    monkeypatch.setattr(unfolding, "_fill", spoil)

    with pytest.raises(ValueError, match=r"its weights and its file differ by 0\.\d+ in a probability"):
        unfold(MODELS / "compact", networks.build("compact"), blocks_of_grey(4))


def test_without_litert_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfolding, "find_spec", lambda name: None)

    with pytest.raises(ValueError, match="compact: released models are read by LiteRT: python -m pip install ai-edge"):
        unfold(MODELS / "compact", networks.build("compact"), blocks_of_grey(4))


def test_a_run_of_a_released_model_can_be_told_more(tmp_path: Path, faces_of: Faces) -> None:
    """Three epochs on faces of one label teach it that label."""
    faces = faces_of(32, 7, 0)
    faces = dataclasses.replace(faces, labels=np.where(faces.splits == "train", 5, faces.labels))
    config = TrainingConfig(
        network="compact",
        start=str(MODELS / "compact"),
        epochs=3,
        warmup_epochs=0,
        batch_size=8,
        average=0.0,
        learning_rate=0.02,
        augmentation="none",
        precision="float32",
    )

    train(config, faces, tmp_path)

    accuracies = [float(row["accuracy"]) for row in read_history(tmp_path / HISTORY)]
    assert accuracies[-1] > 0.9
