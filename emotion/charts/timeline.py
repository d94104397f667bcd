"""The timeline of one person as a figure, thinned so that every peak stays."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.charts.timeline_layout import Figure, clock_axis, label_line, timeline_figure
from emotion.charts.timeline_notes import COLUMNS, with_notes
from emotion.labels import COLOURS, LABELS
from emotion.timeline.notes import Notes
from emotion.timeline.table import Timeline

POINTS: Final = 1000  # of a line, about as many as a wide screen has columns
HEIGHT: Final = 320  # pixels, to which what is noted adds
NOTHING: Final = Notes()


def person_timeline(
    timeline: Timeline,
    person: int,
    title: str = "time in the video",
    points: int = POINTS,
    colours: Mapping[str, str] = COLOURS,
    notes: Notes = NOTHING,
    columns: int = COLUMNS,
) -> Figure:
    """Draw a person's seven smoothed probabilities over a timeline, in per cent, a gap where the person was away.

    Args:
        timeline: of a video or a recording.
        person: one of `timeline.persons`.
        title: of the time axis.
        points: at most, of each line, without the gaps; see `peaks_kept`.
        colours: of the labels, for the background that the chart stands on.
        notes: whose markers and spans are drawn over it.
        columns: characters of their names for which the chart has room.

    Raises:
        ValueError: nobody of that number is in the timeline.
    """
    times, records = timeline.of(person)
    if not len(times):
        raise ValueError(f"expected one of the persons {list(timeline.persons)}, found {person}")
    stretch = np.concatenate([[0], np.cumsum(np.diff(records["result"]) > 1)])
    lines = []
    for index, label in enumerate(LABELS):
        values = 100 * records["probabilities"][:, index].astype(np.float64)
        kept = peaks_kept(values, points)
        gaps = 1 + np.flatnonzero(np.diff(stretch[kept]))
        lines.append(
            label_line(
                label,
                np.insert(times[kept], gaps, np.nan),
                np.insert(values[kept], gaps, np.nan),
                colours,
                mode="lines" if len(kept) > 1 else "markers",
                marker={"color": colours[label]},
            )
        )
    end = max(timeline.seconds, float(times[-1]))
    figure = timeline_figure(lines, clock_axis(timeline.seconds, end, title), HEIGHT)
    return with_notes(figure, notes, end, columns) if end > 0 else figure


def peaks_kept(values: npt.NDArray[np.float64], points: int) -> npt.NDArray[np.intp]:
    """Return the indices, rising, of at most `points` values that draw the same line.

    The values [n] are cut into runs of equal length, and of each the lowest and the highest stay: no peak is lost, as
    it would be by taking each nth or the mean. This is M4 (Jugel et al., VLDB 2014) without its first and last of each
    run; the first and last of all stay.
    """
    if len(values) <= points:
        return np.arange(len(values))
    runs = np.array_split(np.arange(len(values)), max(1, (points - 2) // 2))
    extremes = [run[[values[run].argmin(), values[run].argmax()]] for run in runs]
    return np.unique(np.concatenate([[0, len(values) - 1], *extremes]))
