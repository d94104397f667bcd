"""The network of a student report on a Streamlit expression app: 2,726,151 parameters, 65 % by the report's own figure.

The report lists layers and output shapes; it names no dropout rates (0.25 is usual) and scales faces by 1/255.
"""

import keras
from keras import layers


def report_cnn(input_shape: tuple[int, int, int], num_classes: int, dropout: float = 0.25) -> keras.Model:
    """Build the network: grey faces of 0 to 255 in, class probabilities out.

    Args:
        input_shape: height, width and channels of a face, (48, 48, 1).
        num_classes: length of the output.
        dropout: share of features dropped after each block while training.
    """
    inputs = keras.Input(input_shape, name="face")
    x = layers.Rescaling(1 / 255, dtype="float32", name="scale")(inputs)
    x = layers.Conv2D(32, 3, padding="same", activation="relu", name="conv1")(x)
    for index, (width, size) in enumerate(((64, 3), (128, 5), (512, 3), (256, 3)), start=2):
        x = layers.Conv2D(width, size, padding="same", name=f"conv{index}")(x)
        x = layers.BatchNormalization(name=f"norm{index}")(x)
        x = layers.ReLU(name=f"relu{index}")(x)
        x = layers.MaxPooling2D(2, name=f"pool{index}")(x)
        x = layers.Dropout(dropout, name=f"dropout{index}")(x)
    x = layers.Flatten(name="flatten")(x)
    for index, width in enumerate((256, 512), start=6):
        x = layers.Dense(width, name=f"dense{index}")(x)
        x = layers.BatchNormalization(name=f"norm{index}")(x)
        x = layers.ReLU(name=f"relu{index}")(x)
        x = layers.Dropout(dropout, name=f"dropout{index}")(x)
    outputs = layers.Dense(num_classes, activation="softmax", dtype="float32", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="report_cnn")
