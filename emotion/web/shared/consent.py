"""What a visitor is told, and agrees to, before any camera."""

from typing import Final

import streamlit as st

AGREED: Final = "consent_agreed"

TEXT: Final = """
**Your video.** While the camera is on, its picture goes to the server that runs this page, is read in the server's
memory frame by frame, and comes back with labels; a snapshot is read once, in the same way. No picture is stored,
passed on or logged, and nobody is recognised. When you switch the camera off or leave, nothing of it remains. If you
record, numbers without pictures stay until you discard them or the visit ends.

**What a label means.** The program says what an expression *looks like* to a network that learned from labelled
photographs. It cannot know what anybody feels. People show the same feeling in different ways, the network is often
wrong, and how well it does for different groups of people has not been measured.

**Others in view.** Use it with people who know and agree. It must not be used to judge anybody. In the European
Union reading emotions at workplaces and in schools is against the law.
"""


def given() -> bool:
    """Whether this session has agreed."""
    return bool(st.session_state.get(AGREED))


def ask() -> None:
    """Show what happens to the video, with the button that agrees."""
    with st.container(border=True):
        st.header("Before the camera", anchor=False)
        st.markdown(TEXT)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("I understand and agree", type="primary", on_click=_agree)
            st.page_link(
                "pages/about.py",
                label="More about privacy",
                icon=":material/arrow_forward:",
                icon_position="right",
                query_params={"about": "Privacy"},
            )


def _agree() -> None:
    st.session_state[AGREED] = True
