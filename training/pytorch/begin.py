"""What a run begins with: weights of other runs or published networks, or their mean ("model soups", 2203.05482).

Runs that began with the same weights end in one valley of the loss, so that the mean of their weights is a network
too: a little better than each of them, though not as good as the mean of their answers.
"""

import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from emotion.models.store import CARD
from training.pytorch.efficientnet import EfficientNetLite, load_pretrained
from training.pytorch.heads import FIRST
from training.pytorch.teachers import last_layer
from training.pytorch.unfold import unfolded
from training.runs.config import TrainingConfig
from training.runs.folder import TORCH_BEST

State = dict[str, torch.Tensor]


def begin(network: nn.Module, config: TrainingConfig, faces: npt.NDArray[np.uint8]) -> str:
    """Give a network what its run begins with, and return what that is: folders, ImageNet's weights, or none.

    Args:
        network: of the run.
        config: of the run.
        faces: that it is to learn from, uint8 [n, 48, 48].

    Raises:
        ValueError: as `begin_with`, or `training.pytorch.efficientnet.load_pretrained`.
    """
    if config.start:
        begin_with(network, config.starts, faces)
        return config.start
    return load_pretrained(network, config.pretrained) if isinstance(network, EfficientNetLite) else "none"


def begin_with(network: nn.Module, runs: Sequence[Path], faces: npt.NDArray[np.uint8]) -> None:
    """Give a network the mean of the best weights of runs with a single head; a second head begins as the first.

    Args:
        network: with one head or two.
        runs: folders of runs, or those of published networks' cards.
        faces: uint8 [n, 48, 48], on which the normalisation of published networks is measured.

    Raises:
        ValueError: a run has no weights, or weights of another network.
        emotion.models.store.ModelError: as `emotion.models.store.load_network`.
    """
    states = [_state(run, network, faces) for run in runs]
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


def _state(run: Path, network: nn.Module, faces: npt.NDArray[np.uint8]) -> State:
    if (run / CARD).exists():
        try:
            return unfolded(run, network, faces)
        except ValueError as error:
            raise ValueError(f"start: {run}: {error}") from error
    try:
        return dict(torch.load(run / TORCH_BEST, map_location="cpu", weights_only=True))
    except (RuntimeError, OSError, pickle.UnpicklingError, EOFError) as error:
        raise _refused(run, error) from error


def _refused(run: Path, error: Exception) -> ValueError:
    return ValueError(
        f"start: {run / TORCH_BEST} has no weights of this network ({error}); "
        "name runs of --engine torch or models/NAME, with commas"
    )
