"""From a picture to a result in three steps: find the faces, cut them out, read each one's expression."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import thread_time
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from emotion.answers import answer_of
from emotion.classification.base import ExpressionClassifier, InputSpec
from emotion.classification.crops import cut_faces
from emotion.detection.base import Detection, Detector
from emotion.detection.quality import quality_of, too_dark
from emotion.framing import Framing
from emotion.images.input import InputPicture
from emotion.images.luma import full_range
from emotion.images.types import Picture
from emotion.results import FaceResult, FrameResult


@dataclass(frozen=True)
class Analysis:
    """A result and what it cost.

    Attributes:
        result: faces numbered from the left, with the model's own probabilities.
        detect_ms: milliseconds of processor time for finding faces.
        classify_ms: likewise for cutting them out and reading them.
    """

    result: FrameResult
    detect_ms: float
    classify_ms: float


@dataclass(frozen=True)
class FoundFaces:
    """The faces of a picture before a model has read them, so that another one can without a new search.

    Attributes:
        width: of the picture, pixels.
        height: likewise.
        detections: from the left.
        margin: the detector's, with which those without a framing are cut out.
        too_dark: whether none was found and the picture is too dark for that.
    """

    width: int
    height: int
    detections: tuple[Detection, ...]
    margin: float
    too_dark: bool = False

    @property
    def framings(self) -> list[Framing]:
        """How each is cut out."""
        return [detection.framed(self.margin) for detection in self.detections]


def find_faces(picture: InputPicture, detector: Detector) -> FoundFaces:
    """Find every face of a picture."""
    detections = sorted(detector.detect(picture), key=lambda detection: detection.box.left)
    height, width = picture.grey.shape
    return FoundFaces(width, height, tuple(detections), detector.margin, not detections and too_dark(picture))


def cut_found(picture: InputPicture, found: FoundFaces, spec: InputSpec) -> npt.NDArray[np.uint8]:
    """Return the faces that were found in a picture as a model sees them, in full range.

    Returns:
        uint8 [n, height, width] for a model of grey faces, [n, height, width, 3] for one of colour, which alone asks
        the picture for it.
    """
    if spec.channels > 1:
        return cut_faces(picture.colour, found.framings, spec.height, spec.width)
    faces = cut_faces(picture.grey, found.framings, spec.height, spec.width)
    return full_range(faces, picture.limited_range)


def read_faces(
    found: FoundFaces, crops: npt.NDArray[np.uint8], classifier: ExpressionClassifier, threshold: float
) -> FrameResult:
    """Read every face that was found, numbered from the left, with the model's own probabilities.

    Args:
        found: where they are.
        crops: of the same faces, as `cut_found` cuts them for this model.
        classifier: reads their expression.
        threshold: best probability from which an answer counts as sure; the model's card has it.
    """
    said = classifier.classify(crops)
    seen = zip(found.detections, found.framings, crops, said.probabilities, said.doubts, strict=True)
    faces = []
    for number, (detection, framing, crop, probabilities, doubts) in enumerate(seen, start=1):
        quality = quality_of(detection, framing, crop, found.width, found.height, doubts)
        values, answer = tuple(map(float, probabilities)), answer_of(probabilities.astype(float), threshold)
        sure = answer.sure and quality.usable
        faces.append(FaceResult(detection.box, values, answer.label, sure, number, 0, quality, answer.rival))
    return FrameResult(found.width, found.height, tuple(faces), too_dark=found.too_dark)


class Analyzer:
    """A detector and a classifier, injected; it knows no time. Not for two threads at once.

    Attributes:
        detector: may be replaced between two pictures.
    """

    def __init__(self, detector: Detector, classifier: ExpressionClassifier, threshold: float) -> None:
        """Join the two.

        Args:
            detector: finds faces in a picture.
            classifier: reads the expression of cut-out faces.
            threshold: best probability from which an answer counts as sure; the model's card has it.
        """
        self.detector = detector
        self._classifier = classifier
        self._threshold = threshold

    def analyze(self, picture: InputPicture, clock: Callable[[], float] = thread_time) -> Analysis:
        """Read every face of a picture."""
        started = clock()
        found = find_faces(picture, self.detector)
        detected = clock()
        result = read_faces(found, cut_found(picture, found, self._classifier.input), self._classifier, self._threshold)
        classified = clock()
        return Analysis(result, (detected - started) * 1000, (classified - detected) * 1000)


@dataclass(frozen=True, eq=False)
class PhotoFaces:
    """The faces of a still picture, found and cut out, before a model reads them: kept, so that several can.

    Attributes:
        found: where they are.
        crops: as `cut_found` gives them, by the input of the models that read them.
    """

    found: FoundFaces
    crops: Mapping[InputSpec, npt.NDArray[np.uint8]]

    def cut(self, picture: Picture, spec: InputSpec) -> "PhotoFaces":
        """Return the same faces cut out for models of another input as well, without a new search.

        Args:
            picture: the one that they were found in.
            spec: the other input.
        """
        crops = cut_found(InputPicture.of_rgb(picture), self.found, spec)
        return PhotoFaces(self.found, MappingProxyType({**self.crops, spec: crops}))


@dataclass(frozen=True)
class PhotoResult:
    """What the faces of a still picture look like, and what the model saw of them.

    Attributes:
        result: boxes in pixels of the picture; faces numbered from the left.
        crops: as `cut_found` gives them, in the order of the faces.
    """

    result: FrameResult
    crops: npt.NDArray[np.uint8]


def find_photo_faces(picture: Picture, detector: Detector, spec: InputSpec) -> PhotoFaces:
    """Find every face of a still picture and cut it out at full size: the first step, and the one that takes long.

    Args:
        picture: RGB uint8 [height, width, 3], upright, as `emotion.images.decode.decode` gives it.
        detector: finds the faces; one made for photos finds them in all sizes.
        spec: input of the model that is to read them.
    """
    whole = InputPicture.of_rgb(picture)
    found = find_faces(whole, detector)
    return PhotoFaces(found, MappingProxyType({spec: cut_found(whole, found, spec)}))


def read_photo_faces(faces: PhotoFaces, classifier: ExpressionClassifier, threshold: float) -> PhotoResult:
    """Read the faces of a still picture: the second step, which another model repeats alone.

    Args:
        faces: cut out for this model's input.
        classifier: reads their expression.
        threshold: best probability from which an answer counts as sure; the model's card has it.
    """
    crops = faces.crops[classifier.input]
    return PhotoResult(read_faces(faces.found, crops, classifier, threshold), crops)


def analyze(picture: Picture, detector: Detector, classifier: ExpressionClassifier, threshold: float) -> PhotoResult:
    """Read every face of a still picture in both steps at once, see `find_photo_faces` and `read_photo_faces`."""
    return read_photo_faces(find_photo_faces(picture, detector, classifier.input), classifier, threshold)
