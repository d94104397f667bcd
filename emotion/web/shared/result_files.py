"""Results as files to download, CSV, JSON and Parquet, offered."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

CSV: Final = "text/csv"
JSON: Final = "application/json"
PARQUET: Final = "application/vnd.apache.parquet"
KINDS: Final = {
    "csv": ("Readings, CSV", CSV),
    "json": ("Readings, JSON", JSON),
    "parquet": ("Readings, Parquet", PARQUET),
}


def offer(files: Mapping[str, str | bytes], disabled: bool = False) -> None:
    """Show a button for each file, by names that end in .csv, .json or .parquet.

    They are contents, no functions that make them on demand: Streamlit forgets what those made as soon as two runs of
    any visitor's page have ended, and a running camera ends five a second.
    """
    for name, content in files.items():
        label, kind = KINDS[name.rpartition(".")[2]]
        st.download_button(label, content, name, kind, on_click="ignore", disabled=disabled)
