"""A person's expressions over a whole timeline as a figure (Plotly), thinned so that every peak stays."""

from typing import Final

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from emotion.timeline.summary import clock_time
from emotion.timeline.table import Timeline

POINTS: Final = 1000  # of a line, about as many as a wide screen has columns
HEIGHT: Final = 320  # pixels
_STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)  # seconds between ticks
_TICKS: Final = 8


def person_timeline(timeline: Timeline, person: int, points: int = POINTS) -> go.Figure:
    """Draw a person's seven smoothed probabilities over a timeline, in per cent, a gap where the person was away.

    Args:
        timeline: of a video or a recording.
        person: one of `timeline.persons`.
        points: at most, of each line, without the gaps; see `peaks_kept`.

    Raises:
        ValueError: nobody of that number is in the timeline.
    """
    times, records = timeline.of(person)
    if not len(times):
        raise ValueError(f"expected one of the persons {list(timeline.persons)}, found {person}")
    stretch = np.concatenate([[0], np.cumsum(np.diff(records["result"]) > 1)])
    figure = go.Figure()
    for index, label in enumerate(LABELS):
        values = 100 * records["probabilities"][:, index].astype(np.float64)
        kept = peaks_kept(values, points)
        gaps = 1 + np.flatnonzero(np.diff(stretch[kept]))
        figure.add_scatter(
            x=np.insert(times[kept], gaps, np.nan),
            y=np.insert(values[kept], gaps, np.nan),
            name=DISPLAY_NAMES[label],
            mode="lines" if len(kept) > 1 else "markers",
            connectgaps=False,
            line={"color": COLOURS[label], "width": 2},
            marker={"color": COLOURS[label]},
            hovertemplate="%{y:.0f} %",
        )
    ticks = _ticks(timeline.seconds)
    figure.update_xaxes(
        range=[0, max(timeline.seconds, float(times[-1]))],
        title="time in the video",
        tickvals=ticks,
        ticktext=[clock_time(tick) for tick in ticks],
        hoverformat=".1f",
        ticksuffix=" s",
    )
    percents = [0, 25, 50, 75, 100]
    figure.update_yaxes(range=[0, 100], tickvals=percents, ticktext=[f"{percent} %" for percent in percents])
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 24, "t": 8, "b": 0},
        hovermode="x unified",
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0},
    )
    return figure


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


def _ticks(seconds: float) -> list[float]:
    step = next((step for step in _STEPS if seconds / step <= _TICKS), _STEPS[-1])
    return [float(tick) for tick in range(0, int(seconds) + 1, step)]
