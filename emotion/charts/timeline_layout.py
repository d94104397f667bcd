"""The layout of a timeline chart: a line of each label in its colour, per cent upwards, time along, a legend above.

Figures are plain dictionaries in Plotly's schema: filling its validated objects takes longer than all else that a page
does for a timeline, and Streamlit checks the dictionary anyway.
"""

from collections.abc import Sequence
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


def label_line(
    label: str,
    times: Sequence[float] | npt.NDArray[np.float64],
    values: Sequence[float | None] | npt.NDArray[np.float64],
    **more: Any,
) -> dict[str, Any]:
    """Return the line of a label.

    Args:
        label: one of `LABELS`.
        times: [n], as the time axis counts.
        values: [n], per cent; where one is None or NaN the line breaks.
        more: of Plotly's scatter, added or in place of what it is otherwise.
    """
    return {
        "type": "scatter",
        "x": times,
        "y": values,
        "name": DISPLAY_NAMES[label],
        "mode": "lines",
        "connectgaps": False,
        "line": {"color": COLOURS[label], "width": 2},
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
    return {
        "data": list(lines),
        "layout": {
            "xaxis": time_axis,
            "yaxis": {
                "range": [0, 100],
                "tickvals": list(_PER_CENT),
                "ticktext": [f"{percent} %" for percent in _PER_CENT],
            },
            "height": height,
            "margin": {"l": 0, "r": 24, "t": 8, "b": 0},
            "hovermode": "x unified",
            "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0},
            **more,
        },
    }


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
