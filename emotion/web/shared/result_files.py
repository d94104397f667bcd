"""Results as files to download, CSV and JSON, offered."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

KINDS: Final = {"csv": "text/csv", "json": "application/json"}


def offer(files: Mapping[str, str]) -> None:
    """Show a button for each file, by names that end in .csv or .json.

    They are texts, no functions that make them on demand: Streamlit forgets what those made as soon as two runs of any
    visitor's page have ended, and a running camera ends five a second.
    """
    for name, text in files.items():
        ending = name.rpartition(".")[2]
        st.download_button(f"Readings, {ending.upper()}", text, name, KINDS[ending], on_click="ignore")
