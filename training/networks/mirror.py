"""Ties a network's channels in pairs: the second of each sees in a face what the first sees in its mirror image.

A face is about as likely as its mirror image and shows the same. Changed training faces teach that roughly; tied
kernels have it in them ("group equivariant networks", Cohen and Welling 2016, arXiv 1602.07576, for the group of two),
with half as many numbers to learn. The layers stay those that any library runs. The first half of a layer's channels
are the first of their pairs.
"""

import math
from collections.abc import Iterable, Sequence

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="mien")
class Mirrored(keras.constraints.Constraint):  # type: ignore[misc]  # Keras has no types
    """Keeps a layer's numbers the same for a face and its mirror image."""

    def __call__(self, values: keras.KerasTensor) -> keras.KerasTensor:
        """Return the mean of a layer's numbers and of what they would be for mirrored faces.

        Args:
            values: the kernel of a convolution [rows, columns, inputs, outputs], that of the last layer [inputs,
                labels], or numbers of one channel each.
        """
        return (values + _seen_mirrored(values)) / 2


def tie(layers: Iterable[keras.layers.Layer]) -> None:
    """Tie those of some layers that are to be tied, also what training steps leave alone, such as moving averages."""
    for layer in layers:
        if isinstance(layer, keras.layers.BatchNormalization) and isinstance(layer.gamma_constraint, Mirrored):
            tied = layer.weights
        else:
            tied = [weights for weights in layer.weights if isinstance(weights.constraint, Mirrored)]
        for weights in tied:
            weights.assign(Mirrored()(weights))


def begin(layers: Sequence[keras.layers.Layer]) -> None:
    """Tie initial weights, and make kernels as wide again as they were: the mean of two is narrower."""
    tie(layers)
    for layer in layers:
        kernel = getattr(layer, "kernel", None)
        if kernel is not None and isinstance(kernel.constraint, Mirrored):
            kernel.assign(kernel * math.sqrt(2))


def _seen_mirrored(values: keras.KerasTensor) -> keras.KerasTensor:
    if values.ndim < 4:
        return _partners(values, 0)
    turned = _partners(ops.flip(values, 1), 3)
    return turned if values.shape[2] == 1 else _partners(turned, 2)  # the face is one channel, its own partner


def _partners(values: keras.KerasTensor, axis: int) -> keras.KerasTensor:
    return ops.roll(values, values.shape[axis] // 2, axis)
