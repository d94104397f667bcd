"""Networks too large to serve, from which a small one learns: they stay in PyTorch."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import torch
from torch import nn

from emotion.labels import LABELS
from training.pytorch.efficientnet import EfficientNetLite
from training.pytorch.mirrored import Mirrored
from training.pytorch.network import EPSILON, Compact
from training.runs.sizes import COMPACT, MIRRORED, OURS, WIDE

EFFICIENTNETS: Final = ("teacher-efficientnet",)
VGGS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType({"teacher-vgg": (64, 128, 256, 512)})
NETWORKS: Final = (*OURS, *WIDE, *VGGS, *EFFICIENTNETS)


class Vgg(nn.Module):
    """Stages of two 3x3 convolutions each and a pool, then three dense layers (VGGNet, arXiv 2105.03588).

    Grey faces of 0 to 255 in, float32 [n, 1, 48, 48]; logits out, [n, 7].
    """

    def __init__(
        self, widths: tuple[int, ...], dropout: float | None = None, labels: int = len(LABELS), hidden: int = 1024
    ) -> None:
        """Build it.

        Args:
            widths: channels of each stage.
            dropout: of the dense layers, 0 to 1; None for a half.
            labels: length of the output.
            hidden: features of the dense layers.
        """
        super().__init__()
        layers: list[nn.Module] = []
        before = 1
        for width in widths:
            for _ in range(2):
                layers += [
                    nn.Conv2d(before, width, 3, padding=1, bias=False),
                    nn.BatchNorm2d(width, EPSILON),
                    nn.ReLU(),
                ]
                before = width
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)
        drop = 0.5 if dropout is None else dropout
        side = 48 // 2 ** len(widths)
        self.answer = nn.Sequential(
            nn.Flatten(),
            nn.Linear(before * side * side, hidden),
            nn.ReLU(),
            nn.Dropout(drop),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Dropout(drop),
            nn.Linear(hidden, labels),
        )
        for layer in self.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")

    def forward(self, faces: torch.Tensor) -> torch.Tensor:
        """Return the logits of faces."""
        return torch.as_tensor(self.answer(self.features(faces / 127.5 - 1)))


def build(name: str, dropout: float | None = None, labels: int = len(LABELS)) -> nn.Module:
    """Build one of `NETWORKS`; dropout instead of its own, 0 to 1; labels is the length of the output.

    Raises:
        ValueError: it needs a library that is not installed.
    """
    if name in EFFICIENTNETS:
        return EfficientNetLite(dropout, labels)
    if name in VGGS:
        return Vgg(VGGS[name], dropout, labels)
    if name in COMPACT:
        return Compact(COMPACT[name], dropout, labels)
    return Mirrored(MIRRORED[name] if name in MIRRORED else WIDE[name], dropout, labels)


def last_layer(network: nn.Module) -> nn.Linear:
    """Return the layer that gives the logits of one of `NETWORKS`."""
    if isinstance(network, EfficientNetLite):
        layer = network.body._fc
    else:
        layer = network.answer[-1] if isinstance(network, Vgg) else network.named["probabilities"]
    assert isinstance(layer, nn.Linear)
    return layer
