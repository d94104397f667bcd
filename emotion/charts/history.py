"""The history of one or several trainings as figures: accuracy, loss and learning rate by epoch."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import plotly.graph_objects as go

from emotion.charts.style import finished, series_style
from emotion.models.history import Row, best_epoch, epochs_of, numbers

Histories = Mapping[str, Sequence[Row]]
MARKERS_SHOWN: Final = 12  # of a line; one on each of 50 epochs would hide the line
SEVERAL: Final = "Validation faces; dotted: training faces; star: best"


def accuracy_curves(histories: Histories) -> go.Figure | None:
    """Draw the accuracy on training and validation faces by epoch, in per cent, and mark each best epoch.

    Args:
        histories: rows of `history.csv` by the model's title, with cells as text: epoch, accuracy and val_accuracy
            of 0 to 1. Empty cells leave gaps.

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
    figure = go.Figure()
    for index, (title, rows) in enumerate(histories.items()):
        rates, chosen = numbers(rows, "learning_rate"), series_style(index)
        if any(rate is not None for rate in rates):
            figure.add_scatter(
                x=epochs_of(rows),
                y=rates,
                name=title,
                showlegend=len(histories) > 1,
                mode="lines+markers" if len(histories) > 1 or len(rows) == 1 else "lines",
                line={"color": chosen.colour, "width": 2, "dash": chosen.dash},
                marker={"symbol": chosen.marker, "size": 7, "maxdisplayed": MARKERS_SHOWN},
                hovertemplate="%{y:.3g}",
            )
    if not figure.data:
        return None
    figure.update_xaxes(title="Epoch")
    figure.update_yaxes(title="Learning rate", tickformat="~g", rangemode="tozero")
    figure.update_layout(hovermode="x unified")
    return finished(figure, "Learning rate by epoch")


def _curves(histories: Histories, column: str, scale: float, hover: str) -> go.Figure:
    figure = go.Figure()
    several = len(histories) > 1
    for index, (title, rows) in enumerate(histories.items()):
        chosen, epochs, best = series_style(index), epochs_of(rows), best_epoch(rows)
        training, validation = (_scaled(numbers(rows, name), scale) for name in (column, f"val_{column}"))
        common: dict[str, Any] = {"hovertemplate": hover, "legendgroup": title if several else None}
        # Of several models the legend names the validation line; the subtitle says what the others are.
        rest = common | {"showlegend": not several}
        if any(value is not None for value in validation):
            figure.add_scatter(
                **common,
                x=epochs,
                y=validation,
                name=title if several else "Validation faces",
                showlegend=True,
                mode="lines+markers" if several or len(rows) == 1 else "lines",
                line={"color": chosen.colour, "width": 2},
                marker={"symbol": chosen.marker, "size": 7, "maxdisplayed": MARKERS_SHOWN},
            )
        if any(value is not None for value in training):
            figure.add_scatter(
                **rest,
                x=epochs,
                y=training,
                name=f"{title}, training" if several else "Training faces",
                mode="lines+markers" if several or len(rows) == 1 else "lines",
                line={"color": chosen.colour if several else series_style(1).colour, "width": 1.5, "dash": "dot"},
                marker={"symbol": f"{chosen.marker}-open", "size": 6, "maxdisplayed": MARKERS_SHOWN},
            )
        if best is not None and validation[epochs.index(best[0])] is not None:
            figure.add_scatter(
                **rest,
                x=[best[0]],
                y=[validation[epochs.index(best[0])]],
                name=f"{title}, best" if several else f"Best epoch ({best[0]}, {100 * best[1]:.1f} %)",
                mode="markers",
                marker={"symbol": "star", "size": 14, "color": chosen.colour, "line": {"color": "white", "width": 1}},
            )
    figure.update_xaxes(title="Epoch")
    figure.update_layout(hovermode="x unified")
    return figure


def _scaled(values: Sequence[float | None], scale: float) -> list[float | None]:
    return [None if value is None else scale * value for value in values]
