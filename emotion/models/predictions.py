"""What a model answered for each face of PublicTest, `predictions.json`: small, so that models are compared by faces.

A face takes a byte of each kind, written as base64. No picture is in the file, and none can be made of it.
"""

from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from emotion.classification.calibration import Expectation
from emotion.labels import LABELS
from emotion.models.strict import Strict

PREDICTIONS: Final = "predictions.json"
PREDICTIONS_VERSION: Final = 1
UNKNOWN: Final = 255  # in place of a label by the majority, for a face without one
LEVELS: Final = 255  # steps of confidence

Indices = npt.NDArray[np.int64]


class Answers(Strict, frozen=True, kw_only=True):
    """A byte for each face: the answer, an index into `LABELS`; and the confidence in it, 0 to 255 for 0 to 1."""

    answers: bytes
    confidence: bytes


class Predictions(Strict, frozen=True, kw_only=True):
    """The answers for the faces of one split, in the order of the data.

    Attributes:
        evaluated: SHA-256 of the model's file.
        data: SHA-256 of the split's faces, as `training.data.digest` gives it; only equal ones are the same faces.
        truth: the original label of each face, an index into `LABELS`, a byte each.
        majority: the label by the majority of FER+'s votes, `UNKNOWN` for a face without; empty without votes.
        crowd: answers with an everyday crowd expected.
        alike: answers with any expression expected alike; None of a model that does not know it.
    """

    version: int = PREDICTIONS_VERSION
    evaluated: str
    data: str
    truth: bytes
    majority: bytes = b""
    crowd: Answers
    alike: Answers | None = None

    def __post_init__(self) -> None:
        if self.version != PREDICTIONS_VERSION:
            raise ValueError(f"version: expected {PREDICTIONS_VERSION}, found {self.version}")
        count = len(self.truth)
        for kept in filter(None, (self.crowd, self.alike)):
            if not len(kept.answers) == len(kept.confidence) == count:
                raise ValueError(f"expected {count} answers and confidences, one for each face")
            _check_labels(kept.answers)
        if len(self.majority) not in (0, count):
            raise ValueError(f"majority: expected {count} labels or none, found {len(self.majority)}")
        _check_labels(self.truth)
        _check_labels(self.majority.replace(bytes([UNKNOWN]), b""))

    def labels(self, by_majority: bool = False) -> Indices:
        """Return the true label of each face, int [n]; by majority -1 for a face without one.

        Raises:
            ValueError: there are no votes of a majority.
        """
        if by_majority and not self.majority and self.truth:
            raise ValueError("expected FER+ votes, found predictions made without; evaluate the model beside the votes")
        found = np.frombuffer(self.majority if by_majority else self.truth, np.uint8).astype(np.int64)
        return np.where(found == UNKNOWN, -1, found)

    def answers(self, expectation: Expectation = Expectation.CROWD) -> Indices:
        """Return the answer for each face, int [n], an index into `LABELS`."""
        return np.frombuffer(self._expecting(expectation).answers, np.uint8).astype(np.int64)

    def confidence(self, expectation: Expectation = Expectation.CROWD) -> npt.NDArray[np.float64]:
        """Return the confidence in each answer, float [n], 0 to 1, rounded to a 255th."""
        return np.frombuffer(self._expecting(expectation).confidence, np.uint8) / LEVELS

    def _expecting(self, expectation: Expectation) -> Answers:
        return self.alike if self.alike is not None and expectation is Expectation.ALIKE else self.crowd


def load_predictions(path: Path) -> Predictions:
    """Read a `predictions.json`.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: it is none of ours.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Predictions)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def faces_of(
    predictions: Predictions,
    true: str,
    predicted: str,
    expectation: Expectation = Expectation.CROWD,
    by_majority: bool = False,
) -> list[int]:
    """Return which faces of one label were answered with another or the same, the surest first.

    Args:
        predictions: of a split.
        true, predicted: of `LABELS`; the cell of the confusion matrix.
        expectation: which answers count.
        by_majority: whether the label is that of FER+'s majority.

    Returns:
        Indices from 0 into the split's faces in the order of the data.

    Raises:
        ValueError: no such label, or as `Predictions.labels`.
    """
    labels, answers = predictions.labels(by_majority), predictions.answers(expectation)
    cell = (labels == LABELS.index(true)) & (answers == LABELS.index(predicted))
    return _surest(cell, predictions.confidence(expectation))


def confident_errors(
    predictions: Predictions,
    count: int,
    expectation: Expectation = Expectation.CROWD,
    by_majority: bool = False,
) -> list[int]:
    """Return indices of the wrong answers that the model was surest of, at most `count`, the surest first.

    Arguments and errors as `faces_of`. A face without a label by the majority is neither right nor wrong.
    """
    labels = predictions.labels(by_majority)
    wrong = (labels >= 0) & (labels != predictions.answers(expectation))
    return _surest(wrong, predictions.confidence(expectation))[: max(0, count)]


def _surest(chosen: npt.NDArray[np.bool_], confidence: npt.NDArray[np.float64]) -> list[int]:
    found = np.flatnonzero(chosen)
    order: list[int] = found[np.argsort(-confidence[found], kind="stable")].tolist()
    return order


def _check_labels(values: bytes) -> None:
    if values and max(values) >= len(LABELS):
        raise ValueError(f"expected indices below {len(LABELS)}, found {max(values)}")
