"""The mean answers of several networks to each face, seen in several views: what a small network learns from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from emotion.models.store import CARD
from training.data.augment import STANDARD, lit, moved
from training.data.faceset import FaceSet
from training.data.teacher_predictions import TeacherPredictions
from training.progress import Progress, quiet
from training.pytorch.published import Published
from training.pytorch.teachers import build
from training.runs.config import TrainingConfig
from training.runs.folder import CONFIG, TORCH_BEST

READ: Final = 512  # faces at once


def answers(
    runs: Sequence[Path], faces: FaceSet, views: int, device: str = "cpu", progress: Progress = quiet
) -> TeacherPredictions:
    """Return the mean probabilities of the best networks of these runs over the views of each face.

    The first view is the face as it is; each other one is moved and lit as in training, the same for every network.

    Args:
        runs: folders, each with a finished epoch of PyTorch.
        faces: to answer to.
        views: of each face, at least 1.
        device: as PyTorch names it.
        progress: shown for each view.

    Raises:
        ValueError: there is no run or no view, or a run has no finished epoch of PyTorch.
    """
    if not runs or views < 1:
        raise ValueError(f"expected a run and a view at least, found {len(runs)} runs and {views} views")
    networks = [network_of(run, device) for run in runs]
    total = np.zeros((len(faces), 7))
    for view in progress(range(views), "Views"):
        seen = faces.pixels if view == 0 else _view(faces.pixels, view)
        for network in networks:
            total += _probabilities(network, seen, device)
    return TeacherPredictions.to(faces, total / (views * len(networks)))


def network_of(run: Path, device: str) -> torch.nn.Module:
    """Return the best network of a run, or a published one, ready to answer.

    Args:
        run: its folder; of a published network, that of its card.
        device: as PyTorch names it.

    Raises:
        ValueError: the run has no finished epoch of PyTorch.
        emotion.models.store.ModelError: as `emotion.models.store.load_network`.
    """
    if (run / CARD).exists():
        return Published(run)
    if not (run / TORCH_BEST).exists() or not (run / CONFIG).exists():
        raise ValueError(f"{run}: no {TORCH_BEST} and {CONFIG}; train it with --engine torch first")
    config = TrainingConfig.load(run / CONFIG)
    network = build(config.network, config.dropout)
    network.load_state_dict(torch.load(run / TORCH_BEST, map_location=device, weights_only=True))
    network.eval()
    return network.to(device, memory_format=torch.channels_last)


def _view(pixels: npt.NDArray[np.uint8], view: int) -> npt.NDArray[np.uint8]:
    random = np.random.default_rng(view)
    return np.stack([lit(moved(face, STANDARD, random), STANDARD, random) for face in pixels])


def _probabilities(network: torch.nn.Module, pixels: npt.NDArray[np.uint8], device: str) -> npt.NDArray[np.float64]:
    found = []
    with torch.inference_mode(), torch.autocast(device.partition(":")[0], torch.bfloat16, enabled=device != "cpu"):
        for start in range(0, len(pixels), READ):
            part = torch.from_numpy(pixels[start : start + READ, None]).to(device).float()
            found.append(torch.softmax(network(part).float(), 1).cpu().numpy())
    return np.concatenate(found).astype(np.float64) if found else np.empty((0, 7))
