"""A published network's LiteRT file as weights that go on learning: fine-tuning needs none of the runs behind it.

The file has normalisation folded into its convolutions. Here each gets one again that changes no answer: what it takes
off and divides by, measured on faces, it puts back with its own weights, which can then be learned.
"""

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from emotion.labels import LABELS
from emotion.models.store import load_model
from training.pytorch.network import EPSILON, Ours
from training.pytorch.published import Published
from training.runs.litert_tensors import Tensors, constants, tensor_of

MEASURED: Final = 1024  # faces that normalisation is measured on
READ: Final = 128
APART: Final = 0.1  # by which a probability may differ from the file's, whose activations are rounded too


def unfolded(folder: Path, network: nn.Module, faces: npt.NDArray[np.uint8]) -> dict[str, torch.Tensor]:
    """Return the weights of a published network, with a single head, as a network of ours takes them.

    Args:
        folder: of its card.
        network: of the same layers, with one head or two; it stays as it is.
        faces: uint8 [n, 48, 48], n at least 2, such as it will learn from.

    Raises:
        ValueError: LiteRT is missing, the file has other layers, or the two answer differently.
        emotion.models.store.ModelError: as `emotion.models.store.load_network`.
    """
    published = Published(folder)
    if not isinstance(network, Ours):
        raise ValueError("it is none of our own small networks, which alone go on from a published one")
    alone = copy.deepcopy(network).cpu().float().eval()
    alone.named["probabilities"] = nn.Linear(alone.named["probabilities"].in_features, len(LABELS))
    tensors = constants(load_model(folder)[1])
    shifts = {}
    with torch.no_grad():
        for name, layer in alone.named.items():
            if not isinstance(layer, nn.BatchNorm2d):
                shift = _fill(layer, name, tensors)
                if name.endswith("_conv"):
                    shifts[name.removesuffix("_conv") + "_norm"] = shift
        _normalise(alone, shifts, torch.from_numpy(faces[:MEASURED, None]).float())
        seen = torch.from_numpy(faces[:READ, None]).float()
        apart = float((torch.softmax(alone(seen), 1) - torch.softmax(published(seen), 1)).abs().max())
    if apart > APART:
        raise ValueError(f"its weights and its file differ by {apart:.2f} in a probability; expected at most {APART}")
    return dict(alone.state_dict())


def _fill(layer: nn.Module, name: str, tensors: Tensors) -> torch.Tensor:
    """Give a layer its kernel and, unless normalisation follows, its bias; return the bias."""
    weight = layer.weight
    assert isinstance(weight, torch.Tensor)
    before = name.removesuffix("_conv") + "_norm" if name.endswith("_conv") else name
    # LiteRT has output, rows, columns, input.
    shape = tuple(weight.permute(0, 2, 3, 1).shape) if weight.ndim == 4 else tuple(weight.shape)
    kernel = torch.from_numpy(tensor_of(tensors, name, shape))
    bias = torch.from_numpy(tensor_of(tensors, before, (len(weight),)))
    weight.copy_(kernel.permute(0, 3, 1, 2) if weight.ndim == 4 else kernel)
    if isinstance(layer.bias, torch.Tensor):
        layer.bias.copy_(bias)
    return bias


def _normalise(network: Ours, shifts: Mapping[str, torch.Tensor], faces: torch.Tensor) -> None:
    """Set normalisation so that it adds its shift to the faces' features, and nothing else."""
    sums: dict[str, torch.Tensor] = {}
    hooks = []
    for name, shift in shifts.items():
        norm = network.named[name]
        norm.running_mean.zero_()
        norm.running_var.fill_(1)
        norm.weight.fill_((1 + EPSILON) ** 0.5)
        norm.bias.copy_(shift)
        hooks.append(norm.register_forward_pre_hook(_adding(sums, name)))
    for start in range(0, len(faces), READ):
        network(faces[start : start + READ])
    for hook in hooks:
        hook.remove()
    for name, shift in shifts.items():
        norm, (count, total, squares) = network.named[name], sums[name]
        mean = total / count
        variance = squares / count - mean**2
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + EPSILON).sqrt())
        norm.bias.copy_(shift + mean)


def _adding(sums: dict[str, torch.Tensor], name: str) -> Callable[[nn.Module, tuple[torch.Tensor]], None]:
    """Return a hook that adds up, for each channel, how many values a layer is given, their sum and their squares'."""

    def add(layer: nn.Module, given: tuple[torch.Tensor]) -> None:
        values = given[0].double()
        moments = torch.stack([torch.ones_like(values), values, values**2]).sum((1, 3, 4))
        sums[name] = sums[name] + moments if name in sums else moments

    return add
