"""Markers in a recording that goes on: a button and a key for each name."""

from typing import Final

import streamlit as st

from emotion.live.recorder import LiveRecorder
from emotion.web.timeline import notes

KEYS: Final = 9  # names that have a key, 1 to 9


def show(recorder: LiveRecorder) -> None:
    """Show the field for the names, the buttons that mark this moment, and how often each was pressed."""
    with st.popover("Markers"):
        names = notes.names()
    with st.container(horizontal=True):
        for index, name in enumerate(names):
            key = str(index + 1) if index < KEYS else None
            st.button(name, key=f"mark {name}", shortcut=key, on_click=recorder.mark, args=(name,))
    if recorder.markers:
        last = recorder.markers[-1]
        st.caption(f"{len(recorder.markers)} marked, the last at {last.at:.1f} s.")
