"""How well faces are read in groups: by light, contrast, sharpness, by a named column, by how far people agree."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import plotly.graph_objects as go

from emotion.charts.style import finished, per_cent, per_cent_axis, series_style
from emotion.models.slicing import FEW, Group, Slicing

MEASURES: Final = MappingProxyType({"accuracy": "Accuracy", "balanced_accuracy": "Mean recall"})
FOUND: Final = "found"


def slice_chart(slicings: Mapping[str, Slicing | None], measure: str = "accuracy") -> go.Figure | None:
    """Draw a score of each group as a point in per cent with its 95 % interval, the groups below each other.

    A group of fewer than ten faces has an open mark and says so.

    Args:
        slicings: the same one by the models' titles; None where it was not measured.
        measure: one of `MEASURES`, for several models. One model shows both and, where it is known, the share of
            pictures in which a face was found.

    Returns:
        None when no model has it.
    """
    known = {title: slicing for title, slicing in slicings.items() if slicing is not None}
    if not known:
        return None
    first = next(iter(known.values()))
    order = list(dict.fromkeys(group.title for slicing in known.values() for group in slicing.groups))
    figure = go.Figure()
    for index, (key, title, name) in enumerate(_series(list(slicings), known, measure)):
        by_title = {group.title: group for group in known[title].groups}
        groups = [by_title[one] for one in order if one in by_title]
        chosen = series_style(index)
        figure.add_scatter(
            x=per_cent(_score(group, key) for group in groups),
            y=[_row(group) if title == next(iter(known)) else _row(_named(first, group)) for group in groups],
            name=name,
            showlegend=True,
            mode="markers",
            orientation="h",  # scattermode puts the series below each other
            marker={"color": chosen.colour, "symbol": [_symbol(group, chosen.marker) for group in groups], "size": 9},
            error_x=_bars(groups, key),
            cliponaxis=False,
            hovertext=[_in_words(group, key) for group in groups],
            hovertemplate="%{y}: %{hovertext}",
        )
    rows = list(dict.fromkeys(row for trace in figure.data for row in trace.y))
    figure.update_xaxes(**per_cent_axis(MEASURES[measure] if len(known) > 1 else ""))
    figure.update_yaxes(categoryorder="array", categoryarray=rows, autorange="reversed")
    figure.update_layout(scattermode="group", scattergap=0.4)
    unit = f"{first.unit[:1].upper()}{first.unit[1:]}, with" if first.unit else "With"
    height = 150 + len(order) * max(48, 18 * len(figure.data))
    return finished(figure, first.title, f"{unit} 95 % intervals", height)


def _series(titles: Sequence[str], known: Mapping[str, Slicing], measure: str) -> list[tuple[str, str, str]]:
    """Return what the figure shows, as measure, model and the name in the legend."""
    if len(titles) > 1:
        return [(measure, title, title) for title in titles if title in known]
    (title,) = known
    series = [(key, title, name) for key, name in MEASURES.items()]
    if all(group.found is not None for group in known[title].groups):
        series.append((FOUND, title, "Pictures with a face found"))
    return series


def _named(slicing: Slicing, group: Group) -> Group:
    """Return the first model's group of that title, so that one row holds all models; the group itself without."""
    return next((one for one in slicing.groups if one.title == group.title), group)


def _row(group: Group) -> str:
    bounds = "" if group.low is None or group.high is None else f", {group.low:,.0f} to {group.high:,.0f}"
    few = f", fewer than {FEW}" if group.few else ""
    return f"{group.title}{bounds if group.low != group.high else ''}<br>{group.count:,} faces{few}"


def _symbol(group: Group, marker: str) -> str:
    return f"{marker}-open" if group.few else marker


def _score(group: Group, key: str) -> float | None:
    """Return a score of a group; None where there is no face to have one."""
    score: float | None = getattr(group, key)
    return score if group.count or key == FOUND else None


def _ends(group: Group, key: str) -> tuple[float, float] | None:
    ends: tuple[float, float] | None = getattr(group, f"{key}_interval")
    return None if _score(group, key) is None else ends


def _bars(groups: Sequence[Group], key: str) -> dict[str, Any]:
    scores = [(_score(group, key), _ends(group, key)) for group in groups]
    above = [None if score is None or not ends else max(0, 100 * (ends[1] - score)) for score, ends in scores]
    below = [None if score is None or not ends else max(0, 100 * (score - ends[0])) for score, ends in scores]
    return {"type": "data", "array": above, "arrayminus": below, "thickness": 1.5, "width": 4}


def _in_words(group: Group, key: str) -> str:
    score, ends = _score(group, key), _ends(group, key)
    if score is None or ends is None:
        return "no face"
    what = f"{group.pictures:,} pictures" if key == FOUND and group.pictures is not None else f"{group.count:,} faces"
    return f"{100 * score:.1f} % ({100 * ends[0]:.1f} to {100 * ends[1]:.1f}) of {what}"
