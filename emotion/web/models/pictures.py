"""How models fare with worse pictures, with dark and bright ones, and where people disagree."""

import streamlit as st

from emotion.charts.robustness import MEASURES, robustness_curves
from emotion.charts.slices import slice_chart
from emotion.models import trust_sentences
from emotion.models.figures import Condition, SplitFigures
from emotion.models.overview import by_voters
from emotion.models.slicing import Slicing
from emotion.web.models.shown import ALL, MAJORITY, Chart, charts, choose_faces, evaluations, explain, only, unbroken
from emotion.web.shared.model_records import Shown


def robustness(chosen: Shown) -> None:
    """Show how the models fare with worse pictures."""
    measured, title = evaluations(chosen), only(chosen)
    st.markdown("PublicTest faces, made harder to read. Each curve begins with the face as it is.")
    voters = bool(title) and by_voters(chosen[title or ""])
    if title:
        st.markdown(unbroken(trust_sentences.robustness(measured[title], voters)))
    measure = st.pills("Score", list(MEASURES.values()), default=MEASURES["accuracy"], required=True)
    key = next(name for name, shown in MEASURES.items() if shown == (measure or MEASURES["accuracy"]))
    conditions: dict[str, Condition] = {}
    if title and (evaluation := measured[title]) and evaluation.robustness:
        conditions = {condition.name: condition for condition in evaluation.robustness.conditions}
    charts(
        [
            (figure, trust_sentences.condition(conditions[name], voters, key) if name in conditions else "")
            for name, figure in robustness_curves(measured, key).items()
        ],
        "robustness",
        columns=3,
    )
    explain("Robustness", "Accuracy", "Mean recall", "Majority")


def groups(chosen: Shown) -> None:
    """Show how well faces are read in groups: by light, contrast, sharpness and size, and by how far people agree."""
    shown = choose_faces(chosen, [ALL, MAJORITY])
    wholes = {title: record.evaluation.splits.public if record.evaluation else None for title, record in chosen.items()}
    names = dict.fromkeys(slicing.name for whole in wholes.values() for slicing in _slicings(whole, shown))
    drawn: list[Chart] = []
    for name in names:
        of_name = {
            title: next((slicing for slicing in _slicings(whole, shown) if slicing.name == name), None)
            for title, whole in wholes.items()
        }
        first = of_name[title] if (title := only(chosen)) else None
        drawn.append((slice_chart(of_name), trust_sentences.groups(first)))
    charts(drawn, "groups")
    explain("Accuracy", "Mean recall", "95 % interval", "Majority")


def _slicings(whole: SplitFigures | None, shown: str) -> list[Slicing]:
    if whole is None:
        return []
    by_picture = whole.slices if shown == ALL else whole.majority.slices if whole.majority else ()
    return [*by_picture, *([whole.agreement] if whole.agreement else []), *whole.groups]
