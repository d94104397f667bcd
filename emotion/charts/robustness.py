"""How accuracy falls as pictures get worse: one small figure for each condition."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import plotly.graph_objects as go

from emotion.charts.style import finished, not_measured, per_cent, per_cent_axis, series_style
from emotion.models.evaluation import Evaluation
from emotion.models.figures import Condition

TRUTHS: Final = MappingProxyType({"": "Original labels", "majority_": "FER+ majority"})
MEASURES: Final = MappingProxyType({"accuracy": "Accuracy", "balanced_accuracy": "Mean recall"})


def robustness_curves(evaluations: Mapping[str, Evaluation | None], measure: str = "accuracy") -> dict[str, go.Figure]:
    """Draw a score at each level of each condition, the unchanged picture at the left, all on the same scale.

    Each condition is a figure of its own, so that a page can put as many beside each other as it has room for.

    Args:
        evaluations: by the models' titles; None, or without robustness, where it was not measured. A line counts the
            original labels, another one the majority of FER+ votes where those were at hand.
        measure: one of `MEASURES`.

    Returns:
        Figures by the conditions' names, in the evaluations' order; empty when none has any.
    """
    by_condition: dict[str, dict[str, Condition]] = {}
    for title, evaluation in evaluations.items():
        robustness = evaluation.robustness if evaluation else None
        for condition in robustness.conditions if robustness else ():
            by_condition.setdefault(condition.name, {})[title] = condition
    figures = {
        name: _figure(conditions, list(evaluations), measure)
        for name, conditions in by_condition.items()
        if any(getattr(condition, measure) for condition in conditions.values())
    }
    return figures


def _figure(conditions: Mapping[str, Condition], titles: list[str], measure: str) -> go.Figure:
    figure = go.Figure()
    several = len(titles) > 1
    for title, condition in conditions.items():
        for second, (prefix, truth) in enumerate(TRUTHS.items()):
            accuracies = getattr(condition, prefix + measure)
            if not accuracies:
                continue
            chosen = series_style(titles.index(title) if several else second)
            dotted = several and bool(second)
            dash = ("solid", "dot")[second] if several else chosen.dash
            figure.add_scatter(
                x=_places(condition.levels),
                y=per_cent(accuracies),
                name=(f"{title}, {truth}" if second else title) if several else truth,
                showlegend=not dotted,
                legendgroup=title if several else None,
                mode="lines+markers",
                line={"color": chosen.colour, "width": 2, "dash": dash},
                marker={"symbol": f"{chosen.marker}-open" if dotted else chosen.marker, "size": 7},
                hovertemplate="%{x}: %{y:.1f} %",
            )
    not_measured(figure, [title for title in titles if not getattr(conditions.get(title), measure, None)])
    first = next(iter(conditions.values()))
    unit, places = first.unit, _places(first.levels)
    figure.update_xaxes(title=unit[:1].upper() + unit[1:] or None, tickvals=places, autorange=_direction(places))
    figure.update_yaxes(**per_cent_axis(MEASURES[measure]))
    voted = several and any(getattr(condition, f"majority_{measure}") for condition in conditions.values())
    subtitle = f"Dotted: by {TRUTHS['majority_']}" if voted else ""
    return finished(figure, first.title or first.name, subtitle, 320)


def _places(levels: Sequence[Any]) -> list[Any]:
    """Return levels as numbers where all are; else as text, at even distances."""
    if all(isinstance(level, int | float) for level in levels):
        return list(levels)
    return ["unchanged" if level is None else str(level) for level in levels]


def _direction(places: list[Any]) -> str | bool:
    falls = len(places) > 1 and not isinstance(places[0], str) and places[0] > places[-1]
    return "reversed" if falls else True
