"""The history of one or several trainings as figures: accuracy, loss and learning rate by epoch."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from emotion.charts.style import MISSING, finished, series_style
from emotion.models.history import Row, best_epoch, epochs_of, numbers

Histories = Mapping[str, Sequence[Row]]
MARKERS_SHOWN: Final = 12  # of a line; one on each of 50 epochs would hide the line
SEVERAL: Final = "Validation faces; dotted: training faces; star: best"


def accuracy_curves(histories: Histories) -> go.Figure | None:
    """Draw the accuracy on training and validation faces by epoch, in per cent, and mark each best epoch.

    Args:
        histories: rows of `history.csv` by the model's title, with cells as text: epoch, accuracy and val_accuracy
            of 0 to 1. Empty cells leave gaps, with a cross in each.

    Returns:
        None when no row has an accuracy.

    Raises:
        ValueError: a cell is neither empty nor a number.
    """
    figure = _curves(histories, "accuracy", 100, "%{y:.1f} %")
    if not figure.data:
        return None
    figure.update_yaxes(title="Accuracy", ticksuffix=" %")
    return finished(figure, "Accuracy by epoch", SEVERAL if len(histories) > 1 else "")


def loss_curves(histories: Histories, logarithmic: bool = False) -> go.Figure | None:
    """Draw the loss on training and validation faces by epoch; columns loss and val_loss, else as `accuracy_curves`.

    Args:
        histories: as for `accuracy_curves`.
        logarithmic: each step of the axis multiplies the loss instead of adding to it.
    """
    figure = _curves(histories, "loss", 1, "%{y:.3f}")
    if not figure.data:
        return None
    figure.update_yaxes(title="Loss")
    if logarithmic:
        figure.update_yaxes(type="log")
    return finished(figure, "Loss by epoch", SEVERAL if len(histories) > 1 else "")


def learning_rate_curves(histories: Histories) -> go.Figure | None:
    """Draw the learning rate at the end of each epoch; column learning_rate, else as `accuracy_curves`."""
    figure, several = _by_epoch(), len(histories) > 1
    for index, (title, rows) in enumerate(histories.items()):
        chosen = series_style(index)
        more: dict[str, Any] = {"name": title, "showlegend": several, "hovertemplate": "%{y:.3g}"}
        rates = numbers(rows, "learning_rate")
        _add_line(figure, rows, rates, several, chosen.marker, line=chosen.line(), **more)
    if not figure.data:
        return None
    figure.update_yaxes(title="Learning rate", tickformat="~g", rangemode="tozero")
    return finished(figure, "Learning rate by epoch")


def _curves(histories: Histories, column: str, scale: float, hover: str) -> go.Figure:
    figure, several = _by_epoch(), len(histories) > 1
    for index, (title, rows) in enumerate(histories.items()):
        chosen, epochs, best = series_style(index), epochs_of(rows), best_epoch(rows)
        training, validation = (
            [None if value is None else scale * value for value in numbers(rows, name)]
            for name in (column, f"val_{column}")
        )
        common: dict[str, Any] = {"hovertemplate": hover, "legendgroup": title if several else None}
        # Of several models the legend names the validation line; the subtitle says what the others are.
        rest = common | {"showlegend": not several}
        name, line = title if several else "Validation faces", {"color": chosen.colour, "width": 2}
        _add_line(figure, rows, validation, several, chosen.marker, **common, name=name, showlegend=True, line=line)
        name = f"{title}, training" if several else "Training faces"
        line = {"color": chosen.colour if several else series_style(1).colour, "width": 1.5, "dash": "dot"}
        _add_line(figure, rows, training, several, f"{chosen.marker}-open", 6, **rest, name=name, line=line)
        if best is not None and validation[epochs.index(best[0])] is not None:
            figure.add_scatter(
                **rest,
                x=[best[0]],
                y=[validation[epochs.index(best[0])]],
                name=f"{title}, best" if several else f"Best epoch ({best[0]}, {100 * best[1]:.1f} %)",
                mode="markers",
                marker={"symbol": "star", "size": 14, "color": chosen.colour, "line": {"color": "white", "width": 1}},
            )
        _add_gaps(figure, rows, validation, title if several else "Validation faces")
        _add_gaps(figure, rows, training, f"{title}, training" if several else "Training faces")
    return figure


def _add_gaps(figure: go.Figure, rows: Sequence[Row], values: Sequence[float | None], name: str) -> None:
    """Mark the epochs without a value, between their neighbours; nothing for a column that is empty or whole."""
    cells = list(zip(epochs_of(rows), values, strict=True))
    gaps = [epoch for epoch, value in cells if value is None]
    known = [(epoch, value) for epoch, value in cells if value is not None]
    if not gaps or not known:
        return
    figure.add_scatter(
        x=gaps,
        y=np.interp(gaps, [epoch for epoch, _ in known], [value for _, value in known]).tolist(),
        name=f"{name}: not recorded",
        mode="markers",
        marker=MISSING,
        hovertemplate="not recorded",
    )


def _by_epoch() -> go.Figure:
    return go.Figure(layout={"xaxis": {"title": "Epoch"}, "hovermode": "x unified"})


def _add_line(
    figure: go.Figure,
    rows: Sequence[Row],
    values: Sequence[float | None],
    several: bool,
    marker: str,
    size: int = 7,
    **drawn: Any,
) -> None:
    """Add the line of a column, a value for each epoch; without any value there is none."""
    if any(value is not None for value in values):
        figure.add_scatter(
            x=epochs_of(rows),
            y=values,
            mode="lines+markers" if several or len(rows) == 1 else "lines",
            marker={"symbol": marker, "size": size, "maxdisplayed": MARKERS_SHOWN},
            **drawn,
        )
