"""Stand-ins for the detector and the classifier, and results made by hand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from emotion.classification.base import Classified, InputSpec
from emotion.detection.base import Detection
from emotion.images.input import InputPicture
from emotion.labels import LABELS
from emotion.results import Box, FaceResult, FrameResult

CORNER = Box(10, 10, 50, 50)


class FakeDetector:
    """Finds the same boxes in every picture, and remembers what it was given."""

    margin = 0.02

    def __init__(self, boxes: Sequence[Box] = ()) -> None:
        self.boxes = tuple(boxes)
        self.seen: list[npt.NDArray[np.uint8]] = []

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        self.seen.append(picture.grey)
        return tuple(Detection(box) for box in self.boxes)


class Always:
    """Gives every face the same answer."""

    def __init__(self, label: str, confidence: float = 0.88, doubts: tuple[float, float] = (0.0, 0.0)) -> None:
        self.input = InputSpec()
        self._doubts = np.array(doubts)
        self._row = np.array(probabilities(label, confidence), np.float32)
        self.seen: list[npt.NDArray[np.uint8]] = []

    def classify(self, faces: npt.NDArray[np.uint8]) -> Classified:
        self.seen.append(faces)
        return Classified(*(np.repeat(row[None], len(faces), axis=0) for row in (self._row, self._doubts)))


def probabilities(label: str, confidence: float = 0.88) -> tuple[float, ...]:
    """Return seven probabilities with the label's as given and the rest shared evenly."""
    rest = (1 - confidence) / (len(LABELS) - 1)
    return tuple(confidence if name == label else rest for name in LABELS)


def face(
    box: Box = CORNER, label: str = "happy", confidence: float = 0.88, display_number: int = 1, sure: bool = True
) -> FaceResult:
    """Return a face's result."""
    return FaceResult(box, probabilities(label, confidence), label, sure, display_number)


def tracked(track_id: int, box: Box = CORNER, label: str = "happy") -> FaceResult:
    """Return the result of a face that a tracker follows."""
    return replace(face(box, label, display_number=track_id), track_id=track_id)


def frame(*faces: FaceResult, width: int = 640, height: int = 480, at: float = 0.0) -> FrameResult:
    """Return a frame's result."""
    return FrameResult(width, height, faces, at)
