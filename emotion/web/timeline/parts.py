"""What faces looked like in each condition and after each marker, as a table with intervals."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.timeline.conditions import AFTER, BEFORE, CONFIDENCE, Part, share_in_words
from emotion.timeline.notes import Notes

EXPLAINED: Final = (
    f"Shares of the time in view, by sure answer; in brackets the {CONFIDENCE} % interval over blocks of two seconds, "
    "where there are five or more. It says how far a figure hangs on which seconds were recorded, and nothing about "
    f"other people. A marker's time is the {AFTER:g} seconds after it; the CSV also has how each mean changed from the "
    f"{BEFORE:g} second before."
)


def show(parts: Sequence[Part], notes: Notes) -> None:
    """Show the parts, where there are conditions or markers."""
    if any(part.kind != "whole" for part in parts):
        st.dataframe(table(parts, notes), width="stretch", hide_index=True)
        st.caption(EXPLAINED)


def table(parts: Sequence[Part], notes: Notes) -> dict[str, list[str]]:
    """Return a table with a row for each part."""
    return {
        "Who": ["Everybody" if part.person is None else notes.name(part.person) for part in parts],
        "When": [part.name or "The whole time" for part in parts],
        "In view": [f"{part.seconds:.1f} s" for part in parts],
        **{DISPLAY_NAMES[label]: [share_in_words(part.shares[label]) for part in parts] for label in LABELS},
    }
