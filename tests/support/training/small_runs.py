"""Small runs for the tests of training, and the ways in which they are stopped."""

import dataclasses
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from training.data.faceset import FaceSet
from training.engine import served
from training.engine import train as training
from training.runs.config import TrainingConfig
from training.runs.history import HISTORY, read_history

TINY = TrainingConfig(network="tiny", epochs=4, batch_size=4, warmup_epochs=1, average=0.8, precision="float32")
PLAIN = dataclasses.replace(TINY, augmentation="none", cutout=0.0, average=0.0, warmup_epochs=0)


def accuracy_of(network: keras.Model, faces: FaceSet) -> float:
    answers = network.predict_on_batch(faces.pixels[..., None].astype(np.float32)).argmax(axis=1)
    return float((answers == faces.labels).mean())


def epochs(folder: Path) -> list[int]:
    return [int(row["epoch"]) for row in read_history(folder / HISTORY)]


def rates(folder: Path) -> list[float]:
    return [float(row["learning_rate"]) for row in read_history(folder / HISTORY)]


def set_accuracies(monkeypatch: pytest.MonkeyPatch, values: Iterable[float]) -> None:
    """Let PublicTest accuracy be these, from epoch to epoch, whatever the network answers."""
    left, measured = iter(values), served.ServedNetwork.measured
    monkeypatch.setattr(
        served.ServedNetwork, "measured", lambda self, head: {**measured(self, head), "val_accuracy": next(left)}
    )


class Killed(BaseException):
    """Stands for the kill: nothing catches it."""


def stop_at(writes: int, monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> None:
    """Stop a run when that many files have been put in their place."""
    real, left = os.replace, [writes]

    def replace(source: Any, target: Any) -> None:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(Killed):
            run()


def stop_after(epoch: int, monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> None:
    """Stop a new run when this epoch, from 1, is kept."""
    real, left = training.save, [epoch]

    def save(model: keras.Model, checkpoint: Path) -> None:
        real(model, checkpoint)
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(training, "save", save)
        with pytest.raises(Killed):
            run()
