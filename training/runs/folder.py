"""A run's folder: its configuration, checkpoint and best weights."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion.models.run_record import CONFIG as CONFIG
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig

CHECKPOINT: Final = "checkpoint.keras"
FROZEN_CHECKPOINT: Final = "checkpoint.frozen.keras"  # while only a pretrained network's head learns
BEST: Final = "best.weights.h5"
TORCH_CHECKPOINT: Final = "checkpoint.pt"
TORCH_BEST: Final = "best.pt"
VOTES: Final = "votes"  # name of the second head, and of its run folder within the first one's
ENGINES: Final[Mapping[str, str]] = MappingProxyType({"keras": CHECKPOINT, "torch": TORCH_CHECKPOINT})


def claim(folder: Path, config: TrainingConfig, engine: str = "keras") -> None:
    """Make a folder that of a run with this configuration.

    Args:
        folder: of the run.
        config: all that it is told.
        engine: one of `ENGINES`.

    Raises:
        ValueError: it holds a run of another configuration or engine, or a checkpoint without any.
    """
    for other, checkpoint in ENGINES.items():
        if other != engine and (folder / checkpoint).exists():
            raise ValueError(f"{folder}: holds a run with --engine {other}; say so, or choose another --run folder")
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder}: is a file; expected a folder, new or of a run; choose another --run folder")
    path = folder / CONFIG
    if path.exists() and TrainingConfig.load(path) != config:
        raise ValueError(f"{folder}: holds a run with other settings (see {path}); choose another --run folder")
    if not path.exists() and (folder / ENGINES[engine]).exists():
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
