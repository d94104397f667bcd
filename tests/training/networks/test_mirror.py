"""Mirrored networks answer alike to a face and its mirror image, as they begin, learn, are kept; and in any light."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt
import pytest

from tests.support.training.fixtures import Faces
from training import networks
from training.engine.normalisation import NORMALISATION, refresh_best
from training.engine.train import train
from training.networks.mirror import tie
from training.networks.mirrored import mirrored_resnet
from training.networks.rebuild import best_network
from training.runs.config import TrainingConfig
from training.runs.sizes import CompactSize

# Blocks of grey: even noise looks alike wherever a network looks.
FACES = np.random.default_rng(1).uniform(0, 255, (6, 4, 4, 1)).repeat(12, 1).repeat(12, 2).astype(np.float32)
PLAIN = {"mirrored-small": "compact-small", "mirrored": "compact", "mirrored-large": "compact-large"}


def answers(network: keras.Model, faces: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray(keras.ops.convert_to_numpy(network(faces, training=False)))


def apart(network: keras.Model) -> float:
    """By how much a probability differs between a face and its mirror image."""
    return float(np.abs(answers(network, FACES) - answers(network, FACES[:, :, ::-1])).max())


@cache
def built(name: str) -> keras.Model:
    """Return a network as it begins, always with the same weights; to look at, not to change."""
    keras.utils.set_random_seed(3)
    return networks.build(name)


@pytest.mark.parametrize("name", PLAIN)
def test_a_mirrored_face_gets_the_same_answer(name: str) -> None:
    network = built(name)

    assert apart(network) < 1e-6
    assert answers(network, FACES).std(axis=0).max() > 1e-3, "it tells other faces apart"
    assert apart(built(PLAIN[name])) > 1e-3


@pytest.mark.parametrize("light", [0.2, 0.5, 3.0])
def test_light_makes_no_difference(light: float) -> None:
    def differs(network: keras.Model) -> float:
        return float(np.abs(answers(network, FACES * light + 7) - answers(network, FACES)).max())

    assert differs(built("mirrored-small")) < 0.01
    assert differs(built("compact-small")) > 0.02


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_an_even_face_gets_an_answer(shade: int) -> None:
    found = answers(built("mirrored-small"), np.full((1, 48, 48, 1), shade, np.float32))

    np.testing.assert_allclose(found.sum(), 1, atol=1e-5)


@pytest.mark.parametrize("name", PLAIN)
def test_kernels_begin_as_wide_as_those_of_the_plain_network(name: str) -> None:
    network, plain = built(name), built(PLAIN[name])

    kernels = {layer.name: layer.get_weights()[0] for layer in network.layers if hasattr(layer, "kernel")}
    large = {layer: kernel for layer, kernel in kernels.items() if kernel.size > 4000}  # of few numbers any may be wide
    assert len(large) > 4
    for layer, kernel in large.items():
        assert np.std(kernel) == pytest.approx(float(np.std(plain.get_layer(layer).get_weights()[0])), rel=0.1), layer


@pytest.fixture
def tiny_mirrored() -> Iterator[str]:
    """The name of a mirrored network of few layers, known to `training.networks` for a while."""

    def network(input_shape: tuple[int, int, int], num_classes: int) -> keras.Model:
        return mirrored_resnet(input_shape, num_classes, CompactSize((8, 8), blocks=(1, 1), stem=4))

    networks.NETWORKS["tiny-mirrored"] = network  # type: ignore[index]  # read-only for everybody else
    yield "tiny-mirrored"
    del networks.NETWORKS["tiny-mirrored"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("average", [0.0, 0.8])
def test_what_a_run_keeps_answers_alike(average: float, tiny_mirrored: str, tmp_path: Path, faces_of: Faces) -> None:
    config = TrainingConfig(
        network=tiny_mirrored, epochs=2, batch_size=8, warmup_epochs=1, average=average, precision="float32"
    )
    faces = faces_of(16, 7, 0)

    train(config, faces, tmp_path, verbose=0)

    kept = best_network(tmp_path)
    assert apart(kept) < 1e-6
    assert np.abs(answers(kept, FACES) - answers(networks.build(tiny_mirrored), FACES)).max() > 1e-3
    refresh_best(tmp_path, faces)
    assert (tmp_path / NORMALISATION).exists()
    assert apart(best_network(tmp_path)) < 1e-6


def test_tying_leaves_plain_networks_alone() -> None:
    network = networks.build("compact-small")
    before = network.get_weights()

    tie(network.layers)

    for one, two in zip(before, network.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)
