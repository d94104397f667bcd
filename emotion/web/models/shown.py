"""What the sections of the page on training share: sets of faces, charts and their sentences, words explained."""

from collections.abc import Iterable, Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from emotion.glossary import explained
from emotion.models.evaluation import SET_NAMES, Evaluation
from emotion.models.figures import AnyFigures
from emotion.models.overview import by_voters
from emotion.web.shared.model_records import Shown

ALL: Final = "All faces"
SETS: Final = {f"{name[0].upper()}{name[1:]}": key for key, name in SET_NAMES.items()}  # fields of SplitFigures
VOTERS: Final = next(name for name, key in SETS.items() if key == "voters")
MAJORITY: Final = next(name for name, key in SETS.items() if key == "majority")
SCORED: Final = [ALL, *(name for name in SETS if name != VOTERS)]  # of single voters there are confidences alone

NOT_MEASURED: Final = (
    "Not measured yet. `python -m training evaluate --robustness` does it, with `--model NAME --record` for a network "
    "or with `--run runs/NAME` for a run."
)
Chart = tuple[go.Figure | None, str]  # and what it shows, as a sentence; empty for none


def evaluations(chosen: Shown) -> dict[str, Evaluation | None]:
    """Return the evaluations by the models' titles."""
    return {title: record.evaluation for title, record in chosen.items()}


def choose_faces(chosen: Shown, offered: Sequence[str] = SCORED, voters: str = MAJORITY) -> str:
    """Offer the sets of PublicTest faces and return the chosen one.

    It begins with all faces; for models that voters judge, with what judges these.

    Args:
        chosen: the models.
        offered: names of the sets.
        voters: the set that comes first where voters judge all the models and it was measured.
    """
    key = SETS[voters]
    measured = all(
        by_voters(record) and record.evaluation and getattr(record.evaluation.splits.public, key, None)
        for record in chosen.values()
    )
    first = voters if measured else ALL
    return st.pills("Faces of PublicTest", offered, default=first, required=True) or first


def parts(chosen: Shown, name: str) -> dict[str, AnyFigures | None]:
    """Return the figures of one set of PublicTest faces by the models' titles, None where they are missing."""
    key, found = SETS.get(name), dict[str, AnyFigures | None]()
    for title, record in chosen.items():
        whole = record.evaluation.splits.public if record.evaluation else None
        found[title] = getattr(whole, key, None) if key else whole
    return found


def explain(*terms: str) -> None:
    """Offer what some words mean, by a button that fingers and keyboards reach."""
    with st.popover("What the words mean", icon=":material/help:", type="tertiary"):
        st.markdown(explained(terms))


def charts(drawn: Iterable[Chart], key: str, columns: int = 2) -> None:
    """Show charts side by side where there is room, each with its sentence; say what to do when there are none."""
    known = [(figure, sentence) for figure, sentence in drawn if figure is not None]
    if not known:
        st.info(NOT_MEASURED)
        return
    for start in range(0, len(known), columns):
        places = st.columns(columns, gap="large")
        for offset, (figure, sentence) in enumerate(known[start : start + columns]):
            with places[offset]:
                chart(figure, f"{key} {start + offset}", sentence)


def chart(figure: go.Figure, key: str, sentence: str = "") -> None:
    """Show one chart, and under it what it shows."""
    alt = ". ".join(filter(None, (figure.layout.title.text, sentence)))
    st.plotly_chart(figure, key=key, config={"displayModeBar": False}, width="stretch", alt=alt)
    if sentence:
        st.markdown(sentence)


def only(chosen: Shown) -> str | None:
    """Return the title of the one chosen model; None where there are several, of which no sentence tells."""
    return next(iter(chosen)) if len(chosen) == 1 else None
