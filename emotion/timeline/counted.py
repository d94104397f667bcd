"""How much of each result's time counts: all of it, within spans, and without those that are left out."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.timeline.notes import Span
from emotion.timeline.table import Timeline
from emotion.tracking import RESET_GAP

Seconds = npt.NDArray[np.float64]
ALL: Final = (Span(0.0, 1e9),)


def seconds_counted(timeline: Timeline, left_out: Iterable[Span] = (), within: Iterable[Span] = ALL) -> Seconds:
    """Return the seconds [n] for which each result of a timeline counts.

    A result counts until the next one, the last until the timeline's end, and none for more than 2 s: across a longer
    pause the tracker follows nobody.

    Args:
        timeline: with n results.
        left_out: spans of which nothing counts.
        within: spans of which alone something counts; time in two of them counts once.
    """
    times = timeline.results["at"].astype(np.float64)
    ends = np.append(times[1:], max(timeline.seconds, times[-1] if len(times) else 0.0))[: len(times)]
    ends = np.minimum(ends, times + RESET_GAP)
    inside, outside = _union(within), _union(left_out)
    counted = np.zeros(len(times))
    for start, end in inside:
        counted += _overlap(times, ends, start, end)
        for out_start, out_end in outside:
            counted -= _overlap(times, ends, max(start, out_start), min(end, out_end))
    return np.maximum(counted, 0.0)  # rounding


def around(timeline: Timeline, span: Span) -> Timeline:
    """Return the results of a timeline that count within a span, with their times and seconds as they are."""
    times = timeline.results["at"]
    first, end = np.searchsorted(times, [span.start - RESET_GAP, span.end]).tolist()
    from_face, to_face = np.searchsorted(timeline.faces["result"], [first, end]).tolist()
    faces = timeline.faces[from_face:to_face].copy()
    faces["result"] -= first
    lasts = float(times[end]) if end < len(times) else timeline.seconds
    return replace(timeline, seconds=lasts, results=timeline.results[first:end], faces=faces)


def left_out_of(timeline: Timeline, left_out: Iterable[Span]) -> npt.NDArray[np.bool_]:
    """Return [n] whether each result lies in a span that is left out, its end not included."""
    times = timeline.results["at"]
    out = np.zeros(len(times), bool)
    for start, end in _union(left_out):
        out |= (start <= times) & (times < end)
    return out


def _overlap(starts: Seconds, ends: Seconds, start: float, end: float) -> Seconds:
    return np.asarray(np.maximum(0.0, np.minimum(ends, end) - np.maximum(starts, start)))


def _union(spans: Iterable[Span]) -> list[tuple[float, float]]:
    """Return spans as stretches that do not touch each other."""
    together: list[tuple[float, float]] = []
    for span in sorted(spans):
        if together and span.start <= together[-1][1]:
            together[-1] = together[-1][0], max(together[-1][1], span.end)
        else:
            together.append((span.start, span.end))
    return together
