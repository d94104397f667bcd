"""A second head on the FER+ votes: it shares the features and the loss, and each is kept as a network of its own."""

import dataclasses
from pathlib import Path

import keras
import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import TINY, accuracy_of, epochs
from training import networks
from training.data.faceset import VOTED, FaceSet
from training.engine import heads
from training.engine.train import train
from training.networks.rebuild import best_network
from training.runs.config import TrainingConfig
from training.runs.folder import CHECKPOINT
from training.runs.history import HISTORY, read_history

TWO = dataclasses.replace(TINY, votes_head=0.25, label_smoothing=0.0, epochs=1, warmup_epochs=0, refresh=False)


pytestmark = pytest.mark.usefixtures("tiny")


@pytest.fixture
def faces(faces_of: Faces) -> FaceSet:
    """Faces of which every voter says "surprise", whatever their labels are."""
    made = faces_of(16, 7, 0)
    votes = np.zeros((len(made), len(VOTED)), np.int64)
    votes[:, VOTED.index("surprise")] = 10
    return dataclasses.replace(made, votes=votes)


def test_each_head_is_told_its_own(faces: FaceSet) -> None:
    found = heads.head_targets(faces.split("train"), TWO)

    assert found.shape == (16, 14)
    np.testing.assert_array_equal(found[:, :7].argmax(axis=1), faces.split("train").labels)
    assert set(found[:, 7:].argmax(axis=1)) == {5}
    np.testing.assert_array_equal(heads.head_targets(faces, TINY), np.eye(7, dtype=np.float32)[faces.labels])


def test_goals_are_given_head_by_head(faces: FaceSet) -> None:
    goal = heads.head_targets(faces, TWO)

    first, second = heads.by_head(goal)

    np.testing.assert_array_equal(first, goal[:, :7])
    np.testing.assert_array_equal(second, goal[:, 7:])
    assert heads.by_head(goal[:, :7]).shape == (23, 7)


@pytest.mark.parametrize("weighted", [False, True])
def test_the_loss_is_shared_between_the_heads(faces: FaceSet, weighted: bool) -> None:
    model = heads.with_heads(networks.build("tiny"), TWO)
    model.compile(**heads.losses(TWO))
    goal, pixels = heads.head_targets(faces, TWO), faces.pixels[..., None].astype(np.float32)
    weights = np.linspace(0.5, 2, len(faces)).astype(np.float32) if weighted else np.ones(len(faces), np.float32)

    found = model.evaluate(pixels, list(heads.by_head(goal)), sample_weight=weights, verbose=0, return_dict=True)

    answers = model.predict(pixels, verbose=0)
    each = [
        -(weights * np.log((answer * part).sum(axis=1))).mean()
        for answer, part in zip(answers, heads.by_head(goal), strict=True)
    ]
    assert found["loss"] == pytest.approx(0.75 * each[0] + 0.25 * each[1], rel=1e-3)


@pytest.mark.parametrize("name", ["compact-small", "mirrored-small", "blog"])
def test_each_head_begins_with_weights_of_its_own(name: str) -> None:
    network = networks.build(name)
    model = heads.with_heads(network, dataclasses.replace(TWO, network=name))

    first, second = (heads.head_weights(model)[head][0] for head in ("labels", "votes"))

    assert first.shape == second.shape
    assert np.abs(first - second).max() > 0.01
    assert second.std() == pytest.approx(first.std(), rel=0.3)


def test_a_mirrored_network_s_second_head_is_mirrored_too() -> None:
    config = dataclasses.replace(TWO, network="mirrored-small")
    model = heads.with_heads(networks.build("mirrored-small"), config)
    faces = np.random.default_rng(1).uniform(0, 255, (4, 4, 4, 1)).repeat(12, 1).repeat(12, 2).astype(np.float32)

    for one, other in zip(model.predict_on_batch(faces), model.predict_on_batch(faces[:, :, ::-1]), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_a_run_with_two_heads_keeps_each_in_a_folder(tmp_path: Path, faces: FaceSet) -> None:
    config = dataclasses.replace(TWO, average=0.0)
    train(config, faces, tmp_path)

    whole = keras.models.load_model(tmp_path / CHECKPOINT)
    pixels = faces.split("public").pixels[..., None].astype(np.float32)
    for folder, answers in zip((tmp_path, tmp_path / "votes"), whole.predict_on_batch(pixels), strict=True):
        np.testing.assert_allclose(best_network(folder).predict_on_batch(pixels), answers, atol=1e-5)
        assert epochs(folder) == [1]
        expected = float(read_history(folder / HISTORY)[0]["val_accuracy"])
        assert accuracy_of(best_network(folder), faces.split("public")) == pytest.approx(expected, abs=1e-6)
    assert TrainingConfig.load(tmp_path / "votes/config.json") == dataclasses.replace(config, head="votes")
    assert not (tmp_path / "votes/votes").exists()


def test_the_second_head_can_be_the_one_that_is_kept(tmp_path: Path, faces: FaceSet) -> None:
    train(TWO, faces, tmp_path / "both")
    train(dataclasses.replace(TWO, head="votes"), faces, tmp_path / "second")

    kept = zip(*(best_network(tmp_path / name).get_weights() for name in ("both/votes", "second")), strict=True)
    for one, two in kept:
        np.testing.assert_array_equal(one, two)
    assert not (tmp_path / "second/votes").exists()


def test_the_votes_teach_the_second_head_alone(tmp_path: Path, faces: FaceSet) -> None:
    train(dataclasses.replace(TWO, epochs=12, augmentation="none", cutout=0.0, average=0.0), faces, tmp_path)

    answers = [
        best_network(folder).predict_on_batch(faces.split("train").pixels[..., None].astype(np.float32)).argmax(axis=1)
        for folder in (tmp_path, tmp_path / "votes")
    ]
    assert (answers[1] == 5).mean() > 0.8
    assert (answers[0] == 5).mean() < 0.5
