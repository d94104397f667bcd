"""Brings what PyTorch trained into Keras: the best weights as the other commands read them."""

from pathlib import Path
from typing import Final

import keras
import numpy as np
import torch

from training import networks
from training.networks.rebuild import dtype_policy
from training.pytorch.carry import to_keras
from training.pytorch.network import Ours
from training.pytorch.teachers import build
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CONFIG, TORCH_BEST
from training.runs.sizes import OURS

APART: Final = 1e-3  # by which the two may differ in a probability


def finish(folder: Path) -> Path:
    """Carry a run's best weights into Keras unless that is done, compare both on the same noise, and return the file.

    Raises:
        ValueError: the folder holds no finished epoch, or the two networks answer differently.
    """
    if not (folder / TORCH_BEST).exists() or not (folder / CONFIG).exists():
        raise ValueError(f"{folder}: no {TORCH_BEST} and {CONFIG}; no epoch is finished")
    carried, best = folder / BEST, folder / TORCH_BEST
    if carried.exists() and carried.stat().st_mtime_ns >= best.stat().st_mtime_ns:
        return carried
    config = TrainingConfig.load(folder / CONFIG)
    if config.network not in OURS:
        raise ValueError(
            f"{folder}: {config.network!r} stays in PyTorch, to teach; see python -m training teach --help"
        )
    module = build(config.network, config.dropout)
    assert isinstance(module, Ours)
    module.load_state_dict(torch.load(best, map_location="cpu", weights_only=True))
    module.eval()
    with dtype_policy("float32"):
        network = networks.build(config.network, config.dropout)
    to_keras(module, network)
    compare(module, network)
    with atomic_write(carried) as partial:
        network.save_weights(partial)
    return carried


def compare(module: Ours, network: keras.Model) -> None:
    """Refuse two networks that answer differently.

    Raises:
        ValueError: a probability differs by more than `APART`.
    """
    faces = np.random.default_rng(1).uniform(0, 255, (16, 48, 48, 1)).astype(np.float32)
    with torch.no_grad():
        ours = torch.softmax(module(torch.from_numpy(faces.transpose(0, 3, 1, 2))), 1).numpy()
    theirs = np.asarray(keras.ops.convert_to_numpy(network(faces, training=False)))
    apart = float(np.abs(ours - theirs).max())
    if apart > APART:
        raise ValueError(f"PyTorch and Keras differ by {apart:.4f} in a probability; expected at most {APART}")
