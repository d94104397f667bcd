"""Our first family in PyTorch, layer for layer and name for name what Keras has, and what all our families share."""

import torch
from torch import nn
from torch.nn import functional

from emotion.labels import LABELS
from training.runs.sizes import CompactSize, block_names

EPSILON = 1e-3  # of normalisation, and one minus its momentum, as Keras has them
MOMENTUM = 0.01


class Ours(nn.Module):
    """A network of our own: grey faces of 0 to 255 in, float32 [n, 1, 48, 48]; logits out, [n, 7].

    `named` holds each layer by the name that it has in Keras.
    """

    def __init__(self, size: CompactSize, dropout: float | None) -> None:
        """Begin without layers; dropout instead of the size's own, 0 to 1."""
        super().__init__()
        self.named = nn.ModuleDict()
        self._dropout = size.dropout if dropout is None else dropout

    def tie(self) -> None:
        """Make numbers equal that are to be equal; most networks have none."""

    def _convolution(self, name: str, before: int, after: int, size: int, stride: int = 1) -> None:
        # Keras pads a halved picture of even side on its right and lower edge alone; see `Compact._convolved`.
        padding = 1 if size == 3 and stride == 1 else 0
        self.named[f"{name}_conv"] = nn.Conv2d(before, after, size, stride, padding, bias=False)
        self.named[f"{name}_norm"] = nn.BatchNorm2d(after, EPSILON, MOMENTUM)

    def _convolved(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(self.named[f"{name}_norm"](self.named[f"{name}_conv"](x)))

    def _answered(self, x: torch.Tensor) -> torch.Tensor:
        x = functional.dropout(mean(x).flatten(1), self._dropout, self.training)
        return torch.as_tensor(self.named["probabilities"](x))


class Compact(Ours):
    """What `training.networks.compact` builds in Keras."""

    def __init__(self, size: CompactSize, dropout: float | None = None, labels: int = len(LABELS)) -> None:
        """Build it with Keras' initial weights.

        Args:
            size: of the network.
            dropout: instead of the size's own, 0 to 1.
            labels: length of the output.
        """
        super().__init__(size, dropout)
        self._convolution("stem", 1, size.stem, 3)
        width = size.stem
        self._strides: dict[str, int] = {}
        before = 0
        for name, stage in block_names(size.blocks):
            wider, stride = size.widths[stage], 1 if stage == before else 2
            self._strides[name], before = stride, stage
            if stride != 1 or width != wider:
                self._convolution(f"{name}_shortcut", width, wider, 1, stride)
            self._convolution(f"{name}_a", width, wider, 3, stride)
            self._convolution(f"{name}_b", wider, wider, 3)
            self.named[f"{name}_reduce"] = nn.Conv2d(wider, wider // 8, 1)
            self.named[f"{name}_excite"] = nn.Conv2d(wider // 8, wider, 1)
            width = wider
        self.named["probabilities"] = nn.Linear(width, labels)
        initialise(self.named)

    def forward(self, faces: torch.Tensor) -> torch.Tensor:
        """Return the logits of faces."""
        # The pool comes first, which changes nothing, as larger stays larger, and leaves a quarter to be cut at zero.
        x = functional.relu(functional.max_pool2d(self._convolved("stem", faces / 127.5 - 1), 2), inplace=True)
        for name, stride in self._strides.items():
            x = self._block(name, x, stride)
        return self._answered(x)

    def _convolved(self, name: str, x: torch.Tensor) -> torch.Tensor:
        layer = self.named[f"{name}_conv"]
        if layer.kernel_size == (3, 3) and layer.stride == (2, 2):
            x = functional.pad(x, (0, 1, 0, 1))
        return super()._convolved(name, x)

    def _block(self, name: str, x: torch.Tensor, stride: int) -> torch.Tensor:
        shortcut = self._convolved(f"{name}_shortcut", x) if f"{name}_shortcut_conv" in self.named else x
        x = functional.relu(self._convolved(f"{name}_a", x), inplace=True)
        x = self._convolved(f"{name}_b", x)
        weights = functional.relu(self.named[f"{name}_reduce"](mean(x)))
        return functional.relu(x * torch.sigmoid(self.named[f"{name}_excite"](weights)) + shortcut, inplace=True)


def mean(x: torch.Tensor) -> torch.Tensor:
    """Return each channel's mean, [n, channels, 1, 1]; `x.mean` would first make a float32 copy of bfloat16."""
    return functional.avg_pool2d(x, x.shape[2:])


def initialise(named: nn.ModuleDict) -> None:
    """Give layers Keras' initial weights, by their names."""
    for name, layer in named.items():
        _initialise(name, layer)


def _initialise(name: str, layer: nn.Module) -> None:
    if isinstance(layer, nn.Conv2d) and name.endswith("_conv"):
        inputs = layer.in_channels * layer.kernel_size[0] * layer.kernel_size[1]
        # Keras' he_normal: truncated at two deviations, and wider to make up for it.
        deviation = (2 / inputs) ** 0.5 / 0.87962566
        nn.init.trunc_normal_(layer.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
    elif isinstance(layer, nn.Conv2d | nn.Linear):
        nn.init.xavier_uniform_(layer.weight)
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
