"""Timelines made by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from emotion.live.recorder import LiveRecorder
from emotion.results import Box
from emotion.timeline.table import Timeline
from tests.support.fakes import face, frame

Seen = Mapping[int, tuple[str, bool]]  # by person: the label, and whether it is sure


def read(moments: Sequence[Seen]) -> Timeline:
    """Return the timeline of persons, ten times a second, from the first moment on."""
    return recorder(moments).finish()


def recorder(moments: Sequence[Seen]) -> LiveRecorder:
    """Return a recorder that has taken these moments and has not ended."""
    made = LiveRecorder()
    for index, seen in enumerate(moments):
        faces = [
            replace(face(Box(100 * person, 10, 80, 80), label, display_number=person, sure=sure), track_id=person)
            for person, (label, sure) in seen.items()
        ]
        made.add(replace(frame(*faces, at=index / 10), frame=3 * index))
    return made
