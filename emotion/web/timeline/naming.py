"""Who a person of a timeline is: a name, and whether they are somebody who was in view before."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import LONGEST_NAME, Notes
from emotion.timeline.people import first_together

TITLE: Final = "Name, or the same as somebody else"
TOGETHER: Final = "Who is in view together with this person cannot be the same, and is not offered."


def show(noted: NotedTimeline, person: int, key: str, keep: Callable[[Notes], None]) -> None:
    """Show the fields for a person's name and for joining them with another.

    Args:
        noted: the timeline with the person.
        person: the number.
        key: names the widgets.
        keep: takes the notes when they change.
    """
    notes, number = noted.notes, f"{key} {person} {len(noted.notes.same)}"
    with st.expander(TITLE):
        name, same = st.columns(2, gap="large")
        field = f"{number} name"
        name.text_input(
            "Name",
            notes.names.get(person, ""),
            max_chars=LONGEST_NAME,
            placeholder=f"Person {person}",
            key=field,
            on_change=lambda: keep(notes.named(person, str(st.session_state[field]))),
        )
        others = [other for other in noted.timeline.persons if other != person]
        free = [other for other in others if first_together(noted.timeline, person, other) is None]
        if free:
            choice = f"{number} same"
            same.selectbox(
                "The same person as",
                free,
                index=None,
                format_func=notes.name,
                placeholder="Nobody else",
                key=choice,
                help=TOGETHER if len(free) < len(others) else None,
                on_change=lambda: keep(notes.joined(person, int(st.session_state[choice]))),
            )
        if person in notes.same.values():
            st.button("Take apart again", key=f"{number} apart", on_click=lambda: keep(notes.apart(person)))
