"""The links to all pages, drawn after what a page needs first; the browser keeps the settings at the same moment."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from emotion.web.shared import memory

PENDING: Final = "navigation_pending"


def later(pages: Sequence[Any], places: Sequence[DeltaGenerator]) -> None:
    """Keep places for links to the pages, until `draw`: what a page needs first should not wait for them."""
    st.session_state[PENDING] = pages, places


def draw() -> None:
    """Draw the links in their places, once in each run of a page, and have the browser keep the settings."""
    pages, places = st.session_state.pop(PENDING, ((), ()))
    for place in places:
        for page in pages:
            place.page_link(page)
    if places:
        memory.keep()
