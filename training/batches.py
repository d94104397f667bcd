"""The steps of an epoch: which faces, in which order, with which labels, mixed or not."""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from training.config import TrainingConfig

Faces = npt.NDArray[np.uint8]
Targets = npt.NDArray[np.float32]


class Batches(keras.utils.PyDataset):  # type: ignore[misc]  # Keras has no types
    """Batches of (faces [n, 48, 48, 1], targets [n, 7]) and, with weights, the weight of each face [n].

    The order depends on the seed and the epoch alone, so that a resumed run meets what an undisturbed one would have.
    """

    def __init__(self, faces: Faces, targets: Targets, config: TrainingConfig, epoch: int = 0) -> None:
        """Prepare an epoch.

        Args:
            faces: uint8 [n, height, width, 1].
            targets: float32 [n, 7], each row sums to 1.
            config: batch size, balance, mixup and seed.
            epoch: the one to begin with, from 0.
        """
        super().__init__()
        self._faces, self._targets, self._config, self._epoch = faces, targets, config, epoch
        self._weights = label_weights(targets)
        self._mix = keras.layers.MixUp(config.mixup, seed=config.seed + epoch) if config.mixup else None
        self._order = self._draw()

    def __len__(self) -> int:
        return -(-len(self._faces) // self._config.batch_size)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        start = index * self._config.batch_size
        chosen = self._order[start : start + self._config.batch_size]
        faces, targets = self._faces[chosen], self._targets[chosen]
        weights = targets @ self._weights
        if self._mix is not None:
            mixed = self._mix({"images": faces.astype(np.float32), "labels": targets})
            faces, targets = (np.asarray(keras.ops.convert_to_numpy(mixed[name])) for name in ("images", "labels"))
        return (faces, targets, weights) if self._config.balance == "weights" else (faces, targets)

    def on_epoch_end(self) -> None:
        self._epoch += 1
        self._order = self._draw()

    def _draw(self) -> npt.NDArray[np.int64]:
        random = np.random.default_rng((self._config.seed, self._epoch))
        count = len(self._faces)
        if self._config.balance != "sampling":
            return random.permutation(count)
        chances = self._targets @ self._weights
        return random.choice(count, count, p=chances / chances.sum())


def label_weights(targets: Targets) -> npt.NDArray[np.float32]:
    """Return the weight of each label, float32 [7]: the rarer, the more; the mean over the faces is 1.

    A label that no face has gets 0.
    """
    counts = targets.sum(axis=0)
    present = counts > 0
    weights = np.divide(counts.sum() / max(1, present.sum()), counts, out=np.zeros_like(counts), where=present)
    return np.asarray(weights, np.float32)
