"""Our own family: a small residual network with squeeze-and-excitation, made for 48x48 faces on one processor thread.

Sources: residual blocks, He et al. 2016 (arXiv 1512.03385); squeeze-and-excitation, Hu et al. 2018 (arXiv 1709.01507).
"""

import keras
from keras import layers

from training.networks.batch_normalization import BatchNormalization
from training.runs.sizes import CompactSize, block_names


def compact_resnet(
    input_shape: tuple[int, int, int], num_classes: int, size: CompactSize, dropout: float | None = None
) -> keras.Model:
    """Build the network: grey faces of 0 to 255 in, class probabilities out.

    Args:
        input_shape: height, width and channels of a face, (48, 48, 1).
        num_classes: length of the output.
        size: which of the family.
        dropout: share of features dropped before the last layer while training; unless given, the size's.
    """
    inputs = keras.Input(input_shape, name="face")
    x = layers.Rescaling(1 / 127.5, offset=-1, dtype="float32", name="scale")(inputs)
    x = _convolution(x, size.stem, 3, name="stem")
    x = layers.ReLU(name="stem_relu")(x)
    x = layers.MaxPooling2D(2, name="stem_pool")(x)
    before = 0
    for name, stage in block_names(size.blocks):
        x = _block(x, size.widths[stage], stride=1 if stage == before else 2, name=name)
        before = stage
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(size.dropout if dropout is None else dropout, name="dropout")(x)
    outputs = layers.Dense(num_classes, activation="softmax", dtype="float32", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="compact_resnet")


def _convolution(x: keras.KerasTensor, width: int, size: int, name: str, stride: int = 1) -> keras.KerasTensor:
    x = layers.Conv2D(
        width, size, stride, padding="same", use_bias=False, kernel_initializer="he_normal", name=f"{name}_conv"
    )(x)
    return BatchNormalization(name=f"{name}_norm")(x)


def _block(x: keras.KerasTensor, width: int, stride: int, name: str) -> keras.KerasTensor:
    shortcut = x
    if stride != 1 or x.shape[-1] != width:
        shortcut = _convolution(x, width, 1, name=f"{name}_shortcut", stride=stride)
    x = _convolution(x, width, 3, name=f"{name}_a", stride=stride)
    x = layers.ReLU(name=f"{name}_a_relu")(x)
    x = _convolution(x, width, 3, name=f"{name}_b")
    x = _squeeze_and_excite(x, name)
    x = layers.Add(name=f"{name}_add")([x, shortcut])
    return layers.ReLU(name=f"{name}_relu")(x)


def _squeeze_and_excite(x: keras.KerasTensor, name: str, ratio: int = 8) -> keras.KerasTensor:
    width = x.shape[-1]
    weights = layers.GlobalAveragePooling2D(keepdims=True, name=f"{name}_squeeze")(x)
    weights = layers.Conv2D(width // ratio, 1, activation="relu", name=f"{name}_reduce")(weights)
    weights = layers.Conv2D(width, 1, activation="sigmoid", name=f"{name}_excite")(weights)
    return layers.Multiply(name=f"{name}_scale")([x, weights])
