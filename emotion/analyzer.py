"""From a grey picture to a reading: find the faces, cut them out, read each one's expression."""

from collections.abc import Callable
from dataclasses import dataclass
from time import thread_time

import numpy as np
import numpy.typing as npt

from emotion.crops import cut_faces
from emotion.expressions import ExpressionClassifier
from emotion.faces import FaceDetector
from emotion.labels import LABELS
from emotion.luma import GrayPicture, full_range
from emotion.readings import Box, FaceReading, FrameReading


@dataclass(frozen=True)
class Analysis:
    """A reading and what it cost.

    Attributes:
        reading: faces numbered from the left, with the network's own probabilities.
        detect_ms: milliseconds of processor time for finding faces.
        classify_ms: likewise for cutting them out and reading them.
    """

    reading: FrameReading
    detect_ms: float
    classify_ms: float


class Analyzer:
    """A detector and a classifier, injected; it knows no time. Not for two threads at once."""

    def __init__(self, detector: FaceDetector, classifier: ExpressionClassifier, threshold: float) -> None:
        """Join the two.

        Args:
            detector: finds faces in a grey picture.
            classifier: reads the expression of cut-out faces.
            threshold: best probability from which an answer counts as sure; the network's card has it.
        """
        self._detector = detector
        self._classifier = classifier
        self._threshold = threshold

    def analyze(self, picture: GrayPicture, clock: Callable[[], float] = thread_time) -> Analysis:
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
        return Analysis(FrameReading(width, height, faces), (detected - started) * 1000, (classified - detected) * 1000)

    @staticmethod
    def crops(picture: GrayPicture, boxes: tuple[Box, ...]) -> npt.NDArray[np.uint8]:
        """Return the faces [n, 48, 48] as the network sees them, in full range whatever the picture's."""
        return full_range(cut_faces(picture.pixels, boxes), picture.limited)


def read_face(box: Box, probabilities: npt.NDArray[np.float32], threshold: float, number: int) -> FaceReading:
    """Return the reading of one face from its seven probabilities."""
    best = int(probabilities.argmax())
    values = tuple(float(value) for value in probabilities)
    return FaceReading(box, values, LABELS[best], values[best] >= threshold, number)
