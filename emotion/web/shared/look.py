"""The look of all pages: the style of our own parts, and the labels' colours, which follow the theme."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import streamlit as st

from emotion.drawing.primitives import text_colour_on
from emotion.labels import COLOURS, COLOURS_ON_DARK, LABELS

_FILES: Final = Path(__file__).parents[1]
STYLE: Final = _FILES / "style.css"
ICON: Final = _FILES / "icon.png"
LOGO: Final = _FILES / "logo.svg"


def style() -> str:
    """Return the style as HTML, with a CSS variable for each label's colour."""
    pairs = "".join(f"--mien-{label}: light-dark({COLOURS[label]}, {COLOURS_ON_DARK[label]}); " for label in LABELS)
    return f'<style>[data-testid="stApp"] {{ {pairs}}}\n{STYLE.read_text("utf-8")}</style>'


def colour(label: str) -> str:
    """Return a label's colour for HTML."""
    return f"var(--mien-{label})"


def letters(label: str) -> str:
    """Return for HTML the colour of letters that can be read on a label's colour, black or white in either theme."""
    return f"light-dark({_on(COLOURS[label])}, {_on(COLOURS_ON_DARK[label])})"


def _on(ground: str) -> str:
    red, green, blue = text_colour_on((int(ground[1:3], 16), int(ground[3:5], 16), int(ground[5:7], 16)))
    return f"#{red:02x}{green:02x}{blue:02x}"


def chart_colours() -> Mapping[str, str]:
    """Return the labels' colours for charts, which know no CSS variables, in the visitor's theme."""
    return COLOURS_ON_DARK if st.context.theme.type == "dark" else COLOURS
