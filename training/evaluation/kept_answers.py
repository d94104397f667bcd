"""What is kept of each PublicTest face's answer beside the figures, so that models are compared face by face."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from emotion.classification.calibration import Calibration
from emotion.models.predictions import LEVELS, UNKNOWN, Answers, Predictions
from training.data.faceset import FaceSet
from training.data.ferplus import majority
from training.evaluation.all_figures import Calibrations
from training.evaluation.metrics import Probabilities


def kept_answers(
    public: FaceSet, probabilities: Probabilities, calibrations: Calibrations, evaluated: str, sums: Mapping[str, Any]
) -> Predictions:
    """Return the answers that `predictions.json` holds.

    Args:
        public: the faces of PublicTest.
        probabilities: the network's own of them, [n, 7].
        calibrations: as `training.evaluation.all_figures.all_figures` takes them.
        evaluated: SHA-256 of the network's file.
        sums: of `training.data.digest.digests`.
    """
    agreed = np.empty(0, np.int64) if public.votes is None else majority(public.votes)
    crowd, alike = calibrations
    return Predictions(
        evaluated=evaluated,
        data=sums["public"],
        truth=public.labels.astype(np.uint8).tobytes(),
        majority=np.where(agreed < 0, UNKNOWN, agreed).astype(np.uint8).tobytes(),
        crowd=_answers(crowd, probabilities),
        alike=None if alike is None else _answers(alike, probabilities),
    )


def write_predictions(path: Path, predictions: Predictions) -> None:
    """Write a `predictions.json`; inside `atomic_write`, so that it is whole or not at all."""
    path.write_bytes(msgspec.json.encode(predictions) + b"\n")


def _answers(calibration: Calibration, probabilities: Probabilities) -> Answers:
    # The figures take their answers before the temperature, which changes none but where rounding makes two equal.
    answers = calibration.adjust(probabilities).argmax(axis=1)
    confidence = calibration.apply(probabilities).max(axis=1)
    return Answers(
        answers=answers.astype(np.uint8).tobytes(),
        confidence=np.rint(confidence * LEVELS).astype(np.uint8).tobytes(),
    )
