"""How far a face's probabilities move when another detector has found it: both crops, read by the same model."""

from collections.abc import Iterable, Iterator

import numpy as np

from bench.detection.clips import Clip
from bench.detection.scoring import matched
from bench.detection.sequences import SEQUENCES, frames
from emotion.analysis import cut_found, find_faces
from emotion.classification.base import ExpressionClassifier
from emotion.detection.base import Detector
from emotion.images.input import InputPicture

EVERY = 6  # frames of a generated sequence, of which one is read


def difference(
    pictures: Iterable[InputPicture], first: Detector, second: Detector, classifier: ExpressionClassifier
) -> tuple[float, int]:
    """Return the mean absolute difference of a face's seven probabilities, and the faces that both detectors found."""
    differences: list[float] = []
    for picture in pictures:
        faces = [find_faces(picture, detector) for detector in (first, second)]
        boxes = [[detection.box for detection in found.detections] for found in faces]
        pairs = matched(dict(enumerate(boxes[0])), boxes[1])
        if pairs:
            crops = (cut_found(picture, found, classifier.input) for found in faces)
            read, other = (classifier.classify(cut).probabilities for cut in crops)
            differences += [float(np.abs(read[index] - other[match]).mean()) for index, match in pairs.items()]
    return (float(np.mean(differences)) if differences else 0.0), len(differences)


def generated() -> Iterator[InputPicture]:
    """Return frames of the generated sequences."""
    for seed, sequence in enumerate(SEQUENCES):
        for number, frame in enumerate(frames(sequence, seed)):
            if number % EVERY == 0:
                yield InputPicture.of_rgb(frame.picture)


def marked(clip: Clip) -> Iterator[InputPicture]:
    """Return a clip's marked frames."""
    return (InputPicture.of_frame(frame) for index, _, frame in clip.frames() if index in clip.marks)
