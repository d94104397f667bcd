"""Results as figures (Plotly) and the same in words, for those who cannot see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import plotly.graph_objects as go

from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from emotion.results import FaceResult, FrameResult

POINTS_A_SECOND: Final = 4.0  # enough for the eye; more would only make the page heavy


@dataclass(frozen=True)
class Moment:
    """One face's probabilities at one time; None when the face was not in view."""

    at: float  # seconds
    face: FaceResult | None


def moments(results: Sequence[FrameResult], number: int | None) -> tuple[Moment, ...]:
    """Follow one face through results, oldest first, at most four times a second.

    Args:
        results: of one stream, oldest first.
        number: the face to follow; None follows whichever is largest.
    """
    chosen: list[Moment] = []
    for result in results:
        if chosen and result.at - chosen[-1].at < 1 / POINTS_A_SECOND:
            continue
        faces = [face for face in result.faces if face.display_number == number]
        chosen.append(Moment(result.at, result.largest if number is None else next(iter(faces), None)))
    return tuple(chosen)


def live_timeline(followed: Sequence[Moment], seconds: float) -> go.Figure:
    """Draw the seven probabilities over the last seconds, in per cent, now at the right edge."""
    now = followed[-1].at if followed else 0.0
    figure = go.Figure()
    times = [moment.at - now for moment in followed]
    for index, label in enumerate(LABELS):
        values = [None if moment.face is None else 100 * moment.face.probabilities[index] for moment in followed]
        figure.add_scatter(
            x=times,
            y=values,
            name=DISPLAY_NAMES[label],
            mode="lines",
            connectgaps=False,
            line={"color": COLOURS[label], "width": 2},
            hovertemplate="%{y:.0f} %",
        )
    figure.update_xaxes(range=[-seconds, 0], title="seconds ago", tickvals=_ticks(seconds), ticktext=_names(seconds))
    percents = [0, 25, 50, 75, 100]
    figure.update_yaxes(range=[0, 100], tickvals=percents, ticktext=[f"{percent} %" for percent in percents])
    figure.update_layout(
        height=260,
        margin={"l": 0, "r": 24, "t": 8, "b": 0},
        hovermode="x unified",
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0},
        uirevision="timeline",
    )
    return figure


def timeline_in_words(followed: Sequence[Moment]) -> str:
    """Say what a timeline shows: the share of time of each label, most first."""
    labels = [moment.face.label for moment in followed if moment.face is not None]
    if not labels:
        return "No face in view so far."
    shares = sorted(((labels.count(label) / len(labels), label) for label in LABELS), reverse=True)
    named = [f"{DISPLAY_NAMES[label].lower()} {share:.0%}" for share, label in shares if share >= 0.005]
    return "Share of the time in view: " + ", ".join(named).replace("%", " %") + "."


def _ticks(seconds: float) -> list[float]:
    return list(np.linspace(-seconds, 0, 5))


def _names(seconds: float) -> list[str]:
    return [f"{-tick:.0f}" if tick else "now" for tick in _ticks(seconds)]
