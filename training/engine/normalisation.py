"""Re-estimates what batch normalisation remembers of the data, on faces as they are and with the weights that are kept.

While training runs, the layers average over changed faces (moved, darkened, partly erased) and over the weights of each
step; what is served are plain faces and averaged weights. Source: "precise BN", Wu and Johnson 2021, arXiv 2105.07576.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import numpy.typing as npt

from training.data.faceset import FaceSet
from training.data.targets import chosen
from training.evaluation.metrics import accuracy
from training.evaluation.predictors import keras_predictor, probabilities_of
from training.networks.cost import flat_layers
from training.networks.mirror import tie
from training.networks.rebuild import best_network
from training.progress import Progress, quiet
from training.runs import records
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CONFIG

NORMALISATION: Final = "normalisation.json"
BATCH: Final = 256


def refresh_best(folder: Path, data: FaceSet, progress: Progress = quiet) -> dict[str, Any]:
    """Refresh the best weights of a finished run, and keep the outcome if PublicTest accuracy does not fall.

    Writes `normalisation.json` into the folder: accuracy `before` and `after`, 0 to 1, and whether it was `kept`. A run
    that has it is left alone.

    Raises:
        ValueError: the run has no finished epoch.
    """
    path = folder / NORMALISATION
    if path.exists():
        return dict(records.read_json(path))
    network, public = best_network(folder), data.split("public")

    def measured() -> float:
        return accuracy(public.labels, probabilities_of(keras_predictor(network), public.pixels, "PublicTest"))

    before = measured()
    refresh(network, chosen(data.split("train"), TrainingConfig.load(folder / CONFIG)).pixels, progress)
    after = measured()
    outcome = {"before": before, "after": after, "kept": after >= before}
    if outcome["kept"]:
        with atomic_write(folder / BEST) as partial:
            network.save_weights(partial)
    records.write_json(path, outcome)
    return outcome


def refresh(network: keras.Model, faces: npt.NDArray[np.uint8], progress: Progress = quiet, batch: int = BATCH) -> None:
    """Set each normalisation's mean and variance to their averages over all whole batches of these faces.

    Args:
        network: whose weights stay as they are.
        faces: uint8 [n, height, width], grey, 0 to 255; fewer than a batch are taken as one.
        progress: shown while it runs.
        batch: faces in a batch.
    """
    Refresher(network).refresh(faces, progress, batch)


class Refresher:
    """Refreshes one network again and again, which its first time makes quick."""

    def __init__(self, network: keras.Model) -> None:
        """Prepare for a network."""
        self._network = network
        self._layers = [layer for layer in flat_layers(network) if isinstance(layer, keras.layers.BatchNormalization)]
        self._learning = _learning(network)

    def refresh(self, faces: npt.NDArray[np.uint8], progress: Progress = quiet, batch: int = BATCH) -> None:
        """Do as `refresh`, whose arguments these are."""
        if not self._layers or len(faces) == 0:
            return
        order = np.random.default_rng(0).permutation(len(faces))  # folders come sorted by label; a batch must be mixed
        count = max(1, len(faces) // batch)
        averages = [variable for layer in self._layers for variable in (layer.moving_mean, layer.moving_variance)]
        sums = [np.zeros(variable.shape) for variable in averages]
        with _remembering_one_batch(self._layers):
            for start in progress(range(0, count * batch, batch), "Normalisation"):
                self._learning(faces[order[start : start + batch]][..., None].astype(np.float32))
                for total, variable in zip(sums, averages, strict=True):
                    total += keras.ops.convert_to_numpy(variable)
        for total, variable in zip(sums, averages, strict=True):
            variable.assign(total / count)
        tie(self._network.layers)


def _learning(network: keras.Model) -> Callable[[npt.NDArray[np.float32]], object]:
    """Return what lets a network see faces as it does when it learns; TensorFlow is slow unless it is compiled."""
    if keras.backend.backend() != "tensorflow":
        return partial(network, training=True)
    import tensorflow

    compiled: Callable[[npt.NDArray[np.float32]], object] = tensorflow.function(
        lambda faces: network(faces, training=True), reduce_retracing=True
    )
    return compiled


@contextmanager
def _remembering_one_batch(layers: Sequence[keras.layers.BatchNormalization]) -> Iterator[None]:
    momenta = [layer.momentum for layer in layers]
    for layer in layers:
        layer.momentum = 0.0
    try:
        yield
    finally:
        for layer, momentum in zip(layers, momenta, strict=True):
            layer.momentum = momentum
