"""The optimizer of a run: its decay shrinks kernels and nothing else."""

import dataclasses

import keras
import numpy as np
import pytest

from tests.support.training.small_runs import PLAIN
from training import networks
from training.engine.optimizers import optimizer


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("name", ["sgd", "adam"])
@pytest.mark.parametrize("decay", [0.5, 0.0])
def test_weight_decay_shrinks_kernels_and_nothing_else(name: str, decay: float) -> None:
    config = dataclasses.replace(PLAIN, optimizer=name, schedule="constant", learning_rate=0.1, weight_decay=decay)
    learned = networks.build("tiny").trainable_variables
    for variable in learned:
        variable.assign(keras.ops.ones(variable.shape))

    made = optimizer(config, epochs=1, steps=1)
    made.apply([keras.ops.zeros(variable.shape) for variable in learned], learned)

    assert {variable.name for variable in learned} == {"kernel", "bias", "gamma", "beta"}
    for variable in learned:
        expected = 1 - 0.1 * decay if variable.name == "kernel" else 1.0
        np.testing.assert_allclose(keras.ops.convert_to_numpy(variable), expected, rtol=1e-6, err_msg=variable.name)
