"""What a network costs to run, counted from its layers."""

import math
from collections.abc import Iterator

import keras


def multiply_adds(network: keras.Model) -> int:
    """Return the multiplications, each with its addition, that convolutions and dense layers make for one face.

    Normalisation is left out because exporting folds it into the convolution before it; so are biases, activations,
    pooling and products of feature maps.

    Raises:
        ValueError: the network has trained layers of a kind that is not counted here.
    """
    return sum(_layer(layer) for layer in flat_layers(network))


def flat_layers(network: keras.Model) -> Iterator[keras.layers.Layer]:
    """Yield a network's layers and, for a network within it, those instead."""
    for layer in network.layers:
        if isinstance(layer, keras.Model):
            yield from flat_layers(layer)
        else:
            yield layer


def _layer(layer: keras.layers.Layer) -> int:
    if isinstance(layer, keras.layers.Dense):
        return int(math.prod(layer.output.shape[1:-1]) * math.prod(layer.kernel.shape))
    if type(layer) in (keras.layers.Conv2D, keras.layers.DepthwiseConv2D):
        rows_first = layer.data_format == "channels_last"
        positions = layer.output.shape[1:3] if rows_first else layer.output.shape[2:4]
        return int(math.prod(positions) * math.prod(layer.kernel.shape))
    if layer.weights and not isinstance(layer, keras.layers.BatchNormalization):
        raise ValueError(f"layer {layer.name!r} is a {type(layer).__name__}, whose cost is not counted here")
    return 0
