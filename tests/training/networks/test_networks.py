"""The networks' sizes and costs, layer by layer where a report states them."""

import keras
import numpy as np
import pytest

from training import networks
from training.networks.cost import multiply_adds

REPORT = {
    "conv1": 320,
    "conv2": 18_496,
    "norm2": 256,
    "conv3": 204_928,
    "norm3": 512,
    "conv4": 590_336,
    "norm4": 2_048,
    "conv5": 1_179_904,
    "norm5": 1_024,
    "dense6": 590_080,
    "norm6": 1_024,
    "dense7": 131_584,
    "norm7": 2_048,
    "probabilities": 3_591,
}
REPORT_OUTPUTS = {
    "conv1": (48, 48, 32),
    "pool2": (24, 24, 64),
    "pool3": (12, 12, 128),
    "pool4": (6, 6, 512),
    "pool5": (3, 3, 256),
    "flatten": (2304,),
    "dense6": (256,),
    "dense7": (512,),
    "probabilities": (7,),
}


@pytest.fixture(scope="module")
def report() -> keras.Model:
    return networks.build("report")


def test_the_reports_layers_have_the_reports_parameters(report: keras.Model) -> None:
    assert {layer.name: layer.count_params() for layer in report.layers if layer.count_params()} == REPORT
    assert report.count_params() == sum(REPORT.values()) == 2_726_151
    assert sum(int(np.prod(weight.shape)) for weight in report.non_trainable_weights) == 3_456


def test_the_reports_layers_have_the_reports_shapes(report: keras.Model) -> None:
    assert {name: tuple(report.get_layer(name).output.shape[1:]) for name in REPORT_OUTPUTS} == REPORT_OUTPUTS


def test_the_compact_network_is_compact() -> None:
    network = networks.build("compact")

    assert network.count_params() == 1_550_895
    assert multiply_adds(network) == 86_215_424
    assert (network.input_shape, network.output_shape) == ((None, 48, 48, 1), (None, 7))


def test_an_unknown_network_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown network 'big': expected one of compact, report"):
        networks.build("big")


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (keras.layers.Conv2D(4, 3, padding="same"), 8 * 6 * 3 * 3 * 2 * 4),
        (keras.layers.Conv2D(4, 3, strides=2, padding="same"), 4 * 3 * 3 * 3 * 2 * 4),
        (keras.layers.Conv2D(4, 1, groups=2), 8 * 6 * 1 * 4),
        (keras.layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2), 8 * 6 * 3 * 3 * 2 * 2),
        (keras.layers.Dense(5), 8 * 6 * 2 * 5),
        (keras.layers.BatchNormalization(), 0),
        (keras.layers.MaxPooling2D(2), 0),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_layers_cost_by_hand(layer: keras.layers.Layer, expected: int) -> None:
    inputs = keras.Input((8, 6, 2))
    flat = keras.Model(inputs, layer(inputs))
    outer = keras.Input((8, 6, 2))

    assert multiply_adds(flat) == expected
    assert multiply_adds(keras.Model(outer, flat(outer))) == expected


def test_a_dense_layers_cost_is_that_of_its_weights() -> None:
    assert multiply_adds(keras.Sequential([keras.Input((12,)), keras.layers.Dense(5)])) == 60


def test_a_layer_that_nobody_counts_is_refused() -> None:
    inputs = keras.Input((8, 6, 2))

    with pytest.raises(ValueError, match="is a SeparableConv2D, whose cost is not counted"):
        multiply_adds(keras.Model(inputs, keras.layers.SeparableConv2D(4, 3)(inputs)))
