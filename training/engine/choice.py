"""Trains with either engine, up to the best weights as Keras reads them and normalisation estimated anew."""

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from training.data.faceset import FaceSet
from training.progress import Say
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CONFIG, VOTES
from training.runs.sizes import OURS


def train_with(
    engine: str,
    config: TrainingConfig,
    read: Callable[[], FaceSet],
    folder: Path,
    device: str = "cpu",
    tensorboard: bool = False,
    say: Say = print,
) -> None:
    """Train a run, or go on with it.

    Args:
        engine: one of `training.runs.folder.ENGINES`.
        config: all that the run is told.
        read: gives the faces; called when the configuration has been found possible, as reading takes long.
        folder: of the run.
        device: of the engine torch, as PyTorch names it.
        tensorboard: of the engine keras: also write `tensorboard/` for that program.
        say: told what happens.

    Raises:
        ValueError: as `check_with`, `training.engine.train.train` and `training.pytorch.train.train`.
    """
    check_with(engine, config, device, tensorboard)

    faces = read()
    _warn(config, len(faces.split("train")), say)
    if engine == "torch":
        _in_torch(config, faces, folder, device, say)
    else:
        from training.engine.train import train

        watched = int(sys.stdout.isatty())  # a bar only where somebody watches
        say(f"Best weights: {train(config, faces, folder, watched, tensorboard, say)}")
    for run in _runs(folder):
        if config.refresh and (run / BEST).exists():
            _refresh(run, faces, say)


def check_with(engine: str, config: TrainingConfig, device: str = "cpu", tensorboard: bool = False) -> None:
    """Refuse a run that an engine cannot make, before anything is read.

    Arguments as `train_with`.

    Raises:
        ValueError: a library is missing, or a setting, network or device is none of that engine's.
    """
    if config.vp8 and find_spec("av") is None:
        raise ValueError("vp8: needs PyAV: python -m pip install av")
    if engine == "torch":
        if find_spec("torch") is None:
            raise ValueError("--engine torch needs PyTorch: python -m pip install torch")
        from training.pytorch.train import check as check_torch

        check_torch(config, device)
    else:
        from training.suppress_output import load_keras

        load_keras()
        from training.engine.train import check as check_keras

        check_keras(config, tensorboard)


def _warn(config: TrainingConfig, count: int, say: Say) -> None:
    """Say so if a run on that many faces is too short for averaged weights, which would stay where they began."""
    steps, back = -(-count // config.batch_size) * config.epochs, 1 / (1 - config.average)
    if config.average and steps < back:
        text = f"Averaged weights look back over {back:.0f} steps, and this run has {steps}"
        say(f"{text}: --average 0 uses the last ones.")


def _in_torch(config: TrainingConfig, faces: FaceSet, folder: Path, device: str, say: Say) -> None:
    from training.pytorch.train import train

    train(config, faces, folder, device, max(1, (os.cpu_count() or 1) // 2), say)
    if config.network not in OURS:
        say(f"Trained, to teach; it stays in PyTorch: {folder}")
        return
    if find_spec("keras") is None:
        raise ValueError(f"{folder}: trained; the same command where Keras is installed brings it into Keras")
    from training.suppress_output import load_tensorflow

    load_tensorflow()
    from training.pytorch.finish import finish

    for run in _runs(folder):
        say(f"Best weights: {finish(run)}")


def _runs(folder: Path) -> list[Path]:
    """Return a run's folder, and that of its second head where there is one."""
    return [folder, *([folder / VOTES] if (folder / VOTES / CONFIG).exists() else [])]


def _refresh(folder: Path, faces: FaceSet, say: Say) -> None:
    from training.engine.normalisation import refresh_best
    from training.progress import bar

    outcome = refresh_best(folder, faces, bar)
    say(
        f"Normalisation refreshed on plain faces: PublicTest accuracy {100 * outcome['before']:.2f} %, "
        f"then {100 * outcome['after']:.2f} %{'' if outcome['kept'] else ', so it was not kept'}"
    )
