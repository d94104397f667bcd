"""What was noted about a timeline, drawn over its chart: markers as lines, conditions and what is left out as bands."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from emotion.charts.timeline_layout import Figure
from emotion.timeline.lanes import LEFT_OUT, lanes, shortened, tags
from emotion.timeline.notes import Notes, Span
from emotion.wording import clock_time

COLUMNS: Final = 34  # characters for which a chart on a phone has room between its axes
WIDE: Final = 80  # likewise of one that has a sheet of paper for itself
BEYOND: Final = 10  # characters between the end of the time and the edge, where lines have their names
LANE: Final = 18  # pixels of a lane above the chart
LETTERS: Final = 12  # pixels
GREY: Final = "#808080"  # 3.9:1 on white, 4.8:1 on a dark page
TOLD: Final[Mapping[str, Any]] = {
    "bgcolor": "#2B3335",
    "bordercolor": GREY,
    "font": {"color": "#FFFFFF"},
}  # in either theme
_ABOVE: Final = {"yref": "paper", "yanchor": "bottom", "showarrow": False, "font": {"size": LETTERS}, "borderpad": 0}


def with_notes(figure: Figure, notes: Notes, end: float, columns: int = COLUMNS) -> Figure:
    """Return a figure with what was noted, and as much higher as the names above it need.

    Names are shortened where they would touch each other; a pointer over one tells all of it, and when.

    Args:
        figure: of `timeline_figure`, over a `clock_axis`.
        notes: of the timeline; what begins after the end is not drawn.
        end: of the time axis, seconds.
        columns: characters for which it has room over its time.
    """
    spans = [span for span in notes.spans if span.start < end]
    named, layers = tags(notes.markers, end, columns, BEYOND), lanes(spans)
    below = 1 + max((tag.lane for tag in named if tag.words), default=-1)
    shapes, words = list[dict[str, Any]](), list[dict[str, Any]]()
    for span, layer in zip(spans, layers, strict=True):
        shapes += _band(span, end, LANE * (below + layer))
        words.append(_in_band(span, end, LANE * (below + layer), columns))
    for tag in named:
        top = LANE * (tag.lane + 1) if tag.words else 0
        shapes += _line(tag.marker.at, top)
        if tag.words:
            full = f"{tag.marker.name}, {clock_time(tag.marker.at)}"
            side = {"xanchor": "right", "xshift": -2} if tag.leftwards else {"xanchor": "left", "xshift": 2}
            words.append(_name(tag.marker.at, tag.words, full, LANE * tag.lane) | side)
    layout = figure["layout"]
    room = LANE * (below + 1 + max(layers, default=-1))
    return figure | {
        "layout": layout
        | {
            "shapes": [*layout.get("shapes", ()), *shapes],
            "annotations": [*layout["annotations"], *words],
            "height": layout["height"] + room,
            "margin": layout["margin"] | {"t": layout["margin"]["t"] + room},
        }
    }


def _line(at: float, above: int) -> Iterator[dict[str, Any]]:
    """Yield a line over the chart, and its way up to the name, so many pixels above the chart."""
    line = {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "line": {"width": 1.5, "color": GREY}}
    yield line | {"y0": 0, "y1": 1}
    if above:
        yield line | {"ysizemode": "pixel", "yanchor": 1, "y0": 0, "y1": above}


def _band(span: Span, end: float, above: int) -> Iterator[dict[str, Any]]:
    """Yield a band over the chart, fuller where nothing counts, and a frame for its name above it."""
    band = {"type": "rect", "xref": "x", "yref": "paper", "x0": span.start, "x1": min(span.end, end)}
    shade = 0.12 if span.condition else 0.35
    yield band | {
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": f"rgba(128, 128, 128, {shade})",
    }
    frame = {"width": 1, "color": GREY, "dash": "solid" if span.condition else "dot"}
    yield band | {"ysizemode": "pixel", "yanchor": 1, "y0": above + 2, "y1": above + LANE - 1, "line": frame}


def _in_band(span: Span, end: float, above: int, columns: int) -> dict[str, Any]:
    last = min(span.end, end)
    name = span.condition or LEFT_OUT
    full = f"{name}, {clock_time(span.start)} to {clock_time(span.end)}"
    words = shortened(name, (last - span.start) * columns / end)
    return _name((span.start + last) / 2, words or "…", full, above) | {"xanchor": "center"}


def _name(at: float, words: str, full: str, above: int) -> dict[str, Any]:
    return {
        "x": at,
        "xref": "x",
        "y": 1,
        "yshift": above + 1,
        "text": _plain(words),
        "hovertext": _plain(full),
        "hoverlabel": TOLD,
        **_ABOVE,
    }


def _plain(text: str) -> str:
    """Return text that Plotly shows as it is; it takes some HTML for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
