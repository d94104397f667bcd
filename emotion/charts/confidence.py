"""How far a model's probabilities can be trusted, as figures: ROC and reliability.

Each function takes figures of one set of faces by the models' titles. A model without the figures in question is
named in the legend as not measured; where none has them, the function returns None.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from emotion.charts.style import (
    DASHES,
    SeriesStyle,
    diagonal,
    finished,
    not_measured,
    per_cent,
    per_cent_axis,
    series_style,
)
from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from emotion.models.figures import AnyFigures, Figures, Reliability, Roc

LABEL_DASHES: Final = (*DASHES, "9px,3px,2px,3px,2px,3px")
Parts = Mapping[str, AnyFigures | None]
SMALLEST_POINT: Final = 5.0  # pixels, of a bin with hardly a face
LARGEST_POINT: Final = 16.0  # pixels, of the bin with most faces


def roc_curves(parts: Parts, label: str | None = None) -> go.Figure | None:
    """Draw receiver operating characteristics, a label against the rest, with the areas under them in the legend.

    Args:
        parts: by title. One model shows the curve of each label; several show one curve each.
        label: the label whose curve each model shows; None for the mean of the labels' curves.

    Returns:
        None when no model has a curve to show; a label without faces has none.
    """
    figure, missing, no_faces = go.Figure(), list[str](), list[str]()
    for index, (title, part) in enumerate(parts.items()):
        roc = part.roc if isinstance(part, Figures) else None
        if roc is None or not _rates(roc, label):
            (missing if roc is None else no_faces).append(title)
            continue
        if len(parts) > 1 or label:
            area = roc.area[label] if label else roc.mean_area
            _add_roc(figure, roc, label, area, title, series_style(index))
            continue
        for shown, dash in zip(LABELS, LABEL_DASHES, strict=True):
            own = SeriesStyle(COLOURS[shown], dash, "circle", "")
            no_faces += [] if _rates(roc, shown) else [DISPLAY_NAMES[shown]]
            _add_roc(figure, roc, shown, roc.area[shown], DISPLAY_NAMES[shown], own)
    if not figure.data:
        return None
    not_measured(figure, missing)
    not_measured(figure, no_faces, "no faces")
    diagonal(figure, "Guessing")
    figure.update_xaxes(**per_cent_axis("False positive rate"))
    figure.update_yaxes(**per_cent_axis("True positive rate", range=[0, 101]))
    whose = "mean of the labels" if len(parts) > 1 else "each label against all others"
    whose = f"{DISPLAY_NAMES[label].lower()} against all others" if label else whose
    return finished(figure, f"ROC, {whose}", height=440)


def reliability_diagram(parts: Parts, voters: bool = False) -> go.Figure | None:
    """Draw how often answers of each confidence are right, above the share of faces that have that confidence.

    Points on the diagonal mean what they say; below it the model is too sure, above it too modest. The expected
    calibration error (ECE) stands in the legend (Guo et al. 2017, arXiv:1706.04599).

    Args:
        parts: by title. One model shows its probabilities before and after the temperature,
            several show those after it.
        voters: whether the figures are shares of voters who agree, not of right answers.

    Returns:
        None when no model has been calibrated.
    """
    figure = make_subplots(rows=2, shared_xaxes=True, row_heights=[0.75, 0.25], vertical_spacing=0.06)
    several = len(parts) > 1
    keys = ("after",) if several else ("before", "after")
    missing = [title for title, part in parts.items() if part is None or part.calibration is None]
    for index, (title, key) in enumerate((title, key) for title in parts for key in keys):
        part = parts[title]
        if part is None or part.calibration is None:
            continue
        calibration = part.calibration
        when = "Before" if key == "before" else f"After temperature {calibration.temperature:.2f}"
        reliability = calibration.before if key == "before" else calibration.after
        name = f"{title if several else when}, ECE {100 * reliability.ece:.1f} %"
        _add_reliability(figure, reliability, name, series_style(index), "of the voters agree" if voters else "right")
    if not figure.data:
        return None
    not_measured(figure, missing)
    diagonal(figure, "Perfect calibration")
    figure.update_xaxes(**per_cent_axis("Best probability"), row=2)
    figure.update_xaxes(range=[0, 100], row=1)
    figure.update_yaxes(**per_cent_axis("Voters who agree" if voters else "Accuracy"), row=1)
    figure.update_yaxes(title="Faces", ticksuffix=" %", rangemode="tozero", nticks=4, row=2)
    figure.update_layout(barmode="group", bargap=0.1)
    return finished(figure, "Reliability", height=520)


def _rates(roc: Roc, label: str | None) -> Sequence[float] | None:
    rates = roc.true_positive_rate
    if label is not None:
        return rates[label]
    known = [curve for name in LABELS if (curve := rates[name])]
    return [sum(column) / len(known) for column in zip(*known, strict=True)] or None


def _add_roc(figure: go.Figure, roc: Roc, label: str | None, area: float | None, name: str, drawn: SeriesStyle) -> None:
    rates = _rates(roc, label)
    if not rates:
        return
    figure.add_scatter(
        x=per_cent(roc.false_positive_rate),
        y=per_cent(rates),
        name=name if area is None else f"{name}, area {area:.3f}",
        mode="lines",
        line=drawn.line(),
        hovertemplate="finds %{y:.1f} % of its faces,<br>takes %{x:.0f} % of the others for it",
    )


def _add_reliability(figure: go.Figure, reliability: Reliability, name: str, drawn: SeriesStyle, judged: str) -> None:
    bins = [part for part in reliability.bins if part.count]
    total = sum(part.count for part in bins)
    shares = [part.count / total for part in bins]
    sizes = [SMALLEST_POINT + (LARGEST_POINT - SMALLEST_POINT) * (share / max(shares)) ** 0.5 for share in shares]
    common = {"name": name, "legendgroup": name, "customdata": [[part.count] for part in bins]}
    figure.add_scatter(
        **common,
        x=per_cent(part.confidence for part in bins),
        y=per_cent(part.accuracy for part in bins),
        mode="lines+markers",
        line=drawn.line(1.5),
        marker={"symbol": drawn.marker, "opacity": 0.85, "size": sizes},
        cliponaxis=False,
        hovertemplate=f"%{{y:.1f}} % {judged} at %{{x:.1f}} % on average, %{{customdata[0]:,}} faces",
        row=1,
        col=1,
    )
    figure.add_bar(
        **common,
        x=[50 * (part.low + part.high) for part in bins],
        y=per_cent(shares),
        marker=drawn.bar(),
        hovertemplate="%{y:.1f} % of the faces (%{customdata[0]:,})",
        showlegend=False,
        row=2,
        col=1,
    )
