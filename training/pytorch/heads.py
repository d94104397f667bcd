"""A second head: it learns the FER+ votes beside the first, which learns the labels; each is kept as a network.

Both read the same features, so the votes, less noisy than the labels, shape what the first head sees.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from emotion.labels import LABELS
from training.data.faceset import FaceSet
from training.data.targets import soft_labels, targets
from training.pytorch.teachers import build, last_layer
from training.runs.config import TrainingConfig
from training.runs.folder import VOTES

FIRST: Final = len(LABELS)  # outputs of the first head; those of the second follow


def outputs(config: TrainingConfig) -> int:
    """Return how many outputs a run's network has while it learns."""
    return 2 * FIRST if config.votes_head else FIRST


def goals(faces: FaceSet, config: TrainingConfig) -> npt.NDArray[np.float32]:
    """Return what the heads shall answer, float32 [n, 7] or [n, 14]; each head's seven sum to 1.

    Raises:
        ValueError: votes are asked for, and there are none.
    """
    first = targets(faces, config)
    return np.concatenate([first, soft_labels(faces, 1.0, "votes_head")], axis=1) if config.votes_head else first


def losses(logits: torch.Tensor, goal: torch.Tensor, config: TrainingConfig) -> torch.Tensor:
    """Return the cross-entropy of each face, [n], weighted between the heads."""

    def of(head: slice) -> torch.Tensor:
        return functional.cross_entropy(
            logits[:, head], goal[:, head], reduction="none", label_smoothing=config.label_smoothing
        )

    if not config.votes_head:
        return of(slice(FIRST))
    return (1 - config.votes_head) * of(slice(FIRST)) + config.votes_head * of(slice(FIRST, None))


def with_one_head(network: nn.Module, config: TrainingConfig) -> nn.Module:
    """Return a copy of a network with the head alone that a configuration keeps."""
    alone = build(config.network, config.dropout)
    first = 0 if config.head != VOTES else FIRST
    state, layer = network.state_dict(), last_layer(network)
    for name, tensor in network.named_parameters():
        if tensor is layer.weight or tensor is layer.bias:
            state[name] = tensor[first : first + FIRST]
    alone.load_state_dict(state)
    return alone
