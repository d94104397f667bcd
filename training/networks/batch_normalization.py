"""Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167) that trains quickly on TensorFlow's processors.

Keras' own layer turns features into float32 and spells normalisation out in a dozen operations, which took half of a
training step in bfloat16. Here TensorFlow's fused operation does it in one, on features as they are.
"""

from typing import Any, Final

import keras
from keras import ops

AXES: Final = (-1, 3)  # channels last


@keras.saving.register_keras_serializable(package="mien")
class BatchNormalization(keras.layers.BatchNormalization):  # type: ignore[misc]  # Keras has no types
    """Keras' layer, fused where it learns from pictures on TensorFlow; the same weights, the same answers.

    Its name is that of Keras' layer because files of weights name their parts by it: those of either load into the
    other. Whatever the fused operation does not do is left to Keras: inference, dense features, masks, other backends.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Return normalised features, of the layer's compute type."""
        if not (training and self.trainable and mask is None and self._can_be_fused(inputs)):
            return super().call(inputs, training=training, mask=mask)
        import tensorflow

        # With this factor the operation gives the mean and variance of the batch alone.
        outputs, mean, variance, *_ = tensorflow.raw_ops.FusedBatchNormV3(
            x=inputs,
            scale=ops.convert_to_tensor(self.gamma),
            offset=ops.convert_to_tensor(self.beta),
            mean=tensorflow.constant([], "float32"),
            variance=tensorflow.constant([], "float32"),
            epsilon=self.epsilon,
            exponential_avg_factor=1.0,
            is_training=True,
        )
        # Its variance is the sample's, divided by n - 1; Keras remembers the population's, divided by n.
        count = ops.cast(ops.size(inputs) // inputs.shape[-1], "float32")
        variance = variance * (count - 1) / count
        self.moving_mean.assign(self.momentum * self.moving_mean + (1 - self.momentum) * mean)
        self.moving_variance.assign(self.momentum * self.moving_variance + (1 - self.momentum) * variance)
        return outputs

    def _can_be_fused(self, inputs: Any) -> bool:
        return (
            keras.backend.backend() == "tensorflow"
            and len(inputs.shape) == 4
            and self.axis in AXES
            and self.scale
            and self.center
            and not self.renorm
            and not self.synchronized
            and keras.backend.standardize_dtype(inputs.dtype) == self.compute_dtype
            and self.compute_dtype in ("float32", "bfloat16")
            and self.variable_dtype == "float32"
        )
