"""A detector on a stream: what it finds frame by frame, and whom the tracker takes for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import thread_time

import numpy as np
import numpy.typing as npt

from bench.detection.clips import Clip
from bench.detection.pictures import Picture
from bench.detection.scoring import Score, matched
from bench.detection.sequences import SEQUENCES, Sequence, frames
from emotion.analysis import Analyzer
from emotion.classification.base import Classified, InputSpec
from emotion.detection.base import Detector
from emotion.images.input import InputPicture
from emotion.labels import LABELS
from emotion.results import Box
from emotion.tracking import Tracker


class Indifferent:
    """A classifier that finds all expressions alike: who is who does not depend on them."""

    input = InputSpec()

    def classify(self, faces: npt.NDArray[np.uint8]) -> Classified:
        """Return the same of each."""
        return Classified.of(np.full((len(faces), len(LABELS)), 1 / len(LABELS)))


@dataclass(frozen=True)
class StreamScore:
    """What a stream gave.

    Attributes:
        score: of the frames whose faces are known.
        milliseconds: of processor time for finding faces, mean over all frames.
        frames_found: share of the frames with faces in which one was found.
    """

    score: Score
    milliseconds: float
    frames_found: float


class _Stream:
    """One stream's detector and tracker."""

    def __init__(self, detector: Detector) -> None:
        self.score = Score()
        self._analyzer = Analyzer(detector, Indifferent(), 0.5)
        self._tracker = Tracker()
        self._numbers: dict[int, set[int]] = {}
        self._spent = 0.0
        self._frames = self._with_faces = self._found = 0

    def read(self, picture: InputPicture, at: float) -> tuple[tuple[Box, ...], Mapping[int, Box]]:
        """Return the boxes that were found in a frame, and those that are shown by their numbers."""
        analysis = self._analyzer.analyze(picture, thread_time)
        self._spent += analysis.detect_ms
        self._frames += 1
        shown = self._tracker.update(analysis.result, at)
        found = tuple(face.box for face in analysis.result.faces)
        return found, {face.track_id: face.box for face in shown.faces}

    def count(
        self, wanted: Mapping[int, Box], ignored: Iterable[Box], found: tuple[Box, ...], shown: Mapping[int, Box]
    ) -> None:
        """Hold a frame against what is known of it."""
        self.score.add(list(wanted.values()), list(ignored), found)
        self._with_faces += bool(wanted)
        self._found += bool(wanted) and bool(matched(wanted, found))
        ids = list(shown)
        for person in set(self._numbers) - set(wanted):
            self.score.numbers.append(self._numbers.pop(person))
        for person, index in matched(wanted, list(shown.values())).items():
            self._numbers.setdefault(person, set()).add(ids[index])

    def new_shot(self) -> None:
        """Forget who was in view."""
        self.score.numbers += self._numbers.values()
        self._numbers = {}

    def ended(self) -> StreamScore:
        """Return what the stream gave."""
        self.new_shot()
        return StreamScore(self.score, self._spent / self._frames, self._found / max(1, self._with_faces))


def read_clip(clip: Clip, detector: Detector) -> StreamScore:
    """Read every frame of a clip, and count those that were marked."""
    stream = _Stream(detector)
    for index, at, frame in clip.frames():
        if index in clip.cuts:
            stream.new_shot()
        found, shown = stream.read(InputPicture.of_frame(frame), at)
        if index in clip.marks:
            marks = clip.marks[index]
            stream.count(marks.wanted, marks.ignored, found, shown)
    return stream.ended()


def read_sequence(sequence: Sequence, seed: int, detector: Detector) -> StreamScore:
    """Read a generated sequence."""
    stream = _Stream(detector)
    for frame in frames(sequence, seed):
        found, shown = stream.read(InputPicture.of_rgb(frame.picture), frame.at)
        stream.count(frame.faces, frame.ignored, found, shown)
    return stream.ended()


def sequences() -> Iterable[tuple[int, Sequence]]:
    """Return the generated sequences with their seeds."""
    return enumerate(SEQUENCES)


def still(detector: Detector, picture: Picture, times: int) -> tuple[Box, ...]:
    """Show a detector a still picture so many times, as a stream does, and return what it finds the last time."""
    boxes: tuple[Box, ...] = ()
    for _ in range(times):
        boxes = tuple(detection.box for detection in detector.detect(InputPicture.of_rgb(picture)))
    return boxes
