"""Where the names of markers and of spans stand over a timeline, in lanes above each other, so that none overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from emotion.timeline.notes import Marker, Span

LANES: Final = 3  # of markers, at most
LONGEST: Final = 24  # characters of a name that is drawn
SHORTEST: Final = 4  # characters that tell a name from others
LEFT_OUT: Final = "Left out"


@dataclass(frozen=True)
class Tag:
    """A marker's name as it is drawn.

    Attributes:
        marker: whose it is.
        lane: 0 for the lowest, and for one without words.
        words: the name, shortened where there is no room for all of it; empty where there is room for none.
        start, end: seconds between which it may be drawn, the marker's own time at one of the two.
    """

    marker: Marker
    lane: int
    words: str
    start: float
    end: float

    @property
    def leftwards(self) -> bool:
        """Whether it ends at its marker, as at the right edge, and does not begin there."""
        return self.start < self.marker.at


def tags(markers: Sequence[Marker], end: float, columns: int, beyond: int = 0) -> tuple[Tag, ...]:
    """Return the name of each marker up to the end, in the order of time.

    They are placed from the last one on, each in the lowest lane that has room, so that no line from a marker up to its
    name crosses another's.

    Args:
        markers: in the order of time.
        end: of the timeline, seconds, above 0.
        columns: characters for which the whole timeline has room.
        beyond: characters for which there is room after its end.
    """
    letter = end / columns
    limit = end + beyond * letter
    placed: list[Tag] = []
    inside = [marker for marker in markers if marker.at <= end]
    for before, marker in reversed(list(zip([None, *inside], inside, strict=False))):
        aside = sum(tag.leftwards for tag in placed)
        if aside < LANES and limit - marker.at < min(SHORTEST, len(marker.name)) * letter:
            start = max(0.0, marker.at - _wanted(marker) * letter)
            if before and marker.at - before.at > (SHORTEST + 1) * letter:
                start = max(start, before.at)
            words = shortened(marker.name, (marker.at - start) / letter - 1)
            placed.append(Tag(marker, aside, words, start, marker.at))
            continue
        # Lines up to higher names go through a lane, too.
        free = [
            _free(marker.at, [tag for tag in placed if tag.words and tag.lane >= lane], limit) for lane in range(LANES)
        ]
        wanted = marker.at + _wanted(marker) * letter
        lane = next((lane for lane in range(LANES) if free[lane] >= wanted), free.index(max(free)))
        words = shortened(marker.name, (free[lane] - marker.at) / letter - 1)
        placed.append(
            Tag(marker, lane, words, marker.at, free[lane]) if words else Tag(marker, 0, "", *[marker.at] * 2)
        )
    return tuple(reversed(placed))


def _wanted(marker: Marker) -> int:
    """Return the characters that a name takes in full, with a space after it."""
    return min(len(marker.name), LONGEST) + 1


def _free(at: float, tags: Sequence[Tag], limit: float) -> float:
    """Return until when a lane is free from a moment on."""
    return min((max(at, tag.start) for tag in tags if tag.end > at), default=limit)


def shortened(name: str, room: float) -> str:
    """Return a name in so many characters at most; empty where that is not one letter and the dots."""
    room = min(LONGEST, int(room + 1e-6))
    if len(name) <= room:
        return name
    return f"{name[: room - 1].rstrip()}…" if room >= 2 else ""


def lanes(spans: Sequence[Span]) -> tuple[int, ...]:
    """Return the lane of each span, 0 for the lowest: as few as hold them without two over each other.

    Args:
        spans: in the order of time.
    """
    ends, found = list[float](), list[int]()
    for span in spans:
        lane = next((lane for lane, end in enumerate(ends) if end <= span.start), len(ends))
        ends[lane : lane + 1] = [span.end]
        found.append(lane)
    return tuple(found)
