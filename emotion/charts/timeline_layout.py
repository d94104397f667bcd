"""The layout of a timeline chart: a line of each label in its colour, per cent upwards, time along, names at the ends.

Figures are plain dictionaries in Plotly's schema: filling its validated objects takes longer than all else that a page
does for a timeline, and Streamlit checks the dictionary anyway.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion.labels import COLOURS, DISPLAY_NAMES
from emotion.wording import clock_time

Figure = dict[str, Any]  # "data" and "layout" in Plotly's schema

_PER_CENT: Final = (0, 25, 50, 75, 100)
_INTERVALS: Final = 4  # between the ticks of a time that ends now
_STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)  # seconds between ticks of a clock
_TICKS: Final = 8  # of a clock, at most, without the first
_NAMED: Final = 20.0  # per cent that a line reaches to be named and drawn in full; seven names would crowd the end
_GAP: Final = 18  # pixels at least between two names
_ROOM: Final = 76  # pixels for the names
_BELOW: Final = 60  # pixels of a figure's height that its axis takes


def label_line(
    label: str,
    times: Sequence[float] | npt.NDArray[np.float64],
    values: Sequence[float | None] | npt.NDArray[np.float64],
    colours: Mapping[str, str] = COLOURS,
    **more: Any,
) -> dict[str, Any]:
    """Return the line of a label.

    Args:
        label: one of `LABELS`.
        times: [n], as the time axis counts.
        values: [n], per cent; where one is None or NaN the line breaks.
        colours: of the labels, for the background that the chart stands on.
        more: of Plotly's scatter, added or in place of what it is otherwise.
    """
    return {
        "type": "scatter",
        "x": times,
        "y": values,
        "name": DISPLAY_NAMES[label],
        "mode": "lines",
        "connectgaps": False,
        "line": {"color": colours[label], "width": 2},
        "hovertemplate": "%{y:.0f} %",
        **more,
    }


def timeline_figure(lines: Sequence[dict[str, Any]], time_axis: dict[str, Any], height: int, **more: Any) -> Figure:
    """Return the figure of a timeline.

    Args:
        lines: of `label_line`.
        time_axis: of `time_ago_axis` or `clock_axis`.
        height: pixels; the width is that of the page.
        more: of Plotly's layout.
    """
    names, drawn = _names(lines, height), [_faint(line) for line in lines]
    annotations = [*names, *more.pop("annotations", ())]
    return {
        "data": drawn,
        "layout": {
            "xaxis": time_axis,
            "yaxis": {
                "range": [0, 100],
                "tickvals": list(_PER_CENT),
                "ticktext": [f"{percent} %" for percent in _PER_CENT],
            },
            "height": height,
            "margin": {"l": 0, "r": _ROOM, "t": 12, "b": 0},
            "hovermode": "x unified",
            "showlegend": False,
            "annotations": annotations,
            **more,
        },
    }


def mark_at(time: float, words: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a mark across a timeline as a shape and an annotation of Plotly's: a dotted line with words at its top."""
    place = {"xref": "x", "yref": "paper"}
    line = {"dash": "dot", "width": 1, "color": "#8a8a8a"}
    return (
        {"type": "line", "x0": time, "x1": time, "y0": 0, "y1": 1, "line": line, **place},
        {"x": time, "y": 1, "text": words, "showarrow": False, "xanchor": "right", "yanchor": "bottom", **place},
    )


def _names(lines: Sequence[dict[str, Any]], height: int) -> list[dict[str, Any]]:
    """Return the names of the lines that reach `_NAMED`, each at its line's end, moved apart where they would touch."""
    ends = sorted(((end, line) for line in lines if (end := _end(line)) is not None), key=lambda pair: -pair[0])
    gap = 100 * _GAP / max(1, height - _BELOW)
    places: list[float] = []
    for end, _ in ends:
        places.append(min(end, places[-1] - gap) if places else end)
    short = max(0.0, -places[-1]) if places else 0.0  # the lowest would stand under the axis
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": place + short,
            "yref": "y",
            "yanchor": "middle",
            "showarrow": False,
            "text": f'<span style="color:{line["line"]["color"]}">●</span> {line["name"]}',
        }
        for place, (_, line) in zip(places, ends, strict=True)
    ]


def _end(line: dict[str, Any]) -> float | None:
    """Return a line's last value, per cent, where it reaches `_NAMED`; None otherwise."""
    values = np.array(line["y"], dtype=np.float64)  # None becomes NaN
    values = values[~np.isnan(values)]
    return float(values[-1]) if len(values) and values.max() >= _NAMED else None


def _faint(line: dict[str, Any]) -> dict[str, Any]:
    return line if _end(line) is not None else {**line, "opacity": 0.45}


def time_ago_axis(seconds: float) -> dict[str, Any]:
    """Return the time axis of the last `seconds`, negative and now 0, at the right edge."""
    ticks = np.linspace(-seconds, 0, _INTERVALS + 1).tolist()
    return {
        "range": [-seconds, 0],
        "title": {"text": "seconds ago"},
        "tickvals": ticks,
        "ticktext": [f"{-tick:.0f}" if tick else "now" for tick in ticks],
    }


def clock_axis(seconds: float, end: float, title: str) -> dict[str, Any]:
    """Return a time axis from 0 to `end` seconds with ticks as a player shows them, at round times up to `seconds`."""
    step = next((step for step in _STEPS if seconds / step <= _TICKS), _STEPS[-1])
    ticks = [float(tick) for tick in range(0, int(seconds) + 1, step)]
    return {
        "range": [0, end],
        "title": {"text": title},
        "tickvals": ticks,
        "ticktext": [clock_time(tick) for tick in ticks],
        "hoverformat": ".1f",
        "ticksuffix": " s",
    }
