"""How many epochs fit into a time: for machines that are lent for minutes."""

import dataclasses
import tempfile
import time
from pathlib import Path
from typing import Final

from training.data.faceset import FaceSet
from training.engine.train import train
from training.progress import Say
from training.runs.config import TrainingConfig
from training.runs.folder import CONFIG
from training.runs.history import HISTORY, read_history

USED: Final = 0.95  # of the time that is left, as epochs differ


def fitted(
    config: TrainingConfig, minutes: float, began: float, faces: FaceSet, folder: Path, say: Say
) -> TrainingConfig:
    """Return a configuration with as many epochs as fit into a time, by the second of two that are tried.

    A run that has begun keeps its epochs.

    Args:
        config: of the run; its own epochs count for nothing.
        minutes: in all.
        began: when they began, by `time.monotonic`.
        faces: that it will learn from.
        folder: of the run.
        say: told how long an epoch takes and how many there will be.

    Raises:
        ValueError: fewer epochs fit than the warm-up has, or as `training.engine.train.train`.
    """
    if (folder / CONFIG).exists():
        return dataclasses.replace(config, epochs=TrainingConfig.load(folder / CONFIG).epochs)
    tried = dataclasses.replace(config, epochs=2, warmup_epochs=0, small_epochs=0, frozen_epochs=0, patience=0)
    with tempfile.TemporaryDirectory() as scratch:
        train(tried, faces, Path(scratch))
        first, each = (float(row["seconds"]) for row in read_history(Path(scratch) / HISTORY))
    left = USED * (60 * minutes - (time.monotonic() - began)) - max(0.0, first - each)
    epochs = int(left / each)
    if epochs <= max(config.warmup_epochs, config.small_epochs, config.frozen_epochs):
        raise ValueError(
            f"--minutes {minutes:g}: an epoch takes {each:.0f} s here, so {max(0, epochs)} fit; that is too few"
        )
    say(f"An epoch takes {each:.1f} s here: {epochs} epochs")
    return dataclasses.replace(config, epochs=epochs)
