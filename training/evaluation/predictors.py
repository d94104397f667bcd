"""Networks as functions from faces to probabilities, whatever runs them."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.progress import Progress, quiet

Faces = npt.NDArray[Any]
Probabilities = npt.NDArray[np.float32]
Predictor = Callable[
    [Faces], Probabilities
]  # grey faces uint8 or float32 [n, 48, 48] of 0 to 255 to probabilities [n, 7]

BATCH = 128
ROUNDS = 100


def keras_predictor(network: Any) -> Predictor:
    """Return a predictor that runs a Keras network."""

    def predict(faces: Faces) -> Probabilities:
        return np.asarray(network.predict_on_batch(faces[..., None].astype(np.float32)), np.float32)

    return predict


def litert_predictor(content: bytes) -> Predictor:
    """Return a predictor that runs the bytes of a `.tflite` file as the app does, at temperature 1.

    Raises:
        ModelError: the bytes are no network, or one of another input or output.
    """
    from emotion.classification.litert import LiteRTClassifier  # here, so that training itself needs no LiteRT

    classifier = LiteRTClassifier(content)
    return lambda faces: classifier.classify(faces).probabilities


def probabilities_of(predict: Predictor, faces: Faces, label: str, progress: Progress = quiet) -> Probabilities:
    """Return float32 [n, 7] for faces [n, 48, 48], asking for some at a time so that progress can be shown."""
    if len(faces) == 0:
        return np.empty((0, len(LABELS)), np.float32)
    starts = range(0, len(faces), BATCH)
    return np.concatenate([predict(faces[start : start + BATCH]) for start in progress(starts, label)])


def milliseconds(predict: Predictor, face: npt.NDArray[np.uint8]) -> float:
    """Return how long one face [48, 48] takes: the shortest of `ROUNDS` readings, as other work only lengthens them."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        predict(face[None])
        took.append(time.perf_counter() - began)
    return round(1000 * min(took), 3)
