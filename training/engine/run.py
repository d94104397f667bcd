"""A run from the check of its settings, for which nothing is read, to normalisation estimated anew on all its faces.

Keras is loaded here and not above, so that a command's help is quick.
"""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from training.data.faceset import FaceSet
from training.progress import Say
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CONFIG, VOTES


def train_run(
    config: TrainingConfig,
    read: Callable[[], FaceSet],
    folder: Path,
    tensorboard: bool = False,
    say: Say = print,
) -> None:
    """Train a run, or go on with it.

    Args:
        config: all that the run is told.
        read: gives the faces; called when the configuration has been found possible, as reading takes long.
        folder: of the run.
        tensorboard: also write `tensorboard/` for that program.
        say: told what happens.

    Raises:
        ValueError: as `check_run` and `training.engine.train.train`.
    """
    check_run(config, tensorboard)
    from training.engine.train import train

    faces = read()
    count = len(faces.split("train"))
    _warn(config, min(config.faces or count, count), say)
    watched = int(sys.stdout.isatty())  # a bar only where somebody watches
    say(f"Best weights: {train(config, faces, folder, watched, tensorboard, say)}")
    for run in _runs(folder):
        if config.refresh and (run / BEST).exists():
            _refresh(run, faces, say)


def check_run(config: TrainingConfig, tensorboard: bool = False) -> None:
    """Refuse a run that cannot be made, before anything is read.

    Arguments as `train_run`.

    Raises:
        ValueError: a library is missing, or as `training.engine.train.check`.
    """
    if config.vp8 and find_spec("av") is None:
        raise ValueError("vp8: needs PyAV: python -m pip install av")
    from training.suppress_output import load_keras

    load_keras()
    from training.engine.train import check

    check(config, tensorboard)


def _warn(config: TrainingConfig, count: int, say: Say) -> None:
    """Say so if a run on that many faces is too short for averaged weights, which would stay where they began."""
    steps, back = -(-count // config.batch_size) * config.epochs, 1 / (1 - config.average)
    if config.average and steps < back:
        text = f"Averaged weights look back over {back:.0f} steps, and this run has {steps}"
        say(f"{text}: --average 0 uses the last ones.")


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
