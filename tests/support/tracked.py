"""Made scenes, tracked."""

from collections.abc import Callable, Sequence

from emotion.results import Box, FaceResult, FrameResult
from emotion.tracking import Tracker
from tests.support.fakes import face, frame

Scene = Callable[[float], Sequence[FaceResult]]


def run(scene: Scene, seconds: float, rate: float = 15, tracker: Tracker | None = None) -> list[FrameResult]:
    """Track a scene, a function of the time in seconds, at a frame rate."""
    tracker = tracker or Tracker()
    times = [index / rate for index in range(round(seconds * rate) + 1)]
    return [tracker.update(frame(*scene(at), at=at), at) for at in times]


def still(label: str = "happy", left: int = 100, size: int = 80) -> FaceResult:
    return face(Box(left, 100, size, size), label)


def at_time(shown: list[FrameResult], at: float) -> FrameResult:
    return min(shown, key=lambda result: abs(result.at - at))
