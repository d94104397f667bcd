"""Streams read once, and what is said over them by one rule or another."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import pairwise

import numpy as np

from bench.detection.clips import Clip
from bench.detection.sequences import SEQUENCES, frames
from bench.steadiness.rules import Rule
from emotion.analysis import Analyzer
from emotion.classification.calibration import Calibration
from emotion.classification.litert import LiteRTClassifier
from emotion.detection.presets import make_detector
from emotion.images.input import InputPicture
from emotion.images.scene import SceneWatch
from emotion.live.focus import Focus
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.results import FaceResult, FrameResult
from emotion.tracking import Tracker


@dataclass(frozen=True)
class Reading:
    """One frame as the analyzer reads it, before anything is smoothed."""

    at: float
    result: FrameResult
    another_scene: bool = False


@dataclass(frozen=True)
class Watched:
    """What was said of the face in focus.

    Attributes:
        frames: in which there is one.
        under: of them, those whose answer's probability is under the threshold.
        unsure: of them, those whose answer is not sure.
        seconds: during which it was one and the same person's.
        labels: changes of the label meanwhile.
        sure: changes between sure and unsure.
        words: changes of the words that are shown.
    """

    frames: int = 0
    under: int = 0
    unsure: int = 0
    seconds: float = 0.0
    labels: int = 0
    sure: int = 0
    words: int = 0

    def __add__(self, other: "Watched") -> "Watched":
        return Watched(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    def a_minute(self, changes: int) -> float:
        """Return how many of the changes there are a minute, 0 of nothing."""
        return 60 * changes / self.seconds if self.seconds else 0.0


def read(pictures: Iterable[tuple[float, InputPicture]], model: LoadedModel) -> list[Reading]:
    """Read pictures with their seconds as a live stream does, with the model's own probabilities."""
    classifier = LiteRTClassifier(model.content, None, model.card.input)
    analyzer, scene = Analyzer(make_detector("stream"), classifier, model.threshold), SceneWatch()
    readings: list[Reading] = []
    for at, picture in pictures:
        if not readings or at - readings[-1].at >= 0.9 * LiveSettings().interval:
            readings.append(Reading(at, analyzer.analyze(picture).result, scene.changed(picture.grey)))
    return readings


def read_clip(clip: Clip, model: LoadedModel) -> list[list[Reading]]:
    """Read a clip twice, beginning with its first frame and with its second: other frames of the same face."""
    return [
        read(((at, InputPicture.of_frame(frame)) for index, at, frame in clip.frames() if index >= first), model)
        for first in (0, 1)
    ]


def read_generated(model: LoadedModel) -> list[list[Reading]]:
    """Read the generated sequences, in which nobody changes the expression."""
    return [
        read(((frame.at, InputPicture.of_rgb(frame.picture)) for frame in frames(sequence, seed)), model)
        for seed, sequence in enumerate(SEQUENCES)
    ]


def calibrated(readings: Sequence[Reading], calibration: Calibration) -> list[Reading]:
    """Return the same readings with the probabilities that are shown."""

    def face_of(face: FaceResult) -> FaceResult:
        shown = calibration.apply(np.array([face.probabilities]))[0]
        return replace(face, probabilities=tuple(shown.tolist()))

    return [
        replace(reading, result=replace(reading.result, faces=tuple(map(face_of, reading.result.faces))))
        for reading in readings
    ]


def followed(readings: Iterable[Reading], rule: Rule, threshold: float) -> list[tuple[float, FaceResult]]:
    """Return what is said of the face in focus, with its seconds, frame by frame in which there is one."""
    said = []
    with rule.applied():
        tracker, focus = Tracker(rule.settings(threshold)), Focus()
        for reading in readings:
            result = replace(tracker.update(reading.result, reading.at, reading.another_scene), at=reading.at)
            face = replace(result, followed=focus.update(result)).in_focus
            if face is not None:
                said.append((reading.at, face))
    return said


def watch(readings: Iterable[Reading], rule: Rule, threshold: float) -> Watched:
    """Return how steady a stream's answers are by a rule; where the person changes, no change is counted."""
    said = followed(readings, rule, threshold)
    together = Watched()
    for _, face in said:
        together += Watched(1, face.confidence < threshold, not face.sure)
    for (before, one), (after, next_one) in pairwise(said):
        if one.track_id == next_one.track_id:
            changes = (face_of(one) != face_of(next_one) for face_of in (_label, _sure, rule.words))
            together += Watched(0, 0, 0, after - before, *changes)
    return together


def _label(face: FaceResult) -> str:
    return face.label


def _sure(face: FaceResult) -> str:
    return str(face.sure)
