"""Our second family: residual networks that give a face and its mirror image one answer.

Against `training.networks.compact`: each face less its mean and by its deviation, so that dim and bright light make no
difference; channels in mirrored pairs (see `training.networks.mirror`); pictures are halved by their mean before a
block, as a convolution that skips begins at the left edge and sees other places in the mirror image; SiLU instead of
ReLU; no squeeze-and-excitation. What each is worth: docs/decisions/0020-mirrored-pairs.md.

Sources: group equivariance, Cohen and Welling 2016 (arXiv 1602.07576); means against aliasing, Zhang 2019 (arXiv
1904.11486); SiLU, Ramachandran et al. 2017 (arXiv 1710.05941).
"""

import keras
from keras import layers

from training.networks import mirror
from training.networks.batch_normalization import BatchNormalization
from training.runs.sizes import FAINT, CompactSize, block_names

TIED = mirror.Mirrored()


def mirrored_resnet(
    input_shape: tuple[int, int, int], num_classes: int, size: CompactSize, dropout: float | None = None
) -> keras.Model:
    """Build the network: grey faces of 0 to 255 in, class probabilities out.

    Args:
        input_shape: height, width and channels of a face, (48, 48, 1).
        num_classes: length of the output.
        size: which of the family; widths and stem are even, as channels come in pairs.
        dropout: share of features dropped before the last layer while training; unless given, the size's.
    """
    inputs = keras.Input(input_shape, name="face")
    x = layers.LayerNormalization(
        axis=(1, 2, 3), epsilon=FAINT, center=False, scale=False, dtype="float32", name="standardise"
    )(inputs)
    x = _convolution(x, size.stem, 3, name="stem")
    x = layers.MaxPooling2D(2, name="stem_pool")(x)
    x = layers.Activation("silu", name="stem_silu")(x)
    before = 0
    for name, stage in block_names(size.blocks):
        if stage != before:
            x = layers.AveragePooling2D(2, name=f"{name}_halve")(x)
        x = _block(x, size.widths[stage], name)
        before = stage
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(size.dropout if dropout is None else dropout, name="dropout")(x)
    outputs = layers.Dense(
        num_classes, activation="softmax", kernel_constraint=TIED, dtype="float32", name="probabilities"
    )(x)
    network = keras.Model(inputs, outputs, name="mirrored_resnet")
    mirror.begin(network.layers)
    return network


def _convolution(x: keras.KerasTensor, width: int, size: int, name: str) -> keras.KerasTensor:
    x = layers.Conv2D(
        width,
        size,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
        kernel_constraint=TIED,
        name=f"{name}_conv",
    )(x)
    return BatchNormalization(beta_constraint=TIED, gamma_constraint=TIED, name=f"{name}_norm")(x)


def _block(x: keras.KerasTensor, width: int, name: str) -> keras.KerasTensor:
    shortcut = x if x.shape[-1] == width else _convolution(x, width, 1, name=f"{name}_shortcut")
    x = _convolution(x, width, 3, name=f"{name}_a")
    x = layers.Activation("silu", name=f"{name}_a_silu")(x)
    x = _convolution(x, width, 3, name=f"{name}_b")
    x = layers.Add(name=f"{name}_add")([x, shortcut])
    return layers.Activation("silu", name=f"{name}_silu")(x)
