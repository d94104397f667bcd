"""The networks' sizes and costs, layer by layer where a report states them."""

from typing import Any

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


BLOG = {
    "conv1a": 3 * 3 * 32 + 32,
    "conv1b": 3 * 3 * 32 * 32 + 32,
    "norm1": 4 * 32,
    "conv2a": 3 * 3 * 32 * 64 + 64,
    "conv2b": 3 * 3 * 64 * 64 + 64,
    "norm2": 4 * 64,
    "conv3a": 3 * 3 * 64 * 128 + 128,
    "conv3b": 3 * 3 * 128 * 128 + 128,
    "norm3": 4 * 128,
    "dense4": 2 * 2 * 128 * 512 + 512,
    "norm4": 4 * 512,
    "probabilities": 512 * 7 + 7,
}
BLOG_OUTPUTS = {"conv1b": (44, 44, 32), "pool1": (22, 22, 32), "pool2": (9, 9, 64), "pool3": (2, 2, 128)}


def test_the_blogs_layers_are_the_blogs() -> None:
    blog = networks.build("blog")

    assert {layer.name: layer.count_params() for layer in blog.layers if layer.count_params()} == BLOG
    assert blog.count_params() == sum(BLOG.values()) == 555_623
    assert {name: tuple(blog.get_layer(name).output.shape[1:]) for name in BLOG_OUTPUTS} == BLOG_OUTPUTS
    assert blog.get_layer("dropout4").rate == 0.5


@pytest.mark.parametrize(
    ("name", "parameters", "cost"),
    [
        ("compact-small", 499_391, 24_486_272),
        ("compact", 1_550_895, 86_215_424),
        ("compact-large", 2_728_903, 158_302_912),
        ("compact-deep", 2_334_103, 160_285_440),
        ("mirrored-small", 491_351, 24_478_592),
        ("mirrored", 1_507_751, 85_600_000),
        ("mirrored-large", 2_684_519, 158_259_392),
        ("blog", 555_623, 45_333_120),
        ("report", 2_726_151, 289_222_144),
        ("vgg16", 14_714_688 + 512 * 7 + 7, 2_818_772_480),
        ("resnet50", 23_587_712 + 2048 * 7 + 7, 708_245_504),
        ("mobilenet", 2_257_984 + 1280 * 7 + 7, 55_018_112),
    ],
)
def test_a_network_has_its_size_and_its_cost(name: str, parameters: int, cost: int) -> None:
    network = networks.build(name)

    assert network.count_params() == parameters
    assert multiply_adds(network) == cost
    assert (network.input_shape, network.output_shape) == ((None, 48, 48, 1), (None, 7))


@pytest.mark.parametrize("name", networks.NETWORKS)
def test_dropout_can_be_chosen(name: str) -> None:
    network = networks.build(name, dropout=0.125)

    assert {layer.rate for layer in network.layers if isinstance(layer, keras.layers.Dropout)} == {0.125}


@pytest.mark.parametrize(
    ("name", "preprocess"),
    [
        ("vgg16", keras.applications.vgg16.preprocess_input),
        ("resnet50", keras.applications.resnet50.preprocess_input),
        ("mobilenet", keras.applications.mobilenet_v2.preprocess_input),
    ],
)
def test_a_backbone_sees_what_it_was_trained_on(name: str, preprocess: Any) -> None:
    network = networks.build(name)
    face = np.random.default_rng(1).integers(0, 256, (1, 48, 48, 1)).astype(np.float32)

    seen = keras.Model(network.input, network.get_layer("scale").output)(face)

    enlarged = keras.ops.image.resize(face, (96, 96), interpolation="bilinear")
    expected = preprocess(np.repeat(keras.ops.convert_to_numpy(enlarged), 3, axis=-1))
    np.testing.assert_allclose(keras.ops.convert_to_numpy(seen), expected, atol=1e-3)


def test_an_unknown_network_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown network 'big': expected one of compact-small, compact, "):
        networks.build("big")


@pytest.mark.usefixtures("tiny")
def test_dropout_of_a_network_without_any_is_refused() -> None:
    with pytest.raises(ValueError, match="network 'tiny' has no dropout"):
        networks.build("tiny", dropout=0.5)


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
