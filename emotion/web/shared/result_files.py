"""Results as files to download, CSV and JSON: made of a timeline, and offered."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from emotion.export.csv import to_csv
from emotion.export.timeline import TIMELINE_COLUMNS, TimelineSource, timeline_json, timeline_rows
from emotion.models.loaded import LoadedModel
from emotion.timeline.table import Timeline

KINDS: Final = {"csv": "text/csv", "json": "application/json"}


def timeline_files(timeline: Timeline, model: LoadedModel, source: TimelineSource) -> dict[str, str]:
    """Return the texts of a timeline's files by their endings: every result as CSV, and everything as JSON."""
    return {
        ".csv": to_csv(list(timeline_rows(timeline, model.identity)), TIMELINE_COLUMNS),
        ".json": timeline_json(timeline, model.identity, source),
    }


def offer(files: Mapping[str, str]) -> None:
    """Show a button for each file, by names that end in .csv or .json.

    They are texts, no functions that make them on demand: Streamlit forgets what those made as soon as two runs of any
    visitor's page have ended, and a running camera ends five a second.
    """
    for name, text in files.items():
        ending = name.rpartition(".")[2]
        st.download_button(f"Readings, {ending.upper()}", text, name, KINDS[ending], on_click="ignore")
