"""What a network has against reading a face, as a second output: that it is none, and that people could not tell.

Both are logistic functions of what its last layer sees, fitted to the finished network, so that its seven answers stay
as they are. Why so, and what it gave: docs/decisions/0039-no-face-and-cannot-tell.md.
"""

from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from emotion.classification.base import DOUBTS
from training.data.augment import corrupted
from training.data.faceset import VOTED, FaceSet
from training.data.ferplus import voted_no_face
from training.data.no_faces import patterns, wrong_finds
from training.exporting.card import Converted
from training.exporting.second_output import LiteRTGraph
from training.progress import Progress, quiet

Array = npt.NDArray[np.float32]
Values = npt.NDArray[np.floating[Any]]

SEED: Final = 1
FACES_A_PATTERN: Final = 7  # Training faces for each pattern that is no face
FACES_A_SCENE: Final = 28  # likewise for each scene that detectors search in vain
FACES_A_CORRUPTED: Final = 5  # of how many faces one is learned as a webcam spoils it, too
NO_FACE_STRENGTH: Final = 0.01  # inverse, of what holds weights down; chosen on PublicTest, as is the other
CANNOT_TELL_STRENGTH: Final = 0.003
NEVER: Final = -10.0  # bias of what nothing was learned of


def doubting(converted: Converted, faces: FaceSet, progress: Progress = quiet) -> Converted:
    """Return a converted network that knows its doubts, or the same where there are no votes to learn them from.

    Args:
        converted: the file that ships.
        faces: Training.
        progress: shown meanwhile.
    """
    if faces.votes is None or not len(faces) or not LiteRTGraph(converted.content).open_to_more:
        return converted
    return replace(converted, content=with_doubts(converted.content, faces, progress))


def with_doubts(content: bytes, faces: FaceSet, progress: Progress = quiet) -> bytes:
    """Return a LiteRT file with `emotion.classification.base.DOUBTS` as its second output, learned from FER+'s votes.

    Args:
        content: the file, of one of our networks for grey faces.
        faces: Training, with votes.
        progress: shown while faces are read.

    Raises:
        ValueError: there are no votes, or the file's last layer can have no second output.
    """
    if faces.votes is None or not len(faces):
        raise ValueError("doubts are learned from Training faces with FER+ votes, and these have none")
    graph = LiteRTGraph(content)
    random = np.random.default_rng(SEED)
    spoilt = np.arange(0, len(faces), FACES_A_CORRUPTED)
    made = patterns(len(faces) // FACES_A_PATTERN + 1, SEED)
    found = wrong_finds(len(faces) // FACES_A_SCENE + 1, SEED, progress)
    seen = [faces.pixels, np.array([corrupted(face, random) for face in faces.pixels[spoilt]]), made, found]
    features = features_of(graph.with_features(), np.concatenate(seen), progress)
    none = voted_no_face(faces.votes)
    no_face = np.concatenate([none, none[spoilt], np.ones(len(made) + len(found), bool)]).astype(float)
    unknown = faces.votes[:, VOTED.index("unknown")] / np.maximum(faces.votes.sum(axis=1), 1)
    fits = (
        _logistic(features, no_face, NO_FACE_STRENGTH),
        _logistic(features[: len(faces)][~none], unknown[~none], CANNOT_TELL_STRENGTH),
    )
    weights, bias = (np.array(part, np.float32) for part in zip(*fits, strict=True))
    assert len(bias) == len(DOUBTS)
    return graph.with_doubts(weights, bias)


def features_of(content: bytes, faces: npt.NDArray[np.uint8], progress: Progress = quiet) -> Array:
    """Return the second output of a LiteRT file for each face, float32 [n, width].

    Args:
        content: as `LiteRTGraph.with_features` gives it.
        faces: uint8 [n, height, width].
        progress: shown meanwhile.
    """
    from ai_edge_litert.interpreter import Interpreter  # here, as a machine that only trains may lack it

    interpreter = Interpreter(model_content=content, num_threads=1)
    interpreter.allocate_tensors()
    given, second = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[1]
    features = np.empty((len(faces), int(second["shape"][-1])), np.float32)
    for index in progress(range(len(faces)), "What the last layer sees"):
        interpreter.set_tensor(given, faces[index][None, ..., None].astype(np.float32))
        interpreter.invoke()
        features[index] = interpreter.get_tensor(second["index"])[0]
    return features


def _logistic(features: Array, shares: Values, strength: float) -> tuple[Values, float]:
    """Return weights and bias of a logistic regression on shares [n] of 0 to 1, each worth one example."""
    mean, deviation = features.mean(axis=0, dtype=float), features.std(axis=0, dtype=float) + 1e-3
    scaled = (features - mean) / deviation
    answers = np.repeat([1, 0], len(scaled))
    counts = np.concatenate([shares, 1 - shares])
    if not shares.any():
        return np.zeros(features.shape[1]), NEVER
    fitted = LogisticRegression(C=strength, max_iter=1000)
    some = counts > 0
    fitted.fit(np.concatenate([scaled, scaled])[some], answers[some], sample_weight=counts[some])
    weights = fitted.coef_[0] / deviation
    return weights, float(fitted.intercept_[0] - weights @ mean)
