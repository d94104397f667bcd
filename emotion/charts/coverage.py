"""What answering only where a model is sure is worth: accuracy against coverage, as a figure."""

from collections.abc import Mapping

import plotly.graph_objects as go

from emotion.charts.style import SeriesStyle, finished, not_measured, per_cent, per_cent_axis, series_style
from emotion.models.figures import AnyFigures
from emotion.models.thresholds import at_threshold

Parts = Mapping[str, AnyFigures | None]


def coverage_curves(parts: Parts, voters: bool = False, threshold: float | None = None) -> go.Figure | None:
    """Draw the accuracy among the most confident share of the faces (El-Yaniv and Wiener 2010, Journal of
    Machine Learning Research 11).

    Args:
        parts: by title.
        voters: whether the figures are shares of voters who agree, not of right answers.
        threshold: least best probability of an answer; where each model stands with it is marked.

    Returns:
        None when no model has it.
    """
    figure, judged, missing = go.Figure(), "of the voters agree," if voters else "right", list[str]()
    for index, (title, part) in enumerate(parts.items()):
        coverage, chosen = part.coverage if part else None, series_style(index)
        if coverage is None:
            missing.append(title)
            continue
        figure.add_scatter(
            x=per_cent(coverage.share),
            y=per_cent(coverage.accuracy),
            name=title,
            mode="lines+markers",
            line=chosen.line(),
            marker={"symbol": chosen.marker, "size": 6},
            cliponaxis=False,
            showlegend=len(parts) > 1,
            customdata=per_cent(coverage.threshold),
            hovertemplate=f"%{{y:.1f}} % {judged} of the surest %{{x:.0f}} %,<br>all of %{{customdata:.1f}} % and more",
        )
        if threshold is not None:
            _mark(figure, part, threshold, f"{title}, from" if len(parts) > 1 else "From", chosen)
    if not figure.data:
        return None
    not_measured(figure, missing)
    figure.update_xaxes(**per_cent_axis("Most confident share of the faces"))
    figure.update_yaxes(title="Voters who agree" if voters else "Accuracy", ticksuffix=" %")
    return finished(figure, "Agreement and coverage" if voters else "Accuracy and coverage")


def _mark(figure: go.Figure, part: AnyFigures | None, threshold: float, named: str, drawn: SeriesStyle) -> None:
    """Mark where a curve is with a threshold; nothing where that was not measured, or no answer reaches it."""
    left = at_threshold(part, threshold) if part else None
    if left is not None and left.accuracy is not None:
        figure.add_scatter(
            x=per_cent([left.share]),
            y=per_cent([left.accuracy]),
            name=f"{named} {100 * left.threshold:.0f} %",
            mode="markers",
            marker={"symbol": "star", "size": 16, "color": drawn.colour, "line": {"color": "white", "width": 1}},
            cliponaxis=False,
            hovertemplate="%{y:.1f} % of the %{x:.0f} % that are answered",
        )
