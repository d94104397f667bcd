"""Trains a network of our own family in PyTorch: the same recipe, files and figures as `training.engine.train`, sooner.

It writes a run folder that the other commands take as their own once `training.pytorch.finish` has carried the best
weights into Keras; until then neither Keras nor TensorFlow is needed.
"""

import math
import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from training.data.faceset import FaceSet
from training.pytorch.keep import keepers
from training.pytorch.run import Run
from training.pytorch.teachers import NETWORKS, build
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.folder import TORCH_CHECKPOINT


def check(config: TrainingConfig, device: str) -> None:
    """Refuse what only the Keras way can do.

    Raises:
        ValueError: a network of another family or whose library is missing, a setting that is not taken here, or a
            device that is not there.
    """
    if config.network not in NETWORKS:
        raise ValueError(f"PyTorch trains {', '.join(NETWORKS)}; leave --engine out for {config.network!r}")
    for name, value in (("optimizer", "sgd"), ("frozen_epochs", 0), ("patience", 0)):
        if getattr(config, name) != value:
            raise ValueError(f"{name}: PyTorch takes {value!r} alone; leave --engine out for another")
    if config.schedule == "plateau":
        raise ValueError("schedule: PyTorch takes cosine and constant; leave --engine out for plateau")
    build(config.network, config.dropout)  # says so if a library is missing, before the faces are read
    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:
        raise ValueError(f"device {device!r}: PyTorch cannot use it ({error})") from error


def train(
    config: TrainingConfig,
    data: FaceSet,
    folder: Path,
    device: str = "cpu",
    workers: int = 1,
    say: Callable[[str], None] = print,
) -> None:
    """Train until `config.epochs` are done, and keep the best network by PublicTest accuracy.

    The folder receives `history.csv`, `best.pt` and `checkpoint.pt` after each epoch; a run that was stopped goes on
    from its last whole epoch. Of two heads, the second is kept in a run folder of its own, `votes` in the first one's.

    Args:
        config: all that the run is told.
        data: FER2013, with votes if the configuration asks for them.
        folder: of the run.
        device: as PyTorch names it, such as cpu or cuda.
        workers: threads that change faces.
        say: told a line after each epoch.

    Raises:
        ValueError: a setting that is not taken here, an empty split, missing votes, or a loss that is no number.
    """
    check(config, device)
    kept = keepers(folder, config)
    run = Run(config, data, device)
    path = folder / TORCH_CHECKPOINT
    if path.exists():
        run.load(_state(path, device))
    for keeper in kept:
        keeper.begin(run)
    while run.done < config.epochs:
        began = time.perf_counter()
        row = {"epoch": run.done + 1, **run.epoch(workers)}
        if not math.isfinite(row["loss"]):
            raise ValueError(f"epoch {run.done}: the loss is no finite number; a lower --learning-rate may help")
        network = run.served()
        row["seconds"] = time.perf_counter() - began
        rows = [keeper.keep(run, network, row) for keeper in kept]
        with atomic_write(path) as partial:
            torch.save(run.state(), partial)
        say(" ".join(f"{name} {value:.4g}" for name, value in rows[0].items()))


def _state(path: Path, device: str) -> dict[str, Any]:
    try:
        return dict(torch.load(path, map_location=device, weights_only=True))
    except (RuntimeError, OSError, pickle.UnpicklingError, EOFError) as error:
        raise ValueError(f"{path}: cannot be resumed ({error}); choose another --run folder") from error
