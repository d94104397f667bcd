"""Markers and conditions of a timeline: buttons and keys beside the player, and tables to write them into."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeGuard

import pyarrow as pa
import streamlit as st

from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Marker, Notes, Span, tidy
from emotion.web.timeline import player

NAMES: Final = "marker_names"  # in the session, for all timelines
EVENT: Final = "event"  # what a marker is called unless something else is said
AT, NAME, START, END, CONDITION = "Time, s", "Name", "From, s", "To, s", "Condition"
EMPTY: Final = {
    "markers": pa.schema([(AT, pa.float64()), (NAME, pa.string())]),
    "spans": pa.schema([(START, pa.float64()), (END, pa.float64()), (CONDITION, pa.string())]),
}
ALT: Final = {"markers": "Markers", "spans": "Conditions and stretches left out"}
NONE: Final = "–"  # in an empty cell
HOW: Final = (
    "Rows can be added below, pasted from a spreadsheet, changed and deleted. A stretch without a condition is left "
    "out of every summary."
)


def names() -> list[str]:
    """Show the field for the markers' names and return them; one at least."""
    st.session_state.setdefault(NAMES, EVENT)
    st.text_input(
        "Names of markers, separated by commas",
        key=NAMES,
        persist_state="session",
        help="Each gets a button and a key, 1 to 9, that mark this moment.",
    )
    return chosen_names()


def chosen_names() -> list[str]:
    """Return the markers' names in the order of their keys."""
    told = str(st.session_state.get(NAMES, EVENT)).split(",")
    return list(dict.fromkeys(tidy(name) for name in told if tidy(name))) or [EVENT]


def show(noted: NotedTimeline, key: str, keep: Callable[[Notes], None], plays: bool = False) -> None:
    """Show the tables of markers and of stretches, and beside a player the buttons that mark.

    Args:
        noted: the timeline.
        key: names the widgets.
        keep: takes the notes when they change.
        plays: whether a player stands on the page.
    """
    notes, held = noted.notes, f"{key} tables"
    base, told, number = st.session_state.get(held, (None, None, 0))
    if told is None or (told.markers, told.spans) != (notes.markers, notes.spans):
        # Noted elsewhere: the tables begin anew with it. What is written into them stays theirs.
        base, number = notes, number + 1
    st.session_state[held] = base, notes, number
    if plays:
        player.show(names(), lambda marker: keep(notes.marked((*notes.markers, marker))))
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{ALT['markers']}**")
        rows = [{AT: marker.at, NAME: marker.name} for marker in base.markers]
        markers, problems = markers_of(_table("markers", rows, f"{key} markers {number}"))
    with right:
        st.markdown(f"**{ALT['spans']}**")
        rows = [{START: span.start, END: span.end, CONDITION: span.condition or None} for span in base.spans]
        spans, more = spans_of(_table("spans", rows, f"{key} spans {number}"))
    for problem in (*problems, *more):
        st.warning(problem)
    st.caption(HOW)
    changed = notes.marked(markers).spanned(spans)
    if changed != notes:
        st.session_state[held] = base, changed, number
        keep(changed)
        st.rerun()


def _table(kind: str, rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    table = pa.Table.from_pylist(rows, EMPTY[kind])
    edited: pa.Table = st.data_editor(
        table, num_rows="dynamic", hide_index=True, key=key, width="stretch", placeholder=NONE, alt=ALT[kind]
    )
    return list(edited.to_pylist())


def markers_of(rows: Iterable[Mapping[str, Any]]) -> tuple[list[Marker], list[str]]:
    """Return the markers of a table's rows, and a sentence for each that is none; unfinished rows are passed over."""
    markers, problems = list[Marker](), list[str]()
    for row in rows:
        at, name = row.get(AT), tidy(str(row.get(NAME) or EVENT))
        if not _number(at):
            continue
        try:
            markers.append(Marker(float(at), name))
        except ValueError as error:
            problems.append(f"{name}: {error}.")
    return markers, problems


def spans_of(rows: Iterable[Mapping[str, Any]]) -> tuple[list[Span], list[str]]:
    """Return the stretches of a table's rows, likewise."""
    spans, problems = list[Span](), list[str]()
    for row in rows:
        start, end, condition = row.get(START), row.get(END), tidy(str(row.get(CONDITION) or ""))
        if not _number(start) or not _number(end):
            continue
        try:
            spans.append(Span(float(start), float(end), condition))
        except ValueError as error:
            problems.append(f"{condition or 'Left out'}: {error}.")
    return spans, problems


def _number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and math.isfinite(value)
