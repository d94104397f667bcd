"""A network for the tests that trains in a moment."""

from typing import Any


def tiny_network(input_shape: tuple[int, int, int], num_classes: int) -> Any:
    """Build a network that trains in a moment and has each kind of layer that conversion must treat."""
    import keras  # here, so that tests without a network start quickly

    face = keras.Input(input_shape)
    x = keras.layers.Rescaling(1 / 127.5, offset=-1, dtype="float32")(face)
    x = keras.layers.Conv2D(4, 3, 4, use_bias=False)(x)
    x = keras.layers.BatchNormalization(momentum=0.5)(x)  # a few steps are all it gets
    x = keras.layers.ReLU()(x)
    x = keras.layers.Flatten()(x)
    return keras.Model(face, keras.layers.Dense(num_classes, activation="softmax", dtype="float32")(x), name="tiny")
