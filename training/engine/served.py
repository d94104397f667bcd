"""What an epoch is worth: the network as it would be served, its figures on PublicTest, and what is kept of them."""

import dataclasses
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from emotion.labels import LABELS
from training import networks
from training.data.faceset import FaceSet
from training.engine.heads import averaged, head_weights
from training.engine.normalisation import NORMALISATION, Refresher
from training.evaluation.metrics import accuracy
from training.evaluation.predictors import keras_predictor, probabilities_of
from training.networks.mirror import tie
from training.networks.rebuild import dtype_policy
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, VOTES, claim
from training.runs.history import HISTORY, read_history, write_history

REFRESHED: Final = 6400  # plain faces that normalisation is estimated on before each measurement


class ServedNetwork:
    """The network of a run as it would be kept: weights averaged, normalisation of plain faces, one head.

    Normalisation is estimated in the precision that the run learns in, which is quick, and PublicTest read in float32.
    """

    def __init__(self, config: TrainingConfig, train: FaceSet, public: FaceSet) -> None:
        """Build it; Keras' dtype policy is the run's.

        Args:
            config: of the run.
            train: the faces that the run learns from.
            public: PublicTest.
        """
        self._learning = networks.build(config.network, config.dropout)
        self._refresher = Refresher(self._learning)
        with dtype_policy("float32"):
            self.network = networks.build(config.network, config.dropout)
        self._config, self._public = config, public
        order = np.random.default_rng(0).permutation(len(train))[:REFRESHED]
        self._plain = train.pixels[order]

    def take(self, network: keras.Model, model: keras.Model, frozen: bool) -> None:
        """Become what a run's network is now, with its first head.

        Args:
            network: of the run.
            model: that learns, of whose layers the network's are a part.
            frozen: whether a pretrained part does not learn now, so that its normalisation is to stay as well.
        """
        with averaged(model):
            self._learning.set_weights(network.get_weights())
            self._heads = head_weights(model)
        tie(self._learning.layers)  # averages are of steps before they were tied
        if self._config.refresh and not frozen:
            self._refresher.refresh(self._plain)
        self.network.set_weights(self._learning.get_weights())

    def turn_to(self, head: str) -> None:
        """Have one of the heads, `labels` or `votes`."""
        self.network.layers[-1].set_weights(self._heads[head])
        tie(self.network.layers[-1:])

    def measured(self, head: str) -> dict[str, float]:
        """Return the loss and accuracy of one of the heads on PublicTest."""
        self.turn_to(head)
        labels = self._public.labels
        found = probabilities_of(keras_predictor(self.network), self._public.pixels, "PublicTest")
        loss = keras.losses.CategoricalCrossentropy(label_smoothing=self._config.label_smoothing)
        val_loss = loss(np.eye(len(LABELS), dtype=np.float32)[labels], found)
        return {"val_loss": float(val_loss), "val_accuracy": accuracy(labels, found)}


class HeadFolder:
    """A run's folder that gets one head of a network: its history, and its weights while they are the best."""

    def __init__(self, folder: Path, config: TrainingConfig) -> None:
        """Make the folder that of a run with this configuration, or go on with it.

        Raises:
            ValueError: as `training.runs.folder.claim`.
        """
        claim(folder, config)
        self.folder, self.config = folder, config
        self.rows: list[dict[str, Any]] = [dict(row) for row in read_history(folder / HISTORY)]

    def go_on(self, done: int) -> None:
        """Forget the rows of epochs that are to be made again.

        Raises:
            ValueError: there are fewer rows than epochs done.
        """
        if len(self.rows) < done:
            raise ValueError(
                f"{self.folder / HISTORY}: has {len(self.rows)} of the {done} epochs of the checkpoint; "
                "restore its rows"
            )
        self.rows = self.rows[:done]

    def add_row(self, served: ServedNetwork, row: Mapping[str, float], began: float) -> dict[str, Any]:
        """Measure the head, write down its epoch, and return the row.

        Args:
            served: of the run, as it is after the epoch.
            row: what is known of the epoch.
            began: when it began, by `time.perf_counter`.
        """
        whole = {**row, **served.measured(self.config.head), "seconds": time.perf_counter() - began}
        self.rows.append({name: round(value, 8) for name, value in whole.items()})
        write_history(self.folder / HISTORY, self.rows)
        return self.rows[-1]

    def save_if_best(self, served: ServedNetwork) -> None:
        """Write the head's weights if no epoch before the last was better.

        They come after the checkpoint: from it they can be made anew, and HDF5 ends the process where a disk is full.
        """
        accuracies = [float(row["val_accuracy"]) for row in self.rows]
        if (self.folder / NORMALISATION).exists() or accuracies[-1] < max(accuracies):
            return  # where normalisation was estimated anew on all faces, the weights are final
        served.turn_to(self.config.head)
        with atomic_write(self.folder / BEST) as partial:
            served.network.save_weights(partial)


def head_folders(folder: Path, config: TrainingConfig) -> list[HeadFolder]:
    """Return one for the run's folder, and one in it for the votes' head where there are two and the first is kept."""
    found = [HeadFolder(folder, config)]
    if config.votes_head and config.head != VOTES:
        found.append(HeadFolder(folder / VOTES, dataclasses.replace(config, head=VOTES)))
    return found


def epochs_since_best(head: HeadFolder) -> int:
    """Return how many epochs of a history came after the first with the best PublicTest accuracy."""
    accuracies = [float(row["val_accuracy"]) for row in head.rows]
    return len(accuracies) - 1 - accuracies.index(max(accuracies)) if accuracies else 0
