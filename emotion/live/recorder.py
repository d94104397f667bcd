"""Records a live stream as a timeline: each result from a start on, as numbers, never pictures, for a bounded time."""

from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import Final

from emotion.results import FrameResult
from emotion.timeline.notes import MOST, Marker
from emotion.timeline.table import Timeline, TimelineBuilder
from emotion.tracking import RESET_GAP

LONGEST: Final = 3600.0  # seconds; with one face in view all the time about 3 MB
STEP: Final = 1 / 15  # seconds by which a recording goes on where the stream's clock steps back


class LiveRecorder:
    """Takes one stream's results from its worker thread, while another thread asks how far it is and ends it.

    Times and frames count from the first result. Persons are numbered in the order in which they came into the
    recording. Boxes stay in the pixels of its first frame, since a stream may change its size.

    Args:
        longest: seconds after which no result is taken any more.
        clock: seconds that only grow.
    """

    def __init__(self, longest: float = LONGEST, clock: Callable[[], float] = monotonic) -> None:
        self._longest, self._clock = longest, clock
        self._came_at = 0.0  # by the clock, when the newest result came
        self._markers: list[Marker] = []
        self._lock = Lock()
        self._builder = TimelineBuilder()
        self._persons: dict[int, int] = {}  # from the tracker's track_id
        self._first: FrameResult | None = None
        self._ahead = 0.0  # seconds by which the stream's clock is ahead of the recording's
        self._at, self._frame = 0.0, 0
        self._full = self._ended = False

    @property
    def seconds(self) -> float:
        """How long the recording is by now."""
        with self._lock:
            return self._at

    @property
    def full(self) -> bool:
        """Whether it ended because it is as long as it may be."""
        with self._lock:
            return self._full

    @property
    def markers(self) -> tuple[Marker, ...]:
        """What was marked, in the order of time."""
        with self._lock:
            return tuple(self._markers)

    def mark(self, name: str) -> None:
        """Mark this moment, at most `MOST` times; nothing happens before the first result and after the end.

        Results of a browser that reads faces itself come once a second, so the time since the newest counts, too.
        """
        with self._lock:
            if self._first is not None and not self._ended and len(self._markers) < MOST:
                passed = min(self._clock() - self._came_at, RESET_GAP)
                self._markers.append(Marker(round(self._at + passed, 3), name))

    def add(self, result: FrameResult) -> None:
        """Keep a tracker's result; one that comes after the end is left out."""
        with self._lock:
            if self._ended or self._full:
                return
            if self._first is None:
                self._first, self._ahead = result, result.at
            elif result.at - self._ahead <= self._at:
                self._ahead = result.at - self._at - STEP
            at = result.at - self._ahead
            if at > self._longest:
                self._full = True
                return
            self._at, self._frame, self._came_at = at, result.frame - self._first.frame, self._clock()
            self._builder.add(self._recorded(result, self._first))

    def finish(self) -> Timeline:
        """End the recording and return its timeline; without any result it is 0 seconds long and 0x0 pixels large."""
        with self._lock:
            self._ended = True
            first = self._first
            size = (first.width, first.height) if first else (0, 0)
            return Timeline(*size, self._at, self._frame + 1 if first else 0, *self._builder.arrays())

    def _recorded(self, result: FrameResult, first: FrameResult) -> FrameResult:
        result = result.scaled(first.width, first.height)
        faces = tuple(
            replace(face, track_id=self._persons.setdefault(face.track_id, len(self._persons) + 1))
            for face in result.faces
        )
        # Whom the stream follows has another number here.
        return replace(result, faces=faces, at=self._at, frame=self._frame, followed=None)
