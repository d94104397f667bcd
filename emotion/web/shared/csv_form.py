"""The visitor's choice of what stands between a CSV's cells, the same on every page that offers one."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from emotion.export.csv import CsvForm

FORM: Final = "csv form"  # key of the choice in the session
FORMS: Final[Mapping[str, CsvForm]] = {
    "Comma, 0.5 (programs, English)": CsvForm.COMMA,
    "Semicolon, 0,5 (German, French ...)": CsvForm.SEMICOLON,
}
WIDTH: Final = 320  # pixels, in which the longest choice can be read


def choose(width: int = WIDTH) -> CsvForm:
    """Show the choice, so many pixels wide, and return it; it is the visitor's on all pages."""
    chosen = st.selectbox(
        "CSV with",
        list(FORMS),
        key=FORM,
        persist_state="session",
        help="Spreadsheets go by the language of their system: where a comma is the decimal sign, take the semicolon.",
        width=width,
    )
    return FORMS[chosen]
