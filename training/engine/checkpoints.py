"""Keras callbacks that make a run resumable: what is written after each epoch, and what is told of earlier ones."""

import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras

from training.networks.mirror import tie
from training.runs.atomic_write import atomic_write
from training.runs.folder import BEST
from training.runs.history import HISTORY, read_history, write_history


class CheckpointCallback(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Writes an epoch's row of history, then all that resuming needs, then the averaged weights if they are the best.

    Each file is written whole or not at all, and in this order: whichever two writes a kill comes between, the
    checkpoint says how many epochs are done, and the other files can be mended from it.
    """

    def __init__(self, folder: Path, checkpoint: Path, done: int) -> None:
        """Prepare for the epochs after those that are done.

        Args:
            folder: of the run.
            checkpoint: file for what resuming needs.
            done: epochs, whose rows of history are kept.
        """
        super().__init__()
        self._folder, self._checkpoint = folder, checkpoint
        self.rows: list[dict[str, Any]] = [dict(row) for row in read_history(folder / HISTORY)[:done]]
        self._began = 0.0

    def mend(self, model: keras.Model) -> None:
        """Write the best weights that a kill between them and the checkpoint may have cost."""
        self.set_model(model)
        if self.rows:
            self._save_best()

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        rate = float(self.model.optimizer.learning_rate)
        row = {"epoch": epoch + 1, "learning_rate": round(rate, 8)}
        row |= {name: round(float(value), 6) for name, value in (logs or {}).items()}
        row["seconds"] = round(time.perf_counter() - self._began, 1)
        if not math.isfinite(float(row["loss"])):
            raise ValueError(f"epoch {epoch + 1}: the loss is no finite number; a lower --learning-rate may help")
        self.rows.append(row)
        write_history(self._folder / HISTORY, self.rows)
        with atomic_write(self._checkpoint) as partial:
            self.model.save(partial)
        self._save_best()

    def _save_best(self) -> None:
        accuracies = [float(row["val_accuracy"]) for row in self.rows]
        if accuracies[-1] < max(accuracies):
            return
        averaged = self.model.optimizer.use_ema
        average = keras.callbacks.SwapEMAWeights()
        average.set_model(self.model)
        if averaged:
            average.on_test_begin()
        tie(self.model.layers[-1])  # the averages are of steps before they were tied
        with atomic_write(self._folder / BEST) as partial:
            self.model.layers[-1].save_weights(partial)
        if averaged:
            average.on_test_end()


class Resumed(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Lets one of Keras' callbacks that watch PublicTest accuracy also know the epochs before a run was stopped."""

    def __init__(self, callback: keras.callbacks.Callback, rows: Sequence[Mapping[str, Any]]) -> None:
        """Wrap a callback.

        Args:
            callback: one that watches `val_accuracy` from epoch to epoch.
            rows: history of the epochs that are done, oldest first.
        """
        super().__init__()
        self._callback, self._rows = callback, [dict(row) for row in rows]

    def set_model(self, model: keras.Model) -> None:
        super().set_model(model)
        self._callback.set_model(model)

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self._callback.on_train_begin(logs)
        for row in self._rows:
            self._callback.on_epoch_end(int(row["epoch"]) - 1, {"val_accuracy": float(row["val_accuracy"])})

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._callback.on_epoch_end(epoch, logs)


def epochs_since_best(rows: Sequence[Mapping[str, Any]]) -> int:
    """Return how many epochs of a history came after the first with the best PublicTest accuracy."""
    accuracies = [float(row["val_accuracy"]) for row in rows]
    return len(accuracies) - 1 - accuracies.index(max(accuracies)) if accuracies else 0
