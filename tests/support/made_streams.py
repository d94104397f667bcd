"""Made streams in which everything happens that a tracker knows of, and results as the program in browser/ has them."""

import math
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from emotion.labels import LABELS
from emotion.quality import ISSUES, FaceQuality
from emotion.results import Box, FaceResult, FrameResult

SIZES: Final = ((640, 480), (320, 240), (1280, 720))
# Seconds between two frames: of usual streams, none, back, a stall that is none yet, one that is, and a long one.
STEPS: Final = (*[1 / 15] * 40, *[1 / 30] * 20, *[0.1] * 10, 0.0, 0.35, 0.6, -0.2, 1.9, 2.5, 40.0)


@dataclass(frozen=True)
class Step:
    """What a tracker is told of one frame: the analyzer's result, when it was, and whether the scene is another."""

    result: FrameResult
    at: float
    another_scene: bool


class Person:
    """Moves on a line and swings, comes and goes, grows, turns away, and looks now like this, now like that."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._middle = [random.uniform(0.1, 0.9), random.uniform(0.2, 0.8)]
        self._speed = [random.uniform(-0.25, 0.25), random.uniform(-0.05, 0.05)]
        self._size = random.uniform(0.08, 0.35)
        self._growth = random.choice([0.0, 0.0, random.uniform(-0.3, 0.3)])
        self._logits = [random.gauss(0, 1) for _ in LABELS]
        self._goal = list(self._logits)
        self._here, self._turned = random.random() < 0.7, False

    def face(self, passed: float, width: int, height: int) -> FaceResult | None:
        """Return what is found of them so many seconds later, None for nothing."""
        self._go_on(max(0.0, min(passed, 0.5)))
        if not self._here or self._random.random() < 0.08:
            return None
        side = self._size * height * self._random.uniform(0.97, 1.03)
        left = round(self._middle[0] * width - side / 2 + self._random.gauss(0, 0.02 * side))
        top = round(self._middle[1] * height - side / 2 + self._random.gauss(0, 0.02 * side))
        box = Box(left, top, max(1, round(side)), max(1, round(side * 1.1))).clipped(width, height)
        return None if box is None else self._result(box, side)

    def _go_on(self, passed: float) -> None:
        random = self._random
        for axis in range(2):
            self._middle[axis] += self._speed[axis] * passed
            if not 0.02 <= self._middle[axis] <= 0.98:
                self._speed[axis] = -self._speed[axis]
        self._size = min(0.6, max(0.02, self._size * math.exp(self._growth * passed)))
        self._here ^= random.random() < 0.3 * passed
        self._turned ^= random.random() < 0.5 * passed
        if random.random() < 0.8 * passed:
            self._goal = [random.gauss(0, 1.3) for _ in LABELS]
        way = min(1.0, 4 * passed)
        self._logits = [old + way * (new - old) for old, new in zip(self._logits, self._goal, strict=True)]

    def _result(self, box: Box, side: float) -> FaceResult:
        random = self._random
        powers = [math.exp(logit + random.gauss(0, 0.35)) for logit in self._logits]
        probabilities = tuple(power / sum(powers) for power in powers)
        yaw = random.gauss(48 if self._turned else 10, 6)
        lit, outside = random.choice([3.0, 90.0, 90.0, 90.0]), random.choice([0.0, 0.0, 0.2, 0.5])
        quality = FaceQuality.of(side, lit, outside, yaw, random.gauss(0, 9), min(1.0, random.uniform(0.55, 1.1)))
        if random.random() < 0.05:
            quality = FaceQuality()
        label = max(range(len(LABELS)), key=probabilities.__getitem__)
        return FaceResult(box, probabilities, LABELS[label], probabilities[label] >= 0.5, 1, quality=quality)


def made_stream(seed: int, frames: int = 120) -> list[Step]:
    """Return a stream, the same for the same seed: several faces or none, in whatever times and sizes."""
    random = Random(seed)
    people = [Person(random) for _ in range(random.choice([1, 2, 2, 3, 3, 5]))]
    base = random.choice([1 / 15, 1 / 30, 0.1])
    (width, height), at, dark, steps = random.choice(SIZES), random.uniform(0, 100), False, []
    for index in range(frames):
        passed = random.choice(STEPS) if random.random() < 0.3 else base
        at += passed
        dark ^= random.random() < 0.03
        if random.random() < 0.02:
            width, height = random.choice(SIZES)
        found = [person.face(passed, width, height) for person in people]
        faces = [] if dark else [face for face in found if face is not None]
        random.shuffle(faces)
        too_dark = not faces and (dark or random.random() < 0.2)
        result = FrameResult(width, height, tuple(faces), 0.0, index, None, too_dark)
        steps.append(Step(result, at, random.random() < 0.01))
    return steps


def steps_in_json(steps: list[Step]) -> list[dict[str, Any]]:
    """Return what a tracker is told as the entries beside tests/emotion/browser take it."""
    return [
        {"result": result_in_json(step.result), "at": step.at, "anotherScene": step.another_scene} for step in steps
    ]


def result_in_json(result: FrameResult) -> dict[str, Any]:
    """Return a result as `FrameResult` of browser/src/results.ts."""
    return {
        "width": result.width,
        "height": result.height,
        "faces": [face_in_json(face) for face in result.faces],
        "at": result.at,
        "frame": result.frame,
        "followed": result.followed,
        "tooDark": result.too_dark,
    }


def face_in_json(face: FaceResult) -> dict[str, Any]:
    """Return a face's result as `FaceResult` there."""
    box = face.box
    return {
        "box": {"left": box.left, "top": box.top, "width": box.width, "height": box.height},
        "probabilities": list(face.probabilities),
        "label": LABELS.index(face.label),
        "sure": face.sure,
        "displayNumber": face.display_number,
        "trackId": face.track_id,
        "quality": quality_in_json(face.quality),
        "rival": None if face.rival is None else LABELS.index(face.rival),
        "baseline": face.baseline,
    }


def quality_in_json(quality: FaceQuality) -> dict[str, Any]:
    """Return a face's quality as `FaceQuality` there."""
    issues = [ISSUES.index(issue) for issue in quality.issues]
    return {"yaw": quality.yaw, "roll": quality.roll, "score": quality.score, "issues": issues}


def without_probabilities(results: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[list[float]]]:
    """Return results in JSON whose faces have no probabilities, and the probabilities [faces, 7] apart."""
    probabilities = [face["probabilities"] for result in results for face in result["faces"]]
    bare = [{**result, "faces": [{**face, "probabilities": None} for face in result["faces"]]} for result in results]
    return bare, probabilities
