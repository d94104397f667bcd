"""The files of a timeline, offered: every result as CSV, JSON or Parquet, and its parts with intervals as CSV."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import streamlit as st

from emotion.export.timeline_export import TimelineExport
from emotion.models.evaluation import Evaluation, load_evaluation
from emotion.models.loaded import LoadedModel
from emotion.models.store import EVALUATION, MODELS
from emotion.report.page import Study, paragraph, report
from emotion.web.shared import csv_form, deferred_download
from emotion.web.shared.result_files import CSV, JSON, PARQUET

AT_ONCE: Final = 20_000  # faces of which files are made without being asked for: about a second


def offer(study: Study, stem: str, key: str) -> None:
    """Show a button for each file, and the method in words; of long timelines they are made when asked for.

    Args:
        study: the timeline with its notes, and what read it.
        stem: of the files' names, safe.
        key: names the buttons.
    """
    export = study.export
    chosen = csv_form.choose()
    files: dict[str, tuple[str, str, Callable[[], str | bytes]]] = {
        "Readings, CSV": (f"{stem}.csv", CSV, lambda: export.csv(chosen)),
        "Readings, JSON": (f"{stem}.json", JSON, lambda: export.json),
        "Readings, Parquet": (f"{stem}.parquet", PARQUET, lambda: export.parquet),
        "Summary, CSV": (f"{stem} summary.csv", CSV, lambda: export.parts_csv(chosen)),
    }
    with st.container(horizontal=True):
        for label, (name, kind, make) in files.items():
            if len(export.timeline.faces) <= AT_ONCE:
                st.download_button(label, make(), name, kind, on_click="ignore", key=f"{key} {label}")
            else:
                what, stamp = label[0].lower() + label[1:], (id(export), chosen)
                deferred_download.offer(what, _bytes(make), stamp, name, kind, f"{key} {label}")
        whole = _bytes(lambda: report(study))
        deferred_download.offer("report, HTML", whole, id(export), f"{stem} report.html", "text/html", f"{key} report")
    with st.expander("The method, to cite"):
        st.code(paragraph(study), language=None, wrap_lines=True)
        st.caption("CITATION.cff in the repository says how to cite Mien itself.")


def study_of(export: TimelineExport, name: str, model: LoadedModel, read_with: Sequence[str]) -> Study:
    """Return what a report is about, with the figures of the model that read it.

    Args:
        export: of the timeline with its notes.
        name: of the video or recording.
        model: that read it.
        read_with: the other settings in words.
    """
    return Study(name, export, model.card, model.expectation, _evaluation(model.card.name), read_with)


@lru_cache(maxsize=8)
def _evaluation(name: str) -> Evaluation | None:
    try:
        return load_evaluation(MODELS / name / EVALUATION)
    except (OSError, ValueError):  # the page on training tells of it
        return None


def _bytes(make: Callable[[], str | bytes]) -> Callable[[], bytes]:
    def made() -> bytes:
        content = make()
        return content.encode() if isinstance(content, str) else content

    return made
