"""The first screen of the live page: what it does in three lines, one button, and what works without a camera."""

from collections.abc import Callable

import streamlit as st

from emotion.web.live import reader, ways
from emotion.web.server.settings import BROWSER, HostSettings
from emotion.web.shared import consent, notice


def ask(want: Callable[[], None], host: HostSettings) -> None:
    """Ask for the visitor's agreement; the same button starts the camera.

    Args:
        want: has the browser start it.
        host: what the host has set.
    """
    here = reader.chosen(host) == BROWSER

    def agree() -> None:
        consent.agree(here)
        want()

    st.html(consent.points(here))
    with st.container(key="agree"):
        st.button("Agree and start the camera", type="primary", on_click=agree, width="stretch")
    reader.choose(host)
    st.html(notice.html(host) + consent.details(here))
    ways.offer("intro")
