"""The figures and settings of models and runs, in the sections of the page on training."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from emotion.charts.confidence import reliability_diagram, roc_curves
from emotion.charts.confusion import confusion_matrices
from emotion.charts.coverage import coverage_curves
from emotion.charts.data import balance_bars
from emotion.charts.history import accuracy_curves, learning_rate_curves, loss_curves
from emotion.charts.robustness import MEASURES, robustness_curves
from emotion.charts.scores import label_bars, score_chart
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models import facts
from emotion.models.evaluation import SET_NAMES, Evaluation
from emotion.models.figures import AnyFigures
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from emotion.web.shared.model_records import Shown

ALL: Final = "All faces"
SETS: Final = {f"{name[0].upper()}{name[1:]}": key for key, name in SET_NAMES.items()}  # fields of SplitFigures
VOTERS: Final = next(name for name, key in SETS.items() if key == "voters")
SCORED: Final = [ALL, *(name for name in SETS if name != VOTERS)]  # of single voters there are confidences alone

NOT_MEASURED: Final = (
    "Not measured yet. `python -m training evaluate --robustness` does it, with `--model NAME --record` for a network "
    "or with `--run runs/NAME` for a run."
)


def course(chosen: Shown) -> None:
    """Show how accuracy, loss and rate went, epoch by epoch."""
    histories = {title: record.history for title, record in chosen.items()}
    logarithmic = st.toggle("Loss on a logarithmic scale")
    _figures(
        [accuracy_curves(histories), loss_curves(histories, logarithmic), learning_rate_curves(histories)], "course"
    )


def scores(chosen: Shown) -> None:
    """Show what the models are worth on each set of faces, and label by label."""
    evaluations = _evaluations(chosen)
    measures = ("accuracy", "balanced_accuracy", "macro_f1") if len(chosen) > 1 else ("accuracy",)
    figures = [score_chart(evaluations, measure) for measure in measures]
    parts = _parts(chosen, st.pills("Faces", SCORED, default=ALL, required=True))
    bars = ("precision", "recall", "f1") if len(chosen) > 1 else ("f1",)
    _figures([*figures, *(label_bars(parts, measure) for measure in bars)], "scores")


def mistakes(chosen: Shown) -> None:
    """Show which label is taken for which."""
    parts = _parts(chosen, st.pills("Faces", SCORED, default=ALL, required=True))
    counts = st.toggle("Numbers of faces instead of per cent")
    _figures(list(confusion_matrices(parts, counts).values()), "mistakes")


def confidence(chosen: Shown) -> None:
    """Show whether the models' confidence can be believed."""
    shown = st.pills("Faces", [*SCORED, VOTERS], default=ALL, required=True)
    voters, label = shown == VOTERS, None
    parts = _parts(chosen, shown)
    if len(chosen) > 1 and not voters:
        names = {"Mean of the seven": None} | {DISPLAY_NAMES[name]: name for name in LABELS}
        label = names[st.selectbox("Curve", list(names))]
    if voters:
        st.markdown("Of ten people who were asked about each face: how many chose the network's answer?")
    figures = [roc_curves(parts, label), reliability_diagram(parts, voters), coverage_curves(parts, voters)]
    _figures(figures, "confidence")


def robustness(chosen: Shown) -> None:
    """Show how the models fare with worse pictures."""
    st.markdown("PublicTest faces, made harder to read. Each curve begins with the face as it is.")
    names = {name: measure for measure, name in MEASURES.items()}
    measure = names[st.pills("Score", list(names), default=MEASURES["accuracy"], required=True)]
    _figures(list(robustness_curves(_evaluations(chosen), measure).values()), "robustness", columns=3)


def making(chosen: Shown) -> None:
    """Show data, settings and environment."""
    for title, record in chosen.items():
        if isinstance(record, RunRecord):
            continue  # its settings stand in the table
        st.header(title, anchor=False)
        commands = facts.commands(record.card)
        if commands:
            st.code("\n".join(commands), language="shell", wrap_lines=True)
        _figures([balance_bars(record.card.data.get("counts", {}))], f"making {title}", columns=1)
    st.dataframe(settings(chosen), width="stretch", hide_index=True)


def settings(chosen: Shown) -> dict[str, list[str]]:
    """Return a table of every setting and of the environment: a column of names, and one for each model."""
    columns = {title: _made(record) for title, record in chosen.items()}
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    return {"Setting": names} | {title: [column.get(name, "–") for name in names] for title, column in columns.items()}


def _made(record: ModelRecord | RunRecord) -> dict[str, str]:
    if isinstance(record, RunRecord):
        return _settings(record.settings)
    card = record.card
    rows = _settings(card.training.get("config", {}))
    rows |= {f"{name} version": value for name, value in card.versions.items()}
    if "minutes" in card.training:
        rows["minutes of training"] = str(card.training["minutes"])
    rows["exported"] = card.date[:10]
    for expectation in card.expectations:
        calibration = card.calibration(expectation)
        told = f", expecting {expectation.in_words}" if len(card.expectations) > 1 else ""
        rows[f"temperature{told}"] = f"{calibration.temperature:g}"
        rows[f"sure from{told}"] = f"{calibration.threshold:.3f}"
    if card.alike:
        rows["prior of the labels"] = ", ".join(f"{share:.3f}" for share in card.alike.prior)
        rows["strength"] = f"{card.alike.strength:g}"
    return rows


def _settings(values: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): str(value) for name, value in values.items()}


def _evaluations(chosen: Shown) -> dict[str, Evaluation | None]:
    return {title: record.evaluation for title, record in chosen.items()}


def _parts(chosen: Shown, name: str | None) -> dict[str, AnyFigures | None]:
    """Return the figures of one set of PublicTest faces by the models' titles, None where they are missing."""
    key, parts = SETS.get(name or ALL), dict[str, AnyFigures | None]()
    for title, record in chosen.items():
        whole = record.evaluation.splits.public if record.evaluation else None
        parts[title] = getattr(whole, key, None) if key else whole
    return parts


def _figures(figures: Sequence[go.Figure | None], key: str, columns: int = 2) -> None:
    """Show figures side by side where there is room; say what to do when there are none."""
    drawn = [figure for figure in figures if figure is not None]
    if not drawn:
        st.info(NOT_MEASURED)
        return
    for start in range(0, len(drawn), columns):
        places = st.columns(columns, gap="large")
        for offset, figure in enumerate(drawn[start : start + columns]):
            title = figure.layout.title.text
            places[offset].plotly_chart(
                figure, key=f"{key} {start + offset}", config={"displayModeBar": False}, width="stretch", alt=title
            )


SECTIONS: Final[Mapping[str, Callable[[Shown], None]]] = {
    "Training": course,
    "Scores": scores,
    "Mistakes": mistakes,
    "Confidence": confidence,
    "Robustness": robustness,
    "Data and settings": making,
}
