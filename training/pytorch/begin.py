"""What a run begins with: the best weights of another run, or the mean of several ("model soups", arXiv 2203.05482).

Runs that began with the same weights end in one valley of the loss, so that the mean of their weights is a network
too: a little better than each of them, though not as good as the mean of their answers.
"""

import pickle
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from training.config import TrainingConfig
from training.pytorch.efficientnet import EfficientNetLite, load_pretrained
from training.pytorch.heads import FIRST
from training.pytorch.teachers import last_layer
from training.run_folder import TORCH_BEST

State = dict[str, torch.Tensor]


def begin(network: nn.Module, config: TrainingConfig) -> str:
    """Give a network what its run begins with, and return what that is: runs, ImageNet's weights, or none.

    Raises:
        ValueError: as `begin_with`, or `training.pytorch.efficientnet.load_pretrained`.
    """
    if config.start:
        begin_with(network, config.starts)
        return config.start
    return load_pretrained(network, config.pretrained) if isinstance(network, EfficientNetLite) else "none"


def begin_with(network: nn.Module, runs: Sequence[Path]) -> None:
    """Give a network the mean of the best weights of runs with a single head; a second head begins as the first.

    Raises:
        ValueError: a run has no weights, or weights of another network.
    """
    states = [_state(run) for run in runs]
    for run, state in zip(runs, states, strict=True):
        try:
            network.load_state_dict(_widened(state, network))
        except RuntimeError as error:
            raise _refused(run, error) from error
    mean = {name: torch.stack([state[name].double() for state in states]).mean(0) for name in states[0]}
    network.load_state_dict(_widened(mean, network))


def _widened(state: State, network: nn.Module) -> State:
    """Return weights of one head as those of a network that may have two."""
    layer = last_layer(network)
    wide = {id(layer.weight), id(layer.bias)} if layer.out_features > FIRST else set()
    ends = {name for name, tensor in network.named_parameters() if id(tensor) in wide}
    return {name: torch.cat([part, part]) if name in ends else part for name, part in state.items()}


def _state(run: Path) -> State:
    try:
        return dict(torch.load(run / TORCH_BEST, map_location="cpu", weights_only=True))
    except (RuntimeError, OSError, pickle.UnpicklingError, EOFError) as error:
        raise _refused(run, error) from error


def _refused(run: Path, error: Exception) -> ValueError:
    return ValueError(
        f"start: {run / TORCH_BEST} has no weights of this network ({error}); name runs of --engine torch, with commas"
    )
