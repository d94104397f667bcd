"""The steps of an epoch as Keras takes them, prepared by threads while others are computed."""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any, Final

import cv2
import keras
import numpy as np
import numpy.typing as npt

from training.data.parallel_steps import FEW, ParallelSteps
from training.data.steps import Steps
from training.engine.heads import by_head
from training.engine.teachers import Teachers
from training.runs.config import TrainingConfig

SMALL: Final = 32  # pixels of the sides of small faces; the next size that every layer halves evenly

CORES: Final = os.cpu_count() or 1
THREADS: Final = max(1, CORES - 2 if CORES > FEW else CORES // 2)  # that prepare
AHEAD: Final = max(8, 2 * THREADS)  # steps prepared while one is computed


class Batches:
    """Batches of (faces, targets) and, where rare labels count more, the weight of each face.

    Each is drawn from the run's seed, the epoch and its number alone; see `training.data.steps.Steps`.
    """

    def __init__(self, steps: Steps | ParallelSteps, epoch: int, config: TrainingConfig, teachers: Teachers) -> None:
        """Prepare an epoch.

        Args:
            steps: of the run.
            epoch: from 0.
            config: of the run.
            teachers: whose answers to the very faces of a step are mixed into its targets.
        """
        self._steps, self._epoch, self._config, self._teachers = steps, epoch, config, teachers

    def __len__(self) -> int:
        return len(self._steps)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        faces, targets, weights = self._steps.step(self._epoch, index)
        targets = self._teachers.mixed(faces, targets, (self._config.seed, self._epoch, index))
        if self._epoch < self._config.small_epochs:
            faces = small(faces)
        return (faces, by_head(targets), weights) if self._config.balance == "weights" else (faces, by_head(targets))

    def ahead(self) -> Iterator[tuple[Any, ...]]:
        """Yield all in their order, some prepared ahead by threads.

        Keras' own queue for that (`PyDataset`) does not begin with the first step in a first `fit` on JAX.
        """
        with ThreadPoolExecutor(THREADS) as pool:
            waiting = deque(pool.submit(self.__getitem__, index) for index in range(min(AHEAD, len(self))))
            for index in range(len(self)):
                if index + AHEAD < len(self):
                    waiting.append(pool.submit(self.__getitem__, index + AHEAD))
                yield waiting.popleft().result()

    def for_fit(self) -> Any:
        """Return them as `fit` takes them: an iterator, on TensorFlow in a dataset that does not tune itself.

        Keras would put the iterator into a dataset that does. The thread which tunes sleeps longer and longer, a minute
        in the end, and `fit` waits for it now and then after an epoch's last step.
        """
        made = self.ahead()
        if keras.backend.backend() != "tensorflow":
            return made
        import tensorflow as tf

        first = next(made)
        signature = tf.nest.map_structure(lambda part: tf.TensorSpec((None, *part.shape[1:]), part.dtype), first)
        options = tf.data.Options()
        options.autotune.enabled = False
        whole = tf.data.Dataset.from_generator(lambda: chain((first,), made), output_signature=signature)
        return whole.prefetch(1).with_options(options)


def prepared(steps: Steps) -> Steps | ParallelSteps:
    """Return steps as this machine makes them quickest: by threads, or with many cores by as many processes."""
    return ParallelSteps(steps, THREADS) if CORES > FEW else steps


def small(faces: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return faces [n, height, width, 1] at 32x32, each pixel the mean of what it covers."""
    return np.stack([cv2.resize(face, (SMALL, SMALL), interpolation=cv2.INTER_AREA) for face in faces])[..., None]
