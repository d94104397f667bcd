"""Whom a stream follows among several people: one person, until another is clearly nearer for a while."""

import math
from typing import Final

from emotion.results import FrameResult
from emotion.tracking import RESET_GAP

LEAD: Final = 1.25  # times the followed face's area that another's must have to be clearly larger
PATIENCE: Final = 1.0  # seconds that it must be so before it is followed instead
LONGEST_STEP: Final = 0.5  # seconds between two results that count at most: nobody saw what was between them


class Focus:
    """Chooses whom one stream follows. Not for two threads at once.

    Boxes flutter, so that neither of two faces of about the same size is the larger one for long. The time in which
    another face is clearly larger adds up, and the time in which it is not is taken off again, down to nothing: a few
    frames bring nobody the focus, and a few take from nobody a lead that is there.
    """

    def __init__(self) -> None:
        self._followed: int | None = None
        self._larger_for: dict[int, float] = {}  # seconds, by the track_id of each face that is clearly larger
        self._now = -math.inf

    def update(self, result: FrameResult) -> int | None:
        """Take a stream's next result and return the track_id of the face that is followed; None without any face.

        The largest is followed at first, when the followed one has gone from view, and after a step back in time or one
        of more than 2 s, where the tracker begins anew as well.
        """
        passed, self._now = result.at - self._now, result.at
        areas = {face.track_id: face.box.area for face in result.faces}
        if self._followed not in areas or not 0 <= passed <= RESET_GAP:
            self._follow(result.largest.track_id if result.largest else None)
            return self._followed
        larger_for = {}
        for track_id, area in areas.items():
            before = self._larger_for.get(track_id)
            step = min(passed, LONGEST_STEP)
            if area >= LEAD * areas[self._followed]:
                larger_for[track_id] = 0.0 if before is None else before + step
            elif before is not None and before > step:
                larger_for[track_id] = before - step
        self._larger_for = larger_for
        ready = [track_id for track_id, seconds in larger_for.items() if seconds >= PATIENCE]
        if ready:
            self._follow(max(ready, key=areas.__getitem__))
        return self._followed

    def _follow(self, track_id: int | None) -> None:
        self._followed, self._larger_for = track_id, {}
