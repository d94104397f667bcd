"""The sections of the page on training, of one model or of several side by side."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from emotion.models.record import ModelRecord
from emotion.web.models.confidence import confidence
from emotion.web.models.course import course
from emotion.web.models.making import making
from emotion.web.models.mistakes import mistakes
from emotion.web.models.pictures import groups, robustness
from emotion.web.models.scores import scores
from emotion.web.shared.model_records import Shown

TRAINING: Final = "Training"
SECTION: Final = "section"  # in the session: the one that is shown
SECTIONS: Final[Mapping[str, Callable[[Shown], None]]] = {
    TRAINING: course,
    "Scores": scores,
    "Mistakes": mistakes,
    "Confidence": confidence,
    "Robustness": robustness,
    "Groups of faces": groups,
    "Data and settings": making,
}


def offer(chosen: Shown) -> None:
    """Offer the sections and show the chosen one.

    Args:
        chosen: one model or several, with what was measured with the expectation that the visitor chose.
    """
    names = list(SECTIONS)
    if all(isinstance(record, ModelRecord) and record.measured_on for record in chosen.values()):
        names.remove(TRAINING)  # measurements have no course of their own
    if st.session_state.get(SECTION) not in names:
        st.session_state[SECTION] = names[0]
    section = st.pills("Show", names, key=SECTION, required=True)
    SECTIONS[section or names[0]](chosen)
