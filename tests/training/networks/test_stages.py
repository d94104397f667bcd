"""The stages that a card lists are those of the network, by its layers."""

import keras
import pytest
from keras import layers

from emotion.models.stages import Stage
from training import networks
from training.networks.stages import stages

NAMES = {
    "blog": "face, block 1, block 2, block 3, flat, dense 4, answer",
    "report": "face, block 1, block 2, block 3, block 4, block 5, flat, dense 6, dense 7, answer",
    "compact-small": "face, stem, stage 1, stage 2, stage 3, stage 4, mean, answer",
    "mirrored-small": "face, stem, stage 1, stage 2, stage 3, stage 4, mean, answer",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_networks_stages_add_up_to_its_parameters(name: str) -> None:
    network = networks.build(name)

    found = stages(network)

    assert ", ".join(stage.name for stage in found) == NAMES[name]
    assert found[0].shape == (48, 48, 1)
    assert found[-1].shape == (7,)
    assert sum(stage.parameters for stage in found) == network.count_params()


def test_a_stage_gives_what_its_last_layer_does() -> None:
    third = stages(networks.build("report"))[3]

    assert third == Stage("block 3", (12, 12, 128), 204_928 + 512)


def test_a_network_whose_layers_say_nothing_is_divided_where_pictures_change_their_size() -> None:
    inputs = keras.Input((8, 8, 1), name="face")
    x = layers.Conv2D(2, 3, padding="same", name="first")(inputs)
    x = layers.Conv2D(3, 3, 2, padding="same", name="second")(x)
    x = layers.GlobalAveragePooling2D(name="pooling")(x)
    outputs = layers.Dense(7, name="probabilities")(x)

    found = stages(keras.Model(inputs, outputs))

    assert found == (
        Stage("face", (8, 8, 2), 20),
        Stage("part 1", (4, 4, 3), 57),
        Stage("mean", (3,), 0),
        Stage("answer", (7,), 28),
    )
