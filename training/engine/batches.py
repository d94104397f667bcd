"""The steps of a run as Keras takes them."""

from typing import Any

import keras

from training.data.steps import Faces, Steps, Targets
from training.runs.config import TrainingConfig


class Batches(keras.utils.PyDataset):  # type: ignore[misc]  # Keras has no types
    """Batches of (faces, targets) and, with weights, the weight of each face; see `training.data.steps.Steps`."""

    def __init__(self, faces: Faces, targets: Targets, config: TrainingConfig, epoch: int = 0) -> None:
        """Prepare an epoch.

        Args:
            faces: uint8 [n, height, width, 1].
            targets: float32 [n, 7], each row sums to 1.
            config: of the run.
            epoch: the one to begin with, from 0.
        """
        super().__init__()
        self._steps, self._epoch = Steps(faces, targets, config), epoch
        self._weighted = config.balance == "weights"

    def __len__(self) -> int:
        return len(self._steps)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        faces, targets, weights = self._steps.step(self._epoch, index)
        return (faces, targets, weights) if self._weighted else (faces, targets)

    def on_epoch_end(self) -> None:
        self._epoch += 1
