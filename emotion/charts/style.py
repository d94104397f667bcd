"""What the figures of models share: the series style of each of several models, titles, backgrounds, per cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

# Apart from the labels' colours, and chosen as those are: any two stay apart for the colour-blind (at least 13 by
# CIEDE2000), each is at least 3:1 against white and against dark pages. Measured in the tests.
PALETTE: Final = ("#874BE1", "#A58700", "#4B9687", "#FF0F78", "#4B784B", "#8787B4")
DASHES: Final = ("solid", "dash", "dashdot", "longdash", "longdashdot", "dot")
MARKERS: Final = ("circle", "diamond", "square", "triangle-up", "x", "cross")
PATTERNS: Final = ("", "/", "x", "-", "\\", "+")
GREY: Final = "#808080"  # of what is only there to compare with; 3.9:1 on white, 4.8:1 on a dark page
MISSING: Final = {"symbol": "x-thin", "size": 9, "color": GREY, "line": {"color": GREY, "width": 2}}  # of no value
TRANSPARENT: Final = "rgba(0, 0, 0, 0)"
HEIGHT: Final = 400  # pixels
LEGEND_LINE: Final = 20  # pixels


@dataclass(frozen=True)
class SeriesStyle:
    """How one of several models, or of several measures, is drawn.

    Attributes:
        colour: #RRGGBB.
        dash: of a line, as Plotly names it.
        marker: of a point, as Plotly names it.
        pattern: of a bar, as Plotly names it.
    """

    colour: str
    dash: str
    marker: str
    pattern: str

    def line(self, width: float = 2) -> dict[str, Any]:
        """Return its line in Plotly's schema, `width` pixels wide."""
        return {"color": self.colour, "width": width, "dash": self.dash}

    def bar(self) -> dict[str, Any]:
        """Return the marker of its bars in Plotly's schema: its colour, and lines over it."""
        lines = {"shape": self.pattern, "fillmode": "overlay", "fgcolor": "rgba(255, 255, 255, 0.75)", "size": 7}
        return {"color": self.colour, "pattern": lines}


def series_style(index: int) -> SeriesStyle:
    """Return the series style of the model that comes at `index`, from 0; 36 differ, and any six in a row by colour."""
    size = len(PALETTE)
    turn = (index + index // size) % size  # a colour that comes again has another dash, marker and pattern
    return SeriesStyle(PALETTE[index % size], DASHES[turn], MARKERS[turn], PATTERNS[turn])


def per_cent(shares: Iterable[float | None]) -> list[float | None]:
    """Return shares of 0 to 1 in per cent; None stays None."""
    return [None if share is None else 100 * share for share in shares]


def per_cent_axis(title: str, **more: Any) -> dict[str, Any]:
    """Return the layout of an axis in per cent, from 0 to 100 unless `more` has another range."""
    return {"title": {"text": title or None}, "ticksuffix": " %", "range": [0, 100], **more}


def not_measured(figure: go.Figure, names: Iterable[str], why: str = "not measured") -> None:
    """Name in the legend what has nothing to draw in a figure, so that nobody looks for it; nothing in an empty figure.

    Args:
        figure: with all that could be drawn.
        names: of models or labels.
        why: said after each name.
    """
    for name in names if figure.data else ():
        figure.add_scatter(x=[None], y=[None], name=f"{name}: {why}", mode="markers", marker=MISSING, showlegend=True)


def diagonal(figure: go.Figure, name: str) -> None:
    """Draw the line from 0 to 100 per cent that other lines are compared with."""
    figure.add_scatter(
        x=[0, 100],
        y=[0, 100],
        name=name,
        mode="lines",
        line={"color": GREY, "width": 1.5, "dash": "2px,5px"},
        hoverinfo="skip",
    )


def finished(figure: go.Figure, title: str, subtitle: str = "", height: int = HEIGHT) -> go.Figure:
    """Give a figure its title, legend and margins, and no background, so that it stands on light and dark pages.

    Args:
        figure: changed in place.
        title: a few words.
        subtitle: a few more below it.
        height: pixels, to which a long legend adds; the width is that of the page.
    """
    entries = sum(trace.showlegend is not False for trace in figure.data)
    figure.update_layout(
        title={
            "text": title,
            "subtitle": {"text": subtitle, "font": {"size": 13}},
            "x": 0,
            "xref": "container",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": 8, "l": 4},
        },
        height=height + LEGEND_LINE * max(0, entries - 2),
        margin={"l": 8, "r": 28, "t": 68 if subtitle else 44, "b": 8},
        legend={"orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom"},
        paper_bgcolor=TRANSPARENT,
        plot_bgcolor=TRANSPARENT,
    )
    figure.update_xaxes(automargin=True, ticks="", ticklabelstandoff=4, title_standoff=10)
    figure.update_yaxes(automargin=True, ticks="", ticklabelstandoff=4, title_standoff=14)
    return figure
