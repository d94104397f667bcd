"""What a run begins with: weights of other runs or released models, or their mean ("model soups", 2203.05482).

Runs that began with the same weights end in one valley of the loss, so that the mean of their weights is a network
too: a little better than each of them, though not as good as the mean of their answers.
"""

from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from emotion.models.store import CARD
from training import networks
from training.engine.unfold import unfold
from training.networks.pretrained import load_pretrained
from training.networks.rebuild import best_network, dtype_policy
from training.runs.config import TrainingConfig

Arrays = list[npt.NDArray[np.float32]]


def initialise(network: keras.Model, config: TrainingConfig, faces: npt.NDArray[np.uint8]) -> str:
    """Give a network what its run begins with, and return what that is: folders, ImageNet's weights, or none.

    Args:
        network: of the run, with one head.
        config: of the run.
        faces: that it is to learn from, uint8 [n, 48, 48].

    Raises:
        ValueError: as `mean_weights`, or `training.networks.pretrained.load_pretrained`.
    """
    if not config.start:
        return load_pretrained(network, config)
    network.set_weights(mean_weights(config.starts, config, faces))
    return config.start


def mean_weights(runs: Sequence[Path], config: TrainingConfig, faces: npt.NDArray[np.uint8]) -> Arrays:
    """Return the mean of the best weights of runs and released models, as Keras lists those of the configured network.

    Args:
        runs: folders of runs, or those of released models' cards.
        config: of the run that is to begin with them.
        faces: uint8 [n, 48, 48], on which the normalisation of released models is measured.

    Raises:
        ValueError: one has no weights, or weights of another network.
        emotion.models.store.ModelError: as `emotion.models.store.load_model`.
    """
    sets = [_weights(run, config, faces) for run in runs]
    return [np.asarray(np.mean(same, axis=0, dtype=np.float64), np.float32) for same in zip(*sets, strict=True)]


def _weights(run: Path, config: TrainingConfig, faces: npt.NDArray[np.uint8]) -> Arrays:
    with dtype_policy("float32"):
        network = networks.build(config.network, config.dropout)
    try:
        if (run / CARD).exists():
            unfold(run, network, faces)
        else:
            network.set_weights(best_network(run).get_weights())
    except ValueError as error:
        raise ValueError(f"start: {run} has no weights of {config.network!r}: {error}") from error
    return list(network.get_weights())
