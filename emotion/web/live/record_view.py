"""The finished recording of a session: everybody in it, and the files to download."""

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
    """Show this session's recording, if there is one that has ended."""
    finished = recording.current()
    if not isinstance(finished, FinishedRecording):
        return
    st.header("Recording", anchor=False)
    if finished.ended:
        st.info(finished.ended)
    st.markdown(f"{duration(finished.timeline.seconds)}, read by: {finished.card.title}.")
    st.caption(STAYS)
    with st.container(horizontal=True):
        for label, name, kind in DOWNLOADS:
            # Not a function that makes the text on demand: Streamlit forgets what that made as soon as two runs of any
            # visitor's page have ended, and a running camera ends five a second.
            st.download_button(label, finished.files[name], name, kind, on_click="ignore")
        st.button("Discard", on_click=recording.discard)
    person_view.everybody(finished.timeline, finished.summary, "recording", "time in the recording")
