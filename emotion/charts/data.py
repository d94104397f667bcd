"""The data that a model learned from, as a figure: how many faces of each label."""

from collections.abc import Mapping

import plotly.graph_objects as go

from emotion.charts.style import finished, series_style
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.evaluation import SPLIT_NAMES


def balance_bars(counts: Mapping[str, Mapping[str, int]]) -> go.Figure | None:
    """Draw the number of faces of each label.

    Args:
        counts: by split (train, public, private), then by label, as a card has them. Others are left out.

    Returns:
        None when no split is there.
    """
    figure = go.Figure()
    for index, (split, name) in enumerate(SPLIT_NAMES.items()):
        if split in counts:
            figure.add_bar(
                x=[DISPLAY_NAMES[label] for label in LABELS],
                y=[counts[split].get(label, 0) for label in LABELS],
                name=f"{name}, {sum(counts[split].values()):,} faces",
                marker=series_style(index).bar(),
                hovertemplate="%{y:,} faces<extra>" + name + "</extra>",
            )
    if not figure.data:
        return None
    figure.update_yaxes(title="Faces", tickformat=",d")
    return finished(figure, "Faces by label")
