"""Our own networks and those too large to serve: each learns from a step, and ours read small faces too."""

import keras
import numpy as np
import pytest

from training import networks
from training.runs.sizes import OURS, WIDE


@pytest.mark.parametrize("name", [*OURS, *WIDE, "teacher-vgg"])
def test_a_step_makes_its_loss_smaller(name: str) -> None:
    keras.utils.set_random_seed(1)
    network = networks.build(name, dropout=0.0)
    network.compile(keras.optimizers.SGD(0.001), "categorical_crossentropy", run_eagerly=True)
    faces = np.random.default_rng(1).uniform(0, 255, (4, 48, 48, 1)).astype(np.float32)
    targets = np.eye(7, dtype=np.float32)[:4]

    before, after = (float(network.train_on_batch(faces, targets)) for _ in range(2))

    assert after < before


@pytest.mark.parametrize("name", OURS)
def test_it_reads_small_faces_with_the_same_weights(name: str) -> None:
    network, whole = networks.build(name, any_size=True), networks.build(name)
    whole.set_weights(network.get_weights())
    faces = np.random.default_rng(1).uniform(0, 255, (2, 48, 48, 1)).astype(np.float32)

    small, same = network(faces[:, :32, :32], training=False), network(faces, training=False)

    assert small.shape == (2, 7)
    np.testing.assert_allclose(same, whole(faces, training=False), atol=1e-6)


@pytest.mark.parametrize("name", [*WIDE, "teacher-vgg", "report"])
def test_another_network_reads_whole_faces_alone(name: str) -> None:
    with pytest.raises(ValueError, match=f"small_epochs: network '{name}' reads faces of one size alone"):
        networks.build(name, any_size=True)
