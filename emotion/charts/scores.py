"""Metrics of models as figures: scores by set of faces with their intervals, and by label.

Several models come by their titles; one without an evaluation, or without that set of faces, is None.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import plotly.graph_objects as go

from emotion.charts.style import MISSING, finished, not_measured, per_cent, per_cent_axis, series_style
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.evaluation import Evaluation, sets_of
from emotion.models.figures import AnyFigures, Figures
from emotion.models.strict import Interval

SCORES: Final = MappingProxyType({"accuracy": "Accuracy", "balanced_accuracy": "Mean recall", "macro_f1": "Macro-F1"})
LABEL_SCORES: Final = MappingProxyType({"precision": "Precision", "recall": "Recall", "f1": "F1"})


def score_chart(evaluations: Mapping[str, Evaluation | None], measure: str = "accuracy") -> go.Figure | None:
    """Draw the scores of each set of faces as points in per cent, with 95 % intervals where they are known.

    Args:
        evaluations: by the models' titles.
        measure: accuracy, balanced_accuracy or macro_f1, for several models. One model shows all three.

    Returns:
        None when no evaluation has a set of faces.
    """
    scored = {title: _scored(evaluation) for title, evaluation in evaluations.items()}
    order = list(dict.fromkeys(name for parts in scored.values() for name in parts))
    if not order:
        return None
    figure, unmeasured = go.Figure(), [title for title, parts in scored.items() if not parts]
    for index, (key, title, name) in enumerate(_series(list(evaluations), SCORES, measure)):
        if not scored[title]:
            continue
        parts, chosen = [scored[title].get(faces) for faces in order], series_style(index)
        values = per_cent(part.score(key) if part else None for part in parts)
        intervals = [part.interval(key) if part else None for part in parts]
        figure.add_scatter(
            x=values,
            y=[faces.replace(", ", ",<br>") for faces in order],
            name=name,
            showlegend=True,
            mode="markers",
            orientation="h",  # scattermode puts the series below each other
            marker={"color": chosen.colour, "symbol": chosen.marker, "size": 9},
            error_x=_error_bars(values, intervals),
            hovertext=[_score_in_words(*each) for each in zip(parts, values, intervals, strict=True)],
            hovertemplate="%{y}: %{hovertext}",
        )
    heading = SCORES[measure] if len(evaluations) > 1 else "Scores"
    subtitle = "With 95 % intervals" if any(trace.error_x.array for trace in figure.data) else ""
    limits = _range(figure)
    _mark_missing(figure, {title: parts for title, parts in scored.items() if parts}, order, limits[0])
    not_measured(figure, unmeasured)
    figure.update_xaxes(ticksuffix=" %", range=limits)
    figure.update_yaxes(categoryorder="array", categoryarray=figure.data[0].y, autorange="reversed")
    figure.update_layout(scattermode="group", scattergap=0.4)
    return finished(figure, f"{heading} by set of faces", subtitle, 140 + len(order) * max(40, 16 * len(figure.data)))


def _mark_missing(
    figure: go.Figure, scored: Mapping[str, Mapping[str, Figures]], order: Sequence[str], x: float
) -> None:
    """Mark in a lane of their own, at the left edge, sets of faces on which some of the models were not measured."""
    missing = {faces: [title for title, parts in scored.items() if faces not in parts] for faces in order}
    missing = {faces: titles for faces, titles in missing.items() if titles}
    if missing:
        figure.add_scatter(
            x=[x] * len(missing),
            y=[faces.replace(", ", ",<br>") for faces in missing],
            name="Not measured",
            showlegend=True,
            mode="markers",
            orientation="h",
            marker=MISSING,
            cliponaxis=False,
            hovertext=[", ".join(titles) for titles in missing.values()],
            hovertemplate="%{y}: not measured of %{hovertext}<extra></extra>",
        )


def _scored(evaluation: Evaluation | None) -> dict[str, Figures]:
    """Return the sets of faces that have scores, by their names; single voters have none but their agreement."""
    sets = sets_of(evaluation) if evaluation else ()
    return {", ".join(filter(None, names)): figures for *names, figures in sets if isinstance(figures, Figures)}


def label_bars(parts: Mapping[str, AnyFigures | None], measure: str = "f1") -> go.Figure | None:
    """Draw figures of each label as bars in per cent, with the number of its faces.

    Args:
        parts: figures of one set of faces by the models' titles.
        measure: precision, recall or f1, for several models. One model shows all three.

    Returns:
        None when no model has figures by label.
    """
    known = {title: part.per_class for title, part in parts.items() if isinstance(part, Figures)}
    if not known:
        return None
    figure = go.Figure()
    support = next(iter(known.values()))
    for index, (key, title, name) in enumerate(_series(list(parts), LABEL_SCORES, measure)):
        if title not in known:
            continue
        figure.add_bar(
            x=per_cent(getattr(known[title][label], key) for label in LABELS),
            y=[f"{DISPLAY_NAMES[label]}<br>{support[label].support:,} faces" for label in LABELS],
            name=name,
            showlegend=True,
            orientation="h",
            marker=series_style(index).bar(),
            hovertemplate="%{y}: %{x:.1f} %",
        )
    not_measured(figure, [title for title in parts if title not in known])
    heading = f"{LABEL_SCORES[measure]} by label" if len(parts) > 1 else "Precision, recall and F1 by label"
    figure.update_xaxes(**per_cent_axis(""))
    figure.update_yaxes(autorange="reversed")
    figure.update_layout(barmode="group", bargap=0.3)
    return finished(figure, heading, height=140 + len(LABELS) * max(44, 16 * len(figure.data)))


def _series(titles: Sequence[str], measures: Mapping[str, str], measure: str) -> list[tuple[str, str, str]]:
    """Return what one figure shows, as measure, model and the name in the legend."""
    if len(titles) > 1:
        return [(measure, title, title) for title in titles]
    return [(key, title, name) for title in titles for key, name in measures.items()]


def _error_bars(values: Sequence[float | None], intervals: Sequence[Interval | None]) -> dict[str, Any] | None:
    if not any(intervals):
        return None
    ends = [
        (None, None) if value is None or not interval else (value - 100 * interval[0], 100 * interval[1] - value)
        for value, interval in zip(values, intervals, strict=True)
    ]
    below, above = ([end[side] for end in ends] for side in (0, 1))
    return {"type": "data", "array": above, "arrayminus": below, "thickness": 1.5, "width": 4}


def _range(figure: go.Figure) -> list[float]:
    """Return the range of points and intervals, with some room; Plotly's own would begin at zero."""
    ends = []
    for trace in figure.data:
        lengths = zip(trace.error_x.arrayminus or (), trace.error_x.array or (), strict=True)
        bars = [(below or 0, above or 0) for below, above in lengths] or [(0, 0)] * len(trace.x)
        known = [(x, bar) for x, bar in zip(trace.x, bars, strict=True) if x is not None]
        ends += [end for x, (below, above) in known for end in (x - below, x + above)]
    room = max(1, 0.08 * (max(ends) - min(ends)))
    return [min(ends) - room, max(ends) + room]


def _score_in_words(part: Figures | None, value: float | None, interval: Interval | None) -> str:
    if part is None:
        return ""
    between = f" ({100 * interval[0]:.1f} to {100 * interval[1]:.1f})" if interval else ""
    return f"{value:.1f} %{between} of {part.count:,} faces"
