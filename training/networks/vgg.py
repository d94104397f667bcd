"""A wide network for small ones to learn from: stages of two convolutions and a pool, then three dense layers.

Source: VGGNet for FER2013, Khaireddin and Chen 2021 (arXiv 2105.03588).
"""

from typing import Final

import keras
from keras import layers

from training.networks.batch_normalization import BatchNormalization

WIDTHS: Final = (64, 128, 256, 512)
HIDDEN: Final = 1024


def vgg(input_shape: tuple[int, int, int], num_classes: int, dropout: float = 0.5) -> keras.Model:
    """Build the network: grey faces of 0 to 255 in, class probabilities out.

    Args:
        input_shape: height, width and channels of a face, (48, 48, 1).
        num_classes: length of the output.
        dropout: share of features dropped after each dense layer while training.
    """
    inputs = keras.Input(input_shape, name="face")
    x = layers.Rescaling(1 / 127.5, offset=-1, dtype="float32", name="scale")(inputs)
    for stage, width in enumerate(WIDTHS, start=1):
        for half in ("a", "b"):
            name = f"stage{stage}{half}"
            x = layers.Conv2D(
                width, 3, padding="same", use_bias=False, kernel_initializer="he_normal", name=f"{name}_conv"
            )(x)
            x = BatchNormalization(name=f"{name}_norm")(x)
            x = layers.ReLU(name=f"{name}_relu")(x)
        x = layers.MaxPooling2D(2, name=f"stage{stage}_pool")(x)
    x = layers.Flatten(name="flatten")(x)
    for index in (1, 2):
        x = layers.Dense(HIDDEN, activation="relu", kernel_initializer="he_normal", name=f"dense{index}")(x)
        x = layers.Dropout(dropout, name=f"dropout{index}")(x)
    outputs = layers.Dense(num_classes, activation="softmax", dtype="float32", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="vgg")
