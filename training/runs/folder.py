"""A run's folder: its configuration, checkpoint and best weights."""

from pathlib import Path
from typing import Final

from emotion.models.run_record import CONFIG as CONFIG
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig

CHECKPOINT: Final = "checkpoint.keras"
FROZEN_CHECKPOINT: Final = "checkpoint.frozen.keras"  # while only a pretrained network's head learns
BEST: Final = "best.weights.h5"
VOTES: Final = "votes"  # name of the second head, and of its run folder within the first one's


def claim(folder: Path, config: TrainingConfig) -> None:
    """Make a folder that of a run with this configuration.

    Args:
        folder: of the run.
        config: all that it is told.

    Raises:
        ValueError: it holds a run of another configuration, or a checkpoint without any.
    """
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder}: is a file; expected a folder, new or of a run; choose another --run folder")
    path = folder / CONFIG
    if path.exists() and TrainingConfig.load(path) != config:
        raise ValueError(f"{folder}: holds a run with other settings (see {path}); choose another --run folder")
    if not path.exists() and (folder / CHECKPOINT).exists():
        raise ValueError(f"{folder}: holds a checkpoint but no {CONFIG}; choose another --run folder")
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with atomic_write(path) as partial:
            config.save(partial)


def check_finished(folder: Path) -> None:
    """Refuse what is no run with a finished epoch.

    Raises:
        ValueError: there are no weights, or no configuration.
    """
    if not (folder / BEST).exists() or not (folder / CONFIG).exists():
        raise ValueError(f"{folder}: no {BEST} and {CONFIG}; run python -m training train --run {folder} first")
