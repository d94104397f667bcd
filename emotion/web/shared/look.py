"""The look of all pages: the style of our own parts, and the labels' colours, which follow the theme."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import streamlit as st

from emotion.labels import COLOURS, COLOURS_ON_DARK, LABELS

STYLE: Final = Path(__file__).parents[1] / "style.css"


def style() -> str:
    """Return the style as HTML, with a CSS variable for each label's colour."""
    pairs = "".join(f"--mien-{label}: light-dark({COLOURS[label]}, {COLOURS_ON_DARK[label]}); " for label in LABELS)
    return f'<style>[data-testid="stApp"] {{ {pairs}}}\n{STYLE.read_text("utf-8")}</style>'


def colour(label: str) -> str:
    """Return a label's colour for HTML."""
    return f"var(--mien-{label})"


def chart_colours() -> Mapping[str, str]:
    """Return the labels' colours for charts, which know no CSS variables, in the visitor's theme."""
    return COLOURS_ON_DARK if st.context.theme.type == "dark" else COLOURS
