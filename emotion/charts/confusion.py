"""Confusion matrices: which label is taken for which."""

from collections.abc import Mapping, Sequence
from typing import Final

import plotly.graph_objects as go

from emotion.charts.style import finished
from emotion.drawing.primitives import LIGHT, Colour, text_colour_on
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.figures import AnyFigures, Figures

PALE: Final[Colour] = (228, 239, 241)  # of a cell at 0 per cent
DEEP: Final[Colour] = (13, 72, 84)  # of a cell at 100 per cent
NAMES: Final = [DISPLAY_NAMES[label] for label in LABELS]


def confusion_matrices(parts: Mapping[str, AnyFigures | None], counts: bool = False) -> dict[str, go.Figure]:
    """Draw a matrix for each of several sets or models: true labels downwards, answers across.

    Matrices cannot be laid over each other, so each is a figure of its own; a page puts them side by side.

    Args:
        parts: figures of sets of faces by title; those without confusion are left out.
        counts: write numbers of faces into the cells instead of per cent of the row. The colours show the per cent.

    Returns:
        Figures by the same titles.
    """
    return {
        title: _matrix(part.confusion.counts, title, counts)
        for title, part in parts.items()
        if isinstance(part, Figures)
    }


def cell_colour(share: float) -> Colour:
    """Return the colour of a cell with that share of its row, 0 to 1."""
    red, green, blue = (round(low + share * (high - low)) for low, high in zip(PALE, DEEP, strict=True))
    return red, green, blue


def text_colour(share: float) -> str:
    """Return black or white, whichever can be read better on a cell with that share of its row, 0 to 1."""
    return "#FFFFFF" if text_colour_on(cell_colour(share)) == LIGHT else "#000000"


def _matrix(rows: Sequence[Sequence[int]], title: str, counts: bool) -> go.Figure:
    shares = [[count / sum(row) if sum(row) else None for count in row] for row in rows]
    cells = [(row, column) for row in range(len(LABELS)) for column in range(len(LABELS)) if sum(rows[row])]
    figure = go.Figure()
    figure.add_heatmap(
        x=NAMES,
        y=NAMES,
        z=[[None if share is None else 100 * share for share in row] for row in shares],
        zmin=0,
        zmax=100,
        colorscale=[[0, f"rgb{PALE}"], [1, f"rgb{DEEP}"]],
        showscale=False,
        xgap=2,
        ygap=2,
        hovertext=[[_in_words(rows[row], row, column) for column in range(len(LABELS))] for row in range(len(LABELS))],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_scatter(
        x=[NAMES[column] for _, column in cells],
        y=[NAMES[row] for row, _ in cells],
        text=[_cell(rows[row], column, counts) for row, column in cells],
        mode="text",
        textfont={"color": [text_colour(rows[row][column] / sum(rows[row])) for row, column in cells]},
        hoverinfo="skip",
        showlegend=False,
    )
    for row in range(len(LABELS)):
        if not sum(rows[row]):
            figure.add_annotation(x=NAMES[len(LABELS) // 2], y=NAMES[row], text="no faces", showarrow=False)
    figure.update_xaxes(title="Answer", categoryorder="array", categoryarray=NAMES, showgrid=False, zeroline=False)
    figure.update_yaxes(title="True label", categoryorder="array", categoryarray=NAMES, showgrid=False, zeroline=False)
    figure.update_yaxes(autorange="reversed")
    return finished(figure, title, "Faces" if counts else "Per cent of the faces of each true label", 460)


def _cell(row: Sequence[int], column: int, counts: bool) -> str:
    return f"{row[column]:,}" if counts else f"{100 * row[column] / sum(row):.0f}"


def _in_words(row: Sequence[int], true: int, answer: int) -> str:
    share = f" ({100 * row[answer] / sum(row):.1f} %)" if sum(row) else ""
    return f"{NAMES[true]}, answered {NAMES[answer].lower()}:<br>{row[answer]:,} of {sum(row):,} faces{share}"
