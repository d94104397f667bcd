"""Faces of FER2013 as a camera would see them from frame to frame, and streams in which one becomes another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from bench.steadiness.rules import Rule
from bench.steadiness.watching import Reading, followed
from emotion.answers import Probabilities
from emotion.classification.base import FACE_SIZE
from emotion.labels import LABELS
from emotion.results import Box, FaceResult, FrameResult
from training.data.corruptions import Faces, grey

RATE: Final = 15  # results a second
VERSIONS: Final = 8  # of each face
SHIFT: Final = 1.0  # pixels of 48; this and the following are standard deviations
SCALE: Final = 0.03
TILT: Final = 2.0  # degrees
NOISE: Final = 4.0  # grey levels, of each pixel
BRIGHTNESS: Final = 4.0  # grey levels, of the whole face
PAIRS: Final = 300
BEFORE: Final = 2  # seconds that a face is shown, and then the other
PLACE: Final = Box(200, 150, 160, 160)

Shares = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Change:
    """A stream in which the expression changes after two seconds, and to what."""

    readings: tuple[Reading, ...]
    label: str


def jittered(faces: Faces, seed: int) -> Faces:
    """Return grey faces [n, 48, 48] as another frame might show them: moved, larger or smaller, tilted, with noise."""
    chance, middle = np.random.default_rng(seed), ((FACE_SIZE - 1) / 2,) * 2
    moved = np.empty(faces.shape, np.float32)
    for index, face in enumerate(faces):
        turn = cv2.getRotationMatrix2D(middle, chance.normal(0, TILT), 1 + chance.normal(0, SCALE))
        turn = turn + np.pad(chance.normal(0, SHIFT, (2, 1)), ((0, 0), (2, 0)))
        seen = cv2.warpAffine(face, turn, face.shape[::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        moved[index] = seen + chance.normal(0, NOISE, face.shape) + chance.normal(0, BRIGHTNESS)
    return grey(moved)


def changes(
    truth: npt.NDArray[np.int64], versions: Probabilities, threshold: float, pairs: int = PAIRS
) -> list[Change]:
    """Return streams of two faces that are read rightly and surely, with different labels.

    Args:
        truth: [n], the majority's label, -1 without one.
        versions: [versions, n, 7], what is read of each version of each face.
        threshold: from which an answer is sure.
        pairs: how many.
    """
    mean, chance = versions.mean(axis=0), np.random.default_rng(1)
    clear = np.flatnonzero((truth >= 0) & (mean.argmax(axis=1) == truth) & (mean.max(axis=1) >= threshold))
    if len(set(truth[clear].tolist())) < 2:
        raise ValueError("expected faces of two expressions that are read rightly and surely, found fewer")
    made: list[Change] = []
    while len(made) < pairs:
        one, other = chance.choice(clear, 2)
        if truth[one] != truth[other]:
            shown = np.repeat((one, other), BEFORE * RATE)
            rows = versions[chance.integers(len(versions), size=len(shown)), shown]
            readings = tuple(_reading(number / RATE, row) for number, row in enumerate(rows))
            made.append(Change(readings, LABELS[truth[other]]))
    return made


def delays(change: Change, rule: Rule, threshold: float) -> tuple[float, float]:
    """Return seconds from a change to its label, and to its label being sure; infinite where that never comes."""
    said = [(at - BEFORE, face) for at, face in followed(change.readings, rule, threshold) if at >= BEFORE]
    named = (at for at, face in said if face.label == change.label)
    sure = (at for at, face in said if face.label == change.label and face.sure)
    return next(named, float("inf")), next(sure, float("inf"))


def agreement(
    shares: Shares, versions: Probabilities, rule: Rule, threshold: float, seconds: Sequence[int]
) -> list[tuple[float, float]]:
    """Return for each number of seconds the share of faces that are sure then, and of the voters who agree with these.

    Args:
        shares: [n, 7], of the voters, by label.
        versions: [versions, n, 7], of which frames show one or another.
        rule: by which answers are given.
        threshold: from which they are sure.
        seconds: for which a face was shown, ascending.
    """
    order = np.random.default_rng(2).integers(len(versions), size=(versions.shape[1], seconds[-1] * RATE + 1))
    sure = np.zeros((len(seconds), len(order)), bool)
    agreeing = np.zeros((len(seconds), len(order)))
    with rule.applied():
        for index, numbers in enumerate(order):
            said = rule.kind(versions[numbers[0], index], threshold)
            for frame, number in enumerate(numbers[1:], start=1):
                said.update(versions[number, index], 1 / RATE, rule.share(1 / RATE), threshold)
                if frame % RATE == 0 and frame // RATE in seconds:
                    row = seconds.index(frame // RATE)
                    sure[row, index] = said.answer.sure
                    agreeing[row, index] = shares[index, LABELS.index(said.answer.label)]
    return [
        (float(chosen.mean()), float(right[chosen].mean()) if chosen.any() else 0.0)
        for chosen, right in zip(sure, agreeing, strict=True)
    ]


def _reading(at: float, probabilities: Probabilities) -> Reading:
    face = FaceResult(PLACE, tuple(probabilities.tolist()), LABELS[int(probabilities.argmax())], False, 1)
    return Reading(at, FrameResult(640, 480, (face,), at))
