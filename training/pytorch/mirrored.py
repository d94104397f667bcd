"""Our second family in PyTorch, layer for layer and name for name what `training.networks.mirrored` builds in Keras.

Channels come in pairs, the second of which sees in a face what the first sees in its mirror image. Each step of
training ties them anew. As tying is a projection, that is training within what it projects to.
"""

import math

import torch
from torch import nn
from torch.nn import functional

from emotion.labels import LABELS
from training.pytorch.network import Ours, initialise
from training.runs.sizes import FAINT, CompactSize, block_names


class Mirrored(Ours):
    """A network that gives a face and its mirror image the same logits."""

    def __init__(self, size: CompactSize, dropout: float | None = None, labels: int = len(LABELS)) -> None:
        """Build it with Keras' initial weights, tied.

        Args:
            size: of the network, its widths and stem even.
            dropout: instead of the size's own, 0 to 1.
            labels: length of the output.
        """
        super().__init__(size, dropout)
        self._convolution("stem", 1, size.stem, 3)
        width, before = size.stem, 0
        self._halved: dict[str, bool] = {}
        for name, stage in block_names(size.blocks):
            wider = size.widths[stage]
            self._halved[name], before = stage != before, stage
            if width != wider:
                self._convolution(f"{name}_shortcut", width, wider, 1)
            self._convolution(f"{name}_a", width, wider, 3)
            self._convolution(f"{name}_b", wider, wider, 3)
            width = wider
        self.named["probabilities"] = nn.Linear(width, labels)
        initialise(self.named)
        self.tie()
        with torch.no_grad():
            for layer in self.named.values():
                if isinstance(layer, nn.Conv2d | nn.Linear):
                    layer.weight.mul_(math.sqrt(2))  # the mean of two kernels is narrower than each

    def forward(self, faces: torch.Tensor) -> torch.Tensor:
        """Return the logits of faces."""
        x = self._convolved("stem", functional.layer_norm(faces, faces.shape[1:], eps=FAINT))
        x = functional.silu(functional.max_pool2d(x, 2), inplace=True)
        for name, halved in self._halved.items():
            x = self._block(name, functional.avg_pool2d(x, 2) if halved else x)
        return self._answered(x)

    def tie(self) -> None:
        """Set each pair of numbers that are to be equal to its mean."""
        with torch.no_grad():
            for layer in self.named.values():
                if isinstance(layer, nn.Linear):
                    _mean(layer.weight, _twins(layer.weight, 1))  # its outputs are labels, and no pairs
                    continue
                for tensor in (*layer.parameters(), *(each for each in layer.buffers() if each.ndim)):
                    _mean(tensor, _seen_mirrored(tensor))

    def _block(self, name: str, x: torch.Tensor) -> torch.Tensor:
        shortcut = self._convolved(f"{name}_shortcut", x) if f"{name}_shortcut_conv" in self.named else x
        x = functional.silu(self._convolved(f"{name}_a", x), inplace=True)
        return functional.silu(self._convolved(f"{name}_b", x) + shortcut, inplace=True)


def _mean(tensor: torch.Tensor, other: torch.Tensor) -> None:
    tensor.add_(other).mul_(0.5)


def _seen_mirrored(tensor: torch.Tensor) -> torch.Tensor:
    if tensor.ndim < 4:
        return _twins(tensor, 0)
    turned = _twins(tensor.flip(3), 0)
    return turned if tensor.shape[1] == 1 else _twins(turned, 1)  # the face itself is one channel, and its own twin


def _twins(tensor: torch.Tensor, axis: int) -> torch.Tensor:
    return tensor.roll(tensor.shape[axis] // 2, axis)
