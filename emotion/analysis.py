"""From a grey picture to a result: find the faces, cut them out, read each one's expression."""

from collections.abc import Callable
from dataclasses import dataclass
from time import thread_time

import numpy as np
import numpy.typing as npt

from emotion.classification.base import ExpressionClassifier
from emotion.classification.crops import cut_faces
from emotion.detection.base import FaceDetector
from emotion.images.luma import GreyPicture, full_range, to_grey
from emotion.images.types import Picture
from emotion.labels import LABELS
from emotion.results import Box, FaceResult, FrameResult


@dataclass(frozen=True)
class Analysis:
    """A reading and what it cost.

    Attributes:
        result: faces numbered from the left, with the model's own probabilities.
        detect_ms: milliseconds of processor time for finding faces.
        classify_ms: likewise for cutting them out and reading them.
    """

    result: FrameResult
    detect_ms: float
    classify_ms: float


class Analyzer:
    """A detector and a classifier, injected; it knows no time. Not for two threads at once."""

    def __init__(self, detector: FaceDetector, classifier: ExpressionClassifier, threshold: float) -> None:
        """Join the two.

        Args:
            detector: finds faces in a grey picture.
            classifier: reads the expression of cut-out faces.
            threshold: best probability from which an answer counts as sure; the model's card has it.
        """
        self._detector = detector
        self._classifier = classifier
        self._threshold = threshold

    def analyze(self, picture: GreyPicture, clock: Callable[[], float] = thread_time) -> Analysis:
        """Read every face of a picture."""
        started = clock()
        boxes = sorted(self._detector.detect(picture.pixels), key=lambda box: box.left)
        detected = clock()
        probabilities = self._classifier.classify(self.crops(picture, tuple(boxes)))
        classified = clock()
        faces = tuple(
            read_face(box, row, self._threshold, number)
            for number, (box, row) in enumerate(zip(boxes, probabilities, strict=True), start=1)
        )
        height, width = picture.pixels.shape
        return Analysis(FrameResult(width, height, faces), (detected - started) * 1000, (classified - detected) * 1000)

    @staticmethod
    def crops(picture: GreyPicture, boxes: tuple[Box, ...]) -> npt.NDArray[np.uint8]:
        """Return the faces [n, 48, 48] as the model sees them, in full range whatever the picture's."""
        return full_range(cut_faces(picture.pixels, boxes), picture.limited_range)


def read_face(box: Box, probabilities: npt.NDArray[np.float32], threshold: float, number: int) -> FaceResult:
    """Return the result of one face from its seven probabilities."""
    best = int(probabilities.argmax())
    values = tuple(float(value) for value in probabilities)
    return FaceResult(box, values, LABELS[best], values[best] >= threshold, number)


@dataclass(frozen=True)
class PhotoResult:
    """What the faces of a still picture look like, and what the model saw of them.

    Attributes:
        result: boxes in pixels of the picture; faces numbered from the left.
        crops: uint8 [number of faces, 48, 48], grey, in the order of the faces.
    """

    result: FrameResult
    crops: npt.NDArray[np.uint8]


def analyze(
    picture: Picture, detector: FaceDetector, classifier: ExpressionClassifier, threshold: float
) -> PhotoResult:
    """Read every face of a still picture, cut out of it at full size.

    Args:
        picture: RGB uint8 [height, width, 3], upright, as `emotion.images.decode.decode` gives it.
        detector: finds the faces; `PhotoDetector` for pictures of any kind.
        classifier: reads the expression of cut-out faces.
        threshold: best probability from which an answer counts as sure; the model's card has it.
    """
    grey = to_grey(picture)
    result = Analyzer(detector, classifier, threshold).analyze(grey).result
    return PhotoResult(result, Analyzer.crops(grey, tuple(face.box for face in result.faces)))
