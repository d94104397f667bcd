"""The recording of a visit, once it has ended: everybody in it, and the files to take along."""

from typing import Final

import streamlit as st

from emotion.web.live import recording
from emotion.web.live.recording import FinishedRecording
from emotion.web.shared import person_view
from emotion.wording import duration

STAYS: Final = "It stays until you discard it or end your visit; reloading this page ends it too."
DOWNLOADS: Final = (
    ("Readings, CSV", "live.csv", "text/csv"),
    ("Readings, JSON", "live.json", "application/json"),
)


def show() -> None:
    """Show this visit's recording, if there is one that has ended."""
    kept = recording.held()
    if not isinstance(kept, FinishedRecording):
        return
    st.header("Recording", anchor=False)
    if kept.ended:
        st.info(kept.ended)
    st.markdown(f"{duration(kept.timeline.seconds)}, read by: {kept.card.title}.")
    st.caption(STAYS)
    with st.container(horizontal=True):
        for label, name, kind in DOWNLOADS:
            # Not a function that makes the text on demand: Streamlit forgets what that made as soon as two runs of any
            # visitor's page have ended, and a running camera ends five a second.
            st.download_button(label, kept.files[name], name, kind, on_click="ignore")
        st.button("Discard", on_click=recording.discard)
    person_view.everybody(kept.timeline, kept.summary, "recording", "time in the recording")
