"""Networks that answer to the very faces a run learns from, changed and mixed ("function matching", 2106.05237).

One of them, drawn for each step, sees the faces mirrored or not. In the mean over steps the network is so told what all
of them together say of a face and its mirror image, for the cost of one.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotion.models.store import CARD, load_card, load_model
from training import networks
from training.engine.heads import FIRST
from training.engine.unfold import check_litert, unfold
from training.evaluation.predictors import litert_predictor
from training.networks.rebuild import best_network
from training.runs.config import TrainingConfig

Answer = Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]]  # faces [n, 48, 48] to probabilities [n, 7]


class Teachers:
    """The teachers of a run, and the share that they have in what it is told."""

    def __init__(self, folders: Sequence[Path], share: float, faces: npt.NDArray[np.uint8]) -> None:
        """Load them, in Keras' dtype policy.

        Args:
            folders: of runs and released models; none for nothing to learn.
            share: of what the first head is told, 0 to 1.
            faces: uint8 [n, 48, 48], such as a released model's weights are compared with its file on.

        Raises:
            ValueError: as `teacher`.
        """
        self._teachers = [teacher(folder, faces) for folder in folders]
        self._share = share
        self._lock = threading.Lock()  # steps are prepared by several threads

    def mixed(
        self, faces: npt.NDArray[Any], targets: npt.NDArray[np.float32], seed: tuple[int, int, int]
    ) -> npt.NDArray[np.float32]:
        """Return targets of a step [n, k * 7], of which the first head's have their share of a teacher's answers.

        Args:
            faces: of the step, [n, 48, 48, 1], as the network sees them.
            targets: of the step, without teachers.
            seed: of the run, its epoch and the step: the same draws the same teacher.
        """
        if not self._teachers:
            return targets
        random = np.random.default_rng((*seed, 1))
        answer = self._teachers[int(random.integers(len(self._teachers)))]
        seen = faces[:, :, ::-1] if random.random() < 0.5 else faces
        with self._lock:
            told = answer(np.ascontiguousarray(seen[..., 0], np.float32))
        first = (1 - self._share) * targets[:, :FIRST] + self._share * told
        return np.concatenate([first, targets[:, FIRST:]], axis=1, dtype=np.float32)


def teacher(folder: Path, faces: npt.NDArray[np.uint8]) -> Answer:
    """Return what answers as the best network of a run, or as a released model without its temperature.

    A released model's weights are read out of its file where that can be done, so that it runs wherever Keras does;
    else LiteRT runs the file, on one thread of the processor.

    Args:
        folder: of the run, or of the released model's card.
        faces: uint8 [n, 48, 48], on which weights that were read are compared with their file.

    Raises:
        ValueError: the run has no finished epoch, or LiteRT is missing.
        emotion.models.store.ModelError: as `emotion.models.store.load_model`.
    """
    if not (folder / CARD).exists():
        return _in_keras(best_network(folder, policy=None))
    check_litert(folder)
    name = load_card(folder).training.get("config", {}).get("network", TrainingConfig.network)
    try:
        network = networks.build(name)
        unfold(folder, network, faces)
    except ValueError:
        return litert_predictor(load_model(folder)[1])
    return _in_keras(network)


def _in_keras(network: Any) -> Answer:
    def answer(faces: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return np.asarray(network.predict_on_batch(faces[..., None]), np.float32)

    return answer
