"""The choice of which faces the model is told to expect: one for all pages, kept as long as the session."""

from typing import Final

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.models.loaded import LoadedModel

CHOSEN: Final = "expectation_chosen"  # outlives the widget, whose own value ends with its page
WIDGET: Final = "expectation_widget"
HELP: Final = (
    "Before a picture is looked at, how likely is each expression? **Any expression alike** suits a camera that people "
    "make faces at: disgust and fear are named as readily as neutral. **An everyday crowd** suits pictures of people "
    "who were not asked: most faces are neutral or happy, and an answer of disgust or fear needs more evidence."
)


def choose() -> Expectation:
    """Show the choice in the sidebar and return it."""
    chosen = told()
    st.sidebar.radio(
        "Expect",
        [expectation.value for expectation in Expectation],
        index=list(Expectation).index(chosen),
        format_func=lambda value: Expectation(value).in_words.capitalize(),
        help=HELP,
        key=WIDGET,
        on_change=_keep,
    )
    return chosen


def _keep() -> None:
    st.session_state[CHOSEN] = st.session_state[WIDGET]


def told() -> Expectation:
    """Return what was chosen last in this session, on any page."""
    return Expectation(st.session_state.get(CHOSEN, Expectation.ALIKE))


def tell(model: LoadedModel) -> LoadedModel:
    """Show the choice where the model has one, and return the model, told it."""
    return model.expecting(choose() if len(model.card.expectations) > 1 else told())


def in_words(model: LoadedModel) -> list[str]:
    """Return what a model was told, as a line; none where it cannot be told."""
    return [f"Expected: {model.expectation.in_words}"] if len(model.card.expectations) > 1 else []
