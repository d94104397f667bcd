"""Markers and stretches as they are written into tables: what can be meant is taken, the rest is told."""

import pytest

from emotion.timeline.notes import Marker, Span
from emotion.web.timeline import notes
from emotion.web.timeline.notes import AT, CONDITION, END, EVENT, NAME, START, markers_of, spans_of
from emotion.web.timeline.player import marker_of


def test_rows_become_markers_and_unfinished_ones_wait() -> None:
    rows: list[dict[str, object]] = [
        {AT: 1.5, NAME: " bell "},
        {AT: 2, NAME: None},
        {AT: None, NAME: "later"},
        {AT: float("nan"), NAME: "x"},
    ]
    assert markers_of(rows) == ([Marker(1.5, "bell"), Marker(2, EVENT)], [])


def test_rows_become_stretches_of_a_condition_or_left_out() -> None:
    rows: list[dict[str, object]] = [
        {START: 0, END: 1.5, CONDITION: "film"},
        {START: 2, END: 3, CONDITION: None},
        {START: 4, END: None},
    ]
    assert spans_of(rows) == ([Span(0, 1.5, "film"), Span(2, 3)], [])


def test_what_cannot_be_meant_is_told_row_by_row() -> None:
    markers, told = markers_of([{AT: -1, NAME: "bell"}])
    assert (markers, told) == ([], ["bell: a marker: expected 0 seconds or more, found -1."])
    spans, told = spans_of([{START: 3, END: 2, CONDITION: ""}])
    assert (spans, told) == ([], ["Left out: a span: expected an end after its start, found 3 to 2 seconds."])


@pytest.mark.parametrize(
    ("written", "found"),
    [("bell, light ,bell", ["bell", "light"]), (" , ", [EVENT]), ("a" * 100, ["a" * 60])],
)
def test_names_are_told_with_commas(monkeypatch: pytest.MonkeyPatch, written: str, found: list[str]) -> None:
    monkeypatch.setattr("streamlit.session_state", {notes.NAMES: written})
    assert notes.chosen_names() == found


@pytest.mark.parametrize(
    ("told", "marker"),
    [
        ({"at": 1.23456, "name": " bell "}, Marker(1.235, "bell")),
        ({"at": -1, "name": "bell"}, None),
        ({"at": "1", "name": "bell"}, None),
        ({"at": float("nan"), "name": "bell"}, None),
        ({"at": 1, "name": "  "}, None),
        ({"at": 1}, None),
    ],
)
def test_a_browser_tells_a_marker_or_nothing_that_is_one(told: dict[str, object], marker: Marker | None) -> None:
    assert marker_of(told) == marker
