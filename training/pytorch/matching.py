"""Teachers that answer to the very faces a network learns from, changed and mixed ("function matching", 2106.05237).

One of them, drawn for each step, sees the faces mirrored or not. In the mean over steps the network is so told what all
of them together say of a face and its mirror image, for the cost of one.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from training.pytorch.heads import FIRST
from training.pytorch.teach import network_of

Logits = Callable[[nn.Module, npt.NDArray[Any]], torch.Tensor]


class Matching:
    """The teachers of a run, and the share that they have in what it is told."""

    def __init__(self, runs: Sequence[Path], share: float, device: str) -> None:
        """Load the best networks of runs.

        Args:
            runs: folders, each with a finished epoch of PyTorch; none for nothing to match.
            share: of what the first head is told, 0 to 1.
            device: as PyTorch names it.

        Raises:
            ValueError: a run has no finished epoch of PyTorch.
        """
        self._teachers = [network_of(run, device) for run in runs]
        self._share = share

    def goal(
        self, faces: npt.NDArray[Any], goal: torch.Tensor, seed: tuple[int, int, int], logits: Logits
    ) -> torch.Tensor:
        """Return what a network is told of a step's faces, [n, 7] or [n, 14]: of the first head a share is matched.

        Args:
            faces: of the step, [n, height, width, 1], as the network sees them.
            goal: of the step, without teachers.
            seed: of the run, its epoch and the step: the same draws the same teacher.
            logits: gives those of a network for faces.
        """
        if not self._teachers:
            return goal
        random = np.random.default_rng((*seed, 1))
        teacher = self._teachers[int(random.integers(len(self._teachers)))]
        seen = faces[:, :, ::-1] if random.random() < 0.5 else faces
        with torch.no_grad():
            told = torch.softmax(logits(teacher, seen)[:, :FIRST], 1)
        matched = (1 - self._share) * goal[:, :FIRST] + self._share * told
        return torch.cat([matched, goal[:, FIRST:]], 1)
