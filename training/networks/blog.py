"""The first network of a blog on live expression reading: small convolutions without padding, about 55 % by its figure.

It normalises after each pool, not after each convolution, and scales faces by 1/255.
"""

import keras
from keras import layers


def blog_cnn(input_shape: tuple[int, int, int], num_classes: int, dropout: float = 0.5) -> keras.Model:
    """Build the network: grey faces of 0 to 255 in, class probabilities out.

    Args:
        input_shape: height, width and channels of a face, (48, 48, 1).
        num_classes: length of the output.
        dropout: share of features dropped after the dense layer while training.
    """
    inputs = keras.Input(input_shape, name="face")
    x = layers.Rescaling(1 / 255, dtype="float32", name="scale")(inputs)
    for index, width in enumerate((32, 64, 128), start=1):
        x = layers.Conv2D(width, 3, activation="relu", name=f"conv{index}a")(x)
        x = layers.Conv2D(width, 3, activation="relu", name=f"conv{index}b")(x)
        x = layers.MaxPooling2D(2, name=f"pool{index}")(x)
        x = layers.BatchNormalization(name=f"norm{index}")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(512, activation="relu", name="dense4")(x)
    x = layers.Dropout(dropout, name="dropout4")(x)
    x = layers.BatchNormalization(name="norm4")(x)
    outputs = layers.Dense(num_classes, activation="softmax", dtype="float32", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="blog_cnn")
