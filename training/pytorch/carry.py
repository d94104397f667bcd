"""Carries weights from PyTorch into the Keras network of the same layers."""

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from training.pytorch.network import Ours

Arrays = list[npt.NDArray[np.float32]]


def to_keras(module: Ours, network: keras.Model) -> None:
    """Set the weights of a Keras network to those of its twin.

    Raises:
        ValueError: a layer has a twin of another shape, or none.
    """
    for name, layer in _pairs(module, network):
        layer.set_weights(_arrays(module.named[name]))


def _pairs(module: Ours, network: keras.Model) -> Iterator[tuple[str, Any]]:
    """Yield the name and Keras layer of each layer with weights."""
    layers = {layer.name: layer for layer in network.layers if layer.weights}
    if set(layers) != set(module.named):
        missing = sorted(set(layers) ^ set(module.named))
        raise ValueError(f"expected networks of the same layers; only one has {', '.join(missing)}")
    for name, layer in layers.items():
        expected, found = [values.shape for values in layer.get_weights()], _arrays(module.named[name])
        if expected != [values.shape for values in found]:
            raise ValueError(f"{name}: expected shapes {expected}, found {[values.shape for values in found]}")
        yield name, layer


def _tensors(layer: nn.Module) -> list[torch.Tensor]:
    """Return a layer's tensors in the order in which Keras lists them."""
    if isinstance(layer, nn.BatchNorm2d):
        return [layer.weight, layer.bias, layer.running_mean, layer.running_var]
    return [layer.weight] if layer.bias is None else [layer.weight, layer.bias]


def _arrays(layer: nn.Module) -> Arrays:
    return [_turned(tensor.detach().cpu().float().numpy()) for tensor in _tensors(layer)]


def _turned(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """PyTorch has output, input, rows, columns; Keras rows, columns, input, output."""
    return np.ascontiguousarray(values.transpose(2, 3, 1, 0) if values.ndim == 4 else values.T)
