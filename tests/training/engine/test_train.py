"""One epoch, kept weights, every option, and what a run leaves behind."""

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import PLAIN, TINY, accuracy_of, rates
from training.engine import train as training
from training.networks.rebuild import best_network
from training.runs.config import TrainingConfig
from training.runs.environment import ENVIRONMENT
from training.runs.folder import BEST, CHECKPOINT, CONFIG
from training.runs.history import HISTORY, read_history


def test_one_epoch_of_the_network_by_default_on_eight_faces(tmp_path: Path, faces_of: Faces) -> None:
    config = TrainingConfig(epochs=1, warmup_epochs=0)

    best = training.train(config, faces_of(8, 7, 0), tmp_path / "run", verbose=0)

    assert TrainingConfig.load(tmp_path / "run" / CONFIG) == config
    (row,) = read_history(tmp_path / "run" / HISTORY)
    assert row["epoch"] == "1"
    assert float(row["loss"]) > 0
    assert float(row["seconds"]) >= 0
    assert best == tmp_path / "run" / BEST
    assert best_network(tmp_path / "run").count_params() == 1_507_751


@pytest.mark.usefixtures("tiny")
def test_the_best_weights_are_the_averaged_ones_that_the_history_speaks_of(tmp_path: Path, faces_of: Faces) -> None:
    faces = faces_of(56, 21, 0)
    public = faces.split("public")

    training.train(dataclasses.replace(TINY, epochs=1, warmup_epochs=0), faces, tmp_path, verbose=0)

    (row,) = read_history(tmp_path / HISTORY)
    best = best_network(tmp_path)
    assert accuracy_of(best, public) == pytest.approx(float(row["val_accuracy"]), abs=1e-6)
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=TINY.label_smoothing)
    found = loss(np.eye(7, dtype=np.float32)[public.labels], best(public.pixels[..., None].astype(np.float32)))
    assert float(found) == pytest.approx(float(row["val_loss"]), rel=1e-4)
    checkpoint = keras.models.load_model(tmp_path / CHECKPOINT)
    count = len(checkpoint.trainable_variables)
    averages = checkpoint.optimizer._model_variables_moving_average[:count]
    for kept, averaged, raw in zip(best.trainable_variables, averages, checkpoint.trainable_variables, strict=True):
        kept_value, averaged_value, raw_value = (keras.ops.convert_to_numpy(v) for v in (kept, averaged, raw))
        np.testing.assert_allclose(kept_value, averaged_value, atol=1e-5)
        assert np.abs(kept_value - raw_value).max() > 1e-5


def test_a_run_that_begins_with_small_faces_is_measured_on_whole_ones(tmp_path: Path, faces_of: Faces) -> None:
    faces, config = faces_of(8, 7, 0), dataclasses.replace(PLAIN, network="compact-small", epochs=2, small_epochs=1)

    training.train(config, faces, tmp_path)

    best = best_network(tmp_path)
    assert best.input_shape == (None, 48, 48, 1)
    expected = max(float(row["val_accuracy"]) for row in read_history(tmp_path / HISTORY))
    assert accuracy_of(best, faces.split("public")) == pytest.approx(expected, abs=1e-6)


@pytest.mark.usefixtures("tiny")
def test_an_unknown_network_leaves_no_folder(tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="unknown network"):
        training.train(dataclasses.replace(TINY, network="big"), faces_of(8, 7, 0), tmp_path / "run", verbose=0)

    assert not (tmp_path / "run").exists()


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_without_averaging_the_weights_of_the_step_are_kept(optimizer: str, tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(PLAIN, optimizer=optimizer, epochs=1, learning_rate=0.001)

    training.train(config, faces_of(8, 7, 0), tmp_path, verbose=0)

    last = keras.models.load_model(tmp_path / CHECKPOINT)
    for kept, raw in zip(best_network(tmp_path).trainable_weights, last.trainable_weights, strict=True):
        np.testing.assert_array_equal(kept, raw)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    "change",
    [
        {"balance": "weights"},
        {"balance": "sampling"},
        {"mixup": 0.2},
        {"augmentation": "blog"},
        {"augmentation": "none", "cutout": 1.0},
        {"label_smoothing": 0.0, "weight_decay": 0.0, "momentum": 0.0},
        {"schedule": "constant"},
        {"optimizer": "adam", "learning_rate": 0.01},
    ],
    ids=str,
)
def test_every_option_trains(change: dict[str, Any], tmp_path: Path, faces_of: Faces) -> None:
    faces = faces_of(56, 21, 0)

    training.train(dataclasses.replace(TINY, batch_size=8, **change), faces, tmp_path, verbose=0)

    losses = [float(row["loss"]) for row in read_history(tmp_path / HISTORY)]
    assert losses[-1] < losses[0]


@pytest.mark.usefixtures("tiny")
def test_a_subset_is_drawn_evenly(tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(PLAIN, epochs=1, faces=6, batch_size=2)

    training.train(config, faces_of(56, 7, 0), tmp_path, verbose=0)

    assert int(keras.models.load_model(tmp_path / CHECKPOINT).optimizer.iterations) == 3


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"schedule": "constant", "warmup_epochs": 2}, [0.05, 0.1, 0.1, 0.1]),
        ({"schedule": "constant"}, [0.1, 0.1, 0.1, 0.1]),
        ({"schedule": "cosine", "epochs": 2}, [0.05, 0.0]),
        ({"schedule": "cosine", "epochs": 3, "warmup_epochs": 1}, [0.1, 0.05, 0.0]),
    ],
    ids=str,
)
def test_the_rate_follows_its_schedule(
    change: dict[str, Any], expected: list[float], tmp_path: Path, faces_of: Faces
) -> None:
    training.train(dataclasses.replace(PLAIN, **change), faces_of(8, 7, 0), tmp_path, verbose=0)

    assert rates(tmp_path) == pytest.approx(expected, abs=1e-6)


def test_a_loss_that_is_no_number_ends_the_run_with_advice(tiny: str, tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(PLAIN, network=tiny, learning_rate=1e38)

    with pytest.raises(ValueError, match=r"epoch \d: the loss is no finite number; a lower --learning-rate may help"):
        training.train(config, faces_of(56, 7, 0), tmp_path, verbose=0)


@pytest.mark.usefixtures("tiny")
def test_tensorboard_is_written_when_asked_for(tmp_path: Path, faces_of: Faces) -> None:
    training.train(dataclasses.replace(PLAIN, epochs=1), faces_of(8, 7, 0), tmp_path, verbose=0, tensorboard=True)

    assert list((tmp_path / "tensorboard").rglob("events.out.tfevents*"))


@pytest.mark.usefixtures("tiny")
def test_a_run_says_on_what_it_was_made(tmp_path: Path, faces_of: Faces) -> None:
    training.train(dataclasses.replace(PLAIN, epochs=1), faces_of(8, 7, 0), tmp_path, verbose=0)

    found = json.loads((tmp_path / ENVIRONMENT).read_text(encoding="utf-8"))
    assert (found["precision"], found["pretrained"], found["backend"]) == ("float32", "none", "tensorflow")
    assert found["parameters"] == best_network(tmp_path).count_params()
    assert found["versions"]["keras"] == keras.__version__
    assert found["machine"]["processors"] == os.cpu_count()
