"""A published network as a teacher, by its LiteRT file: the runs that led to it are not needed."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

from emotion.models.store import load_model


class Published(nn.Module):
    """A network of the store, which answers and does not learn. Grey faces of 0 to 255 in; logits out, [n, 7].

    Its probabilities are those of the network, not sharpened or softened by the temperature on its card. It computes
    on one thread of the processor, wherever the others do.
    """

    def __init__(self, folder: Path) -> None:
        """Load it.

        Raises:
            ValueError: LiteRT is missing, which a machine that only trains may do without.
            emotion.models.store.ModelError: as `emotion.models.store.load_network`.
        """
        super().__init__()
        try:
            from emotion.classification.litert import LiteRTClassifier
        except ModuleNotFoundError as error:
            raise ValueError(f"{folder} answers through LiteRT: python -m pip install ai-edge-litert") from error
        self._classifier = LiteRTClassifier(load_model(folder)[1])

    def forward(self, faces: torch.Tensor) -> torch.Tensor:
        """Return the logits of faces [n, 1, 48, 48], up to a number that is added to all seven."""
        return torch.from_numpy(np.log(self._classifier.classify(faces[:, 0].cpu().numpy()))).to(faces.device)
