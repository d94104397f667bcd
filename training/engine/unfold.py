"""A released model's LiteRT file as weights that go on learning: fine-tuning needs none of the runs behind it.

The file has normalisation folded into its convolutions. Here each gets one again that changes no answer: what it takes
off and divides by, measured on faces, it puts back with its own weights, which can then be learned.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import numpy.typing as npt

from emotion.models.store import load_model
from training.evaluation.predictors import BATCH, keras_predictor, litert_predictor
from training.networks.mirror import tie
from training.runs.litert_tensors import Array, Tensors, constants, tensor_of

MEASURED: Final = 1024  # faces that normalisation is measured on
COMPARED: Final = 128
APART: Final = 0.1  # by which a probability may differ from the file's, whose activations are rounded too

Layers = Mapping[str, Any]  # of Keras, by name


def unfold(folder: Path, network: keras.Model, faces: npt.NDArray[np.uint8]) -> None:
    """Give a network the weights of a released model.

    Args:
        folder: of its card.
        network: of the same layers, of our own families, with one head, in float32.
        faces: uint8 [n, 48, 48], n at least 2, such as it will learn from.

    Raises:
        ValueError: LiteRT is missing, the file has other layers, or the two answer differently.
        emotion.models.store.ModelError: as `emotion.models.store.load_model`.
    """
    check_litert(folder)
    content = load_model(folder)[1]
    tensors = constants(content)
    layers = {layer.name: layer for layer in network.layers if layer.weights}
    norms = {name: layer for name, layer in layers.items() if isinstance(layer, keras.layers.BatchNormalization)}
    if not norms or not all(name.removesuffix("_norm") + "_conv" in layers for name in norms):
        raise ValueError("it is none of our own small networks, which alone go on from a released one")
    shifts: dict[str, Array] = {}
    for name, layer in layers.items():
        if name not in norms:
            shifts[name.removesuffix("_conv") + "_norm"] = _fill(layer, name, tensors, norms)
    _normalise(network, norms, shifts, faces[:MEASURED])
    seen = faces[:COMPARED]
    apart = float(np.abs(keras_predictor(network)(seen) - litert_predictor(content)(seen)).max())
    if apart > APART:
        raise ValueError(f"its weights and its file differ by {apart:.2f} in a probability; expected at most {APART}")


def check_litert(folder: Path) -> None:
    """Refuse to read a released model where LiteRT is missing, which a machine that only trains may do without.

    Raises:
        ValueError: it is not installed.
    """
    if find_spec("ai_edge_litert") is None:
        raise ValueError(f"{folder}: released models are read by LiteRT: python -m pip install ai-edge-litert")


def _fill(layer: Any, name: str, tensors: Tensors, norms: Layers) -> Array:
    """Give a layer its kernel and, unless normalisation follows, its bias; return the bias."""
    before = name.removesuffix("_conv") + "_norm"
    shape = tuple(layer.kernel.shape)
    # LiteRT has output, rows, columns, input; Keras rows, columns, input, output.
    kernel = tensor_of(tensors, name, (shape[-1], *shape[:-1]))
    bias = tensor_of(tensors, before if before in norms else name, (shape[-1],))
    layer.kernel.assign(np.moveaxis(kernel, 0, -1))
    if layer.use_bias:
        layer.bias.assign(bias)
    return bias


def _normalise(network: keras.Model, norms: Layers, shifts: Mapping[str, Array], faces: npt.NDArray[np.uint8]) -> None:
    """Set normalisation so that it adds its shift to the faces' features, and nothing else."""
    for name, norm in norms.items():
        one = np.ones_like(shifts[name])
        norm.set_weights([one * np.sqrt(1 + norm.epsilon), shifts[name], 0 * one, one])
    given = keras.Model(network.inputs, [norm.input for norm in norms.values()])
    sums: dict[str, list[Any]] = {
        name: [np.zeros(shifts[name].shape), np.zeros(shifts[name].shape), 0] for name in norms
    }
    for start in range(0, len(faces), BATCH):
        features = given.predict_on_batch(faces[start : start + BATCH, ..., None].astype(np.float32))
        for name, values in zip(norms, features, strict=True):
            flat = np.asarray(values, np.float64).reshape(-1, values.shape[-1])
            sums[name][0] += flat.sum(axis=0)
            sums[name][1] += (flat**2).sum(axis=0)
            sums[name][2] += len(flat)
    for name, norm in norms.items():
        total, squares, count = sums[name]
        mean = total / count
        variance = squares / count - mean**2
        norm.set_weights([*norm.get_weights()[:2], mean, variance])
        tie([norm])  # before its own weights are made of them: the root of a mean is no mean of roots
        _, _, mean, variance = norm.get_weights()
        norm.set_weights([np.sqrt(variance + norm.epsilon), shifts[name] + mean, mean, variance])
