"""The sections of the page for programs: over HTTP at this host's own address, on the command line, from Python."""

from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from emotion.batch.schema import UNITS
from emotion.web.programs import texts
from emotion.web.server import programs

WIDTH: Final = 760  # pixels: longer lines of prose are hard to read
# Code stands without colours: those of Streamlit are too faint for WCAG 2.2, 1.4.3.


def over_http() -> None:
    """Show how this host is asked, or that it is not."""
    st.header("Over HTTP", anchor=False)
    if programs.answered():
        address = own_address()
        st.markdown(texts.OFFERED.format(address=address))
        if programs.asked_for_keys():
            st.markdown(texts.KEY)
    else:
        address = texts.HERE
        st.markdown(texts.NOT_OFFERED.format(address=address))
    st.code(texts.CURL.format(address=address), language=None, wrap_lines=True)


def on_the_command_line() -> None:
    """Show how many files are read, and what their table has."""
    st.header("On the command line", anchor=False)
    st.markdown(texts.COMMAND)
    st.code(texts.READ, language=None, wrap_lines=True)
    with st.expander(texts.COLUMNS):
        lines = [f"| `{name}` | {kind} | {unit} |" for name, (kind, unit) in UNITS.items()]
        st.markdown("\n".join(["| Column | Type | What it is |", "|---|---|---|", *lines]))


def from_python() -> None:
    """Show the same in a program."""
    st.header("From Python", anchor=False)
    st.code(texts.FROM_PYTHON, language=None, wrap_lines=True)


def own_address() -> str:
    """Return where this visitor's browser finds the server; the interface lies under /api there."""
    parts = urlsplit(st.context.url or texts.HERE)
    below = st.get_option("server.baseUrlPath").strip("/")
    return f"{parts.scheme}://{parts.netloc}{below and f'/{below}'}"
