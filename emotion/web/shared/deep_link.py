"""Brings a visitor who opens a page by its own address into the app around it."""

from typing import Final

import streamlit as st

INSIDE: Final = "inside_app"  # set by app.py
WANTED: Final = "page_wanted"


def through_app(page: str) -> None:
    """Run app.py first if it has not run, and come back; call it at the top of each page but the first.

    Until app.py has named its pages once in a process, Streamlit takes the folder `pages/` for a menu of its own and
    runs a file in it by itself: without navigation, style and everything that app.py sets up.
    """
    if INSIDE not in st.session_state:
        st.session_state[WANTED] = page, st.query_params.to_dict()
        st.switch_page("app.py")


def arrive() -> None:
    """Note in app.py that it runs, and go on to the page that a visitor wanted."""
    st.session_state[INSIDE] = True
    wanted = st.session_state.pop(WANTED, None)
    if wanted:
        page, parameters = wanted
        st.switch_page(page, query_params=parameters)
