"""Converts a Keras network to LiteRT, and refuses a file that answers otherwise than its network."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from training.evaluation.predictors import Probabilities
from training.suppress_output import suppress_output

PRECISIONS: Final = ("float32", "float16", "dynamic", "int8")
EXAMPLES: Final = 256  # Training faces, of any labels, on which int8 learns the range of each activation

# Largest difference of a probability on any face, and the mean over all, that a sound file stays under.
BOUNDS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"float32": (0.005, 0.0005), "float16": (0.02, 0.002), "dynamic": (0.2, 0.02), "int8": (0.5, 0.04)}
)


def convert(network: keras.Model, precision: str, examples: npt.NDArray[np.uint8]) -> bytes:
    """Return a `.tflite` file that takes one face, float32 [1, 48, 48, 1] of 0 to 255, and gives float32 [1, 7].

    Args:
        network: with all its weights in float32; normalisation is folded into the convolutions before it.
        precision: float32; float16, of the stored weights; dynamic: int8 weights, and each face's activations quantised
            by their own range; int8: all in int8, activations by the range that they had on the examples.
        examples: faces [n, 48, 48], of which `EXAMPLES` at even distances are used; for int8 alone.

    Raises:
        ValueError: no such precision, or no example for int8.
        RuntimeError: TensorFlow could not convert the network; the message ends with what it printed.
    """
    if precision not in PRECISIONS:
        raise ValueError(f"unknown precision {precision!r}: expected one of {', '.join(PRECISIONS)}")
    if precision == "int8" and not len(examples):
        raise ValueError("int8 needs Training faces, to learn the ranges of activations from")
    # A fixed batch of one: the app reads faces one by one, and LiteRT then plans its memory once.
    face = keras.Input(batch_shape=(1, *network.input_shape[1:]), name="face")
    single = keras.Model(face, network(face, training=False))
    with suppress_output("TensorFlow could not convert the network"):
        converter = tf.lite.TFLiteConverter.from_keras_model(single)
        if precision != "float32":
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if precision == "float16":
            converter.target_spec.supported_types = [tf.float16]
        if precision == "int8":
            converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
            converter.representative_dataset = lambda: _one_by_one(examples)
        return bytes(converter.convert())


def _one_by_one(faces: npt.NDArray[np.uint8]) -> Iterator[list[npt.NDArray[np.float32]]]:
    chosen = np.linspace(0, len(faces) - 1, min(EXAMPLES, len(faces))).round().astype(int)
    for face in faces[chosen]:
        yield [face[None, ..., None].astype(np.float32)]


def difference(precision: str, reference: Probabilities, converted: Probabilities) -> dict[str, float]:
    """Return the largest and the mean absolute difference of two networks' probabilities [n, 7].

    Raises:
        ValueError: a value is no number, or the difference is over the bound for this precision.
    """
    absolute = np.abs(converted.astype(np.float64) - reference)
    largest, mean = float(absolute.max(initial=0)), float(absolute.mean()) if absolute.size else 0.0
    bounds = BOUNDS[precision]
    if not (largest <= bounds[0] and mean <= bounds[1]):  # also true for what is no number
        raise ValueError(
            f"the {precision} file answers otherwise than its network: probabilities differ by up to {largest:.4f}, "
            f"in the mean by {mean:.5f}; expected at most {bounds[0]} and {bounds[1]}. Nothing was installed"
        )
    return {"largest": largest, "mean": mean}
