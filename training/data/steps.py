"""The steps of an epoch: which faces, in which order, how changed, with which labels, mixed or not."""

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.data.augment import augment
from training.runs.config import TrainingConfig

Faces = npt.NDArray[np.uint8]
Targets = npt.NDArray[np.float32]
Step = tuple[npt.NDArray[np.float32] | Faces, Targets, npt.NDArray[np.float32]]


class Steps:
    """The steps of a run, each drawn from the seed, its epoch and its number alone.

    So a resumed run meets what an undisturbed one would have, and steps may be made in any order and side by side.
    """

    def __init__(self, faces: Faces, targets: Targets, config: TrainingConfig) -> None:
        """Prepare a run.

        Args:
            faces: uint8 [n, height, width, 1].
            targets: float32 [n, k * 7], what each of k heads is told; every seven sum to 1. The first head's seven
                weigh a face where rare labels count more.
            config: batch size, changes, balance, mixup and seed.
        """
        self._faces, self._targets, self._config = faces, targets, config
        self._first = targets[:, : len(LABELS)]
        self._weights = label_weights(self._first)
        self._epoch, self._order = -1, np.empty(0, np.int64)

    def __len__(self) -> int:
        return -(-len(self._faces) // self._config.batch_size)

    def step(self, epoch: int, index: int) -> Step:
        """Return the faces [n, height, width, 1], targets [n, k * 7] and weights [n] of a step.

        Faces are uint8, or float32 of 0 to 255 where they are mixed. Weights are 1 unless rare labels count more.

        Args:
            epoch: from 0.
            index: of the step in its epoch, from 0.
        """
        config = self._config
        start = index * config.batch_size
        drawn = self._drawn(epoch)[start : start + config.batch_size]
        random = np.random.default_rng((config.seed, epoch, index))
        faces = np.stack([self._changed(face, random) for face in self._faces[drawn]])
        targets = self._targets[drawn]
        weights = self._first[drawn] @ self._weights if config.balance == "weights" else np.ones(len(drawn), np.float32)
        if config.mixup:
            return *mixed(faces, targets, config.mixup, random), weights
        return faces, targets, weights

    def _changed(self, face: Faces, random: np.random.Generator) -> Faces:
        config = self._config
        changed = augment(face[..., 0], config.augmentation, config.webcam, config.cutout, random, config.vp8)
        return changed[..., None]

    def _drawn(self, epoch: int) -> npt.NDArray[np.int64]:
        if self._epoch != epoch:
            self._order, self._epoch = self._draw(epoch), epoch
        return self._order

    def _draw(self, epoch: int) -> npt.NDArray[np.int64]:
        random = np.random.default_rng((self._config.seed, epoch))
        count = len(self._faces)
        if self._config.balance != "sampling":
            return random.permutation(count)
        chances = self._first @ self._weights
        return random.choice(count, count, p=chances / chances.sum())


def mixed(
    faces: Faces, targets: Targets, alpha: float, random: np.random.Generator
) -> tuple[npt.NDArray[np.float32], Targets]:
    """Return faces and targets each mixed with those of another face, by a share of its own (mixup, arXiv 1710.09412).

    Args:
        faces: uint8 [n, height, width, 1].
        targets: float32 [n, k * 7].
        alpha: both parameters of the beta distribution of the shares.
        random: draws partners and shares.
    """
    partners = random.permutation(len(faces))
    shares = random.beta(alpha, alpha, len(faces)).astype(np.float32)
    of_faces, of_targets = shares[:, None, None, None], shares[:, None]
    return (
        of_faces * faces + (1 - of_faces) * faces[partners],
        of_targets * targets + (1 - of_targets) * targets[partners],
    )


def label_weights(targets: Targets) -> npt.NDArray[np.float32]:
    """Return the weight of each label, float32 [7]: the rarer, the more; the mean over the faces is 1.

    A label that no face has gets 0.
    """
    counts = targets.sum(axis=0)
    present = counts > 0
    weights = np.divide(counts.sum() / max(1, present.sum()), counts, out=np.zeros_like(counts), where=present)
    return np.asarray(weights, np.float32)
