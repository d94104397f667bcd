"""Timelines made by hand, of results at times of the test's own."""

from dataclasses import replace

from emotion.quality import UNKNOWN, FaceQuality
from emotion.results import FrameResult
from emotion.timeline.table import Timeline, TimelineBuilder
from tests.support.fakes import face


def timeline_of(results: list[FrameResult], seconds: float | None = None) -> Timeline:
    """Return a timeline of 640x480 with these results; it ends a tenth of a second after the last."""
    builder = TimelineBuilder()
    for result in results:
        builder.add(result)
    end = seconds if seconds is not None else (results[-1].at + 0.1 if results else 0.0)
    return Timeline(640, 480, end, len(results), *builder.arrays())


def seen(
    at: float,
    *persons: int,
    frame: int = 0,
    label: str = "happy",
    confidence: float = 0.88,
    quality: FaceQuality = UNKNOWN,
    sure: bool = True,
) -> FrameResult:
    """Return a result in which these persons show an expression."""
    shown = replace(face(label=label, confidence=confidence, sure=sure), quality=quality)
    faces = tuple(replace(shown, track_id=person) for person in persons)
    return FrameResult(640, 480, faces, at, frame)
