"""One face as a browser reads it, made up: it moves a little, and so do its numbers, as those of a camera do."""

from math import sin
from typing import Final

from emotion.labels import LABELS
from emotion.quality import FaceQuality
from emotion.results import Box, FaceResult, FrameResult

RATE: Final = 15.0  # results a second
WIDTH: Final = 640
HEIGHT: Final = 480


def face_at(number: int) -> FrameResult:
    """Return the stream's result of that number."""
    at = number / RATE
    box = Box(round(250 + 40 * sin(at)), round(140 + 15 * sin(1.7 * at)), *(round(150 + 10 * sin(0.6 * at)),) * 2)
    weights = [
        1 + 0.5 * sin(at * (index + 1) / 3) + (20 if label == "happy" else 0) for index, label in enumerate(LABELS)
    ]
    probabilities = tuple(weight / sum(weights) for weight in weights)
    quality = FaceQuality(round(8 * sin(at)), round(4 * sin(1.3 * at)), round(0.9 + 0.05 * sin(2 * at), 2))
    face = FaceResult(box, probabilities, "happy", True, 1, 1, quality)
    return FrameResult(WIDTH, HEIGHT, (face,), at, number, followed=1)
