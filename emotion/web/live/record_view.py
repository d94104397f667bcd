"""The finished recording of a session: everybody in it, and the files to download."""

from typing import Final

import streamlit as st

from emotion.web.live import recording
from emotion.web.live.recording import FinishedRecording
from emotion.web.shared import person_view, result_files
from emotion.wording import duration

STAYS: Final = "It stays until you discard it or end your visit; reloading this page ends it too."


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
        result_files.offer(finished.files)
        st.button("Discard", on_click=recording.discard)
    person_view.everybody(finished.timeline, finished.summary, "recording", "time in the recording")
