"""Pretrained networks: the head learns alone, then all; weights come from where the configuration says."""

import dataclasses
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import Killed, set_accuracies
from training import networks
from training.engine import train as training
from training.engine.served import HeadFolder, ServedNetwork
from training.networks.pretrained import load_pretrained
from training.networks.rebuild import best_network
from training.networks.transfer import APPLICATIONS, BACKBONE, Application, with_new_head
from training.runs.config import TrainingConfig
from training.runs.history import read_history

CONFIG = TrainingConfig(
    network="tiny-transfer",
    epochs=4,
    frozen_epochs=2,
    batch_size=8,
    optimizer="adam",
    learning_rate=0.01,
    schedule="constant",
    warmup_epochs=0,
    average=0.5,
    precision="float32",
)


def tiny_application(
    include_top: bool = False, weights: str | None = None, input_shape: Any = (96, 96, 3), name: str = "tiny"
) -> keras.Model:
    """Stand for one of keras.applications; asked for ImageNet's weights it gives ones."""
    del include_top
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(4, 3, 8, use_bias=False)(inputs)
    x = keras.layers.BatchNormalization(momentum=0.5)(x)
    model = keras.Model(inputs, keras.layers.ReLU()(x), name=name)
    if weights:
        model.set_weights([np.ones(weight.shape) for weight in model.get_weights()])
    return model


@pytest.fixture(autouse=True)
def application(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(APPLICATIONS, "tiny-transfer", Application(tiny_application, 1 / 255, 0.0, dropout=0.0))
    networks.NETWORKS["tiny-transfer"] = partial(with_new_head, "tiny-transfer")  # type: ignore[index]  # read-only
    yield
    del networks.NETWORKS["tiny-transfer"]  # type: ignore[attr-defined]


def backbone_weights(folder: Path) -> list[np.ndarray]:
    return [np.array(weight) for weight in best_network(folder).get_layer(BACKBONE).get_weights()]


def moved(folder: Path) -> float:
    """How far the backbone's weights are from the ones that ImageNet's stand-in has."""
    return max(float(np.abs(weight - 1).max()) for weight in backbone_weights(folder))


@pytest.fixture
def always_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each epoch be the best, so that the best weights are the newest."""
    set_accuracies(monkeypatch, [0.1, 0.2, 0.3, 0.4])


@pytest.mark.usefixtures("always_better")
@pytest.mark.parametrize("stop", [1, 2, 3])
def test_the_head_learns_alone_and_then_all_in_a_resumed_run_too(
    stop: int, tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces, keep = faces_of(16, 7, 0), HeadFolder.save_if_best
    backbones: dict[int, float] = {}

    def kept(self: HeadFolder, served: ServedNetwork) -> None:
        keep(self, served)
        if len(self.rows) in backbones:
            return  # by the start after the stop
        backbones[len(self.rows)] = moved(tmp_path)
        if len(backbones) == stop:
            raise Killed

    monkeypatch.setattr(HeadFolder, "save_if_best", kept)
    with pytest.raises(Killed):
        training.train(CONFIG, faces, tmp_path, verbose=0)
    training.train(CONFIG, faces, tmp_path, verbose=0)

    assert [int(row["epoch"]) for row in read_history(tmp_path / "history.csv")] == [1, 2, 3, 4]
    assert backbones[1] == backbones[2] == 0
    assert 0 < backbones[3] < backbones[4]


def test_weights_that_cannot_be_had_are_named_in_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(**_: Any) -> keras.Model:
        raise Exception("URL fetch failure on https://example.com: None -- no route")

    network = networks.build("tiny-transfer")
    unreachable = dataclasses.replace(APPLICATIONS["tiny-transfer"], build=offline)
    monkeypatch.setitem(APPLICATIONS, "tiny-transfer", unreachable)
    before = network.get_weights()

    with pytest.warns(UserWarning, match=r"cannot be had \(URL fetch.*from scratch.*--pretrained FILE"):
        found = load_pretrained(network, CONFIG)

    assert found == "none"
    for one, other in zip(before, network.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_weights_come_from_a_named_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.weights.h5"
    tiny_application(weights="imagenet").save_weights(path)
    network = networks.build("tiny-transfer")

    found = load_pretrained(network, dataclasses.replace(CONFIG, pretrained=str(path)))

    assert found == "mine.weights.h5"
    assert all((weight == 1).all() for weight in network.get_layer(BACKBONE).get_weights())


@pytest.mark.parametrize("content", [None, b"", b"no weights"])
def test_a_file_that_holds_no_such_weights_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "mine.weights.h5"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ValueError, match=r"mine\.weights\.h5: no weights of tiny-transfer"):
        load_pretrained(networks.build("tiny-transfer"), dataclasses.replace(CONFIG, pretrained=str(path)))


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.weights.h5"
    keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)]).save_weights(path)

    with pytest.raises(ValueError, match="no weights of tiny-transfer"):
        load_pretrained(networks.build("tiny-transfer"), dataclasses.replace(CONFIG, pretrained=str(path)))


@pytest.mark.parametrize("change", [{"pretrained": "none"}, {"network": "compact"}])
def test_nothing_is_loaded_unless_asked_for(change: dict[str, Any]) -> None:
    network = networks.build("tiny-transfer")

    assert load_pretrained(network, dataclasses.replace(CONFIG, **change)) == "none"
    assert not all((weight == 1).all() for weight in network.get_layer(BACKBONE).get_weights())
