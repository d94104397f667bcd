"""What was noted stands over a chart: lines and bands where they were set, names that neither touch nor are markup."""

from typing import Any

import plotly.graph_objects as go

from emotion.charts.timeline import HEIGHT, person_timeline
from emotion.charts.timeline_layout import Figure
from emotion.charts.timeline_notes import LANE, TOLD, WIDE
from emotion.timeline.notes import Marker, Notes, Span
from tests.support.colours import contrast, from_hexadecimal
from tests.support.timelines import seen, timeline_of

READ = timeline_of([seen(index / 10, 1) for index in range(100)], 10.0)
NOTES = Notes(
    markers=(Marker(1.0, "<bell>"), Marker(1.5, "light"), Marker(99.0, "later")),
    spans=(Span(0.0, 5.0, "film & sound"), Span(8.0, 12.0)),
)


def drawn(notes: Notes = NOTES) -> Figure:
    return person_timeline(READ, 1, notes=notes)


def shapes(figure: Figure, kind: str, over: bool) -> list[dict[str, Any]]:
    """Return the lines or bands over the chart, or those above it."""
    return [
        shape
        for shape in figure["layout"]["shapes"]
        if shape["type"] == kind and (shape.get("ysizemode") != "pixel") == over
    ]


def names(figure: Figure) -> dict[str, dict[str, Any]]:
    return {note["text"]: note for note in figure["layout"]["annotations"] if "hovertext" in note}


def test_markers_are_lines_and_conditions_bands_of_their_time() -> None:
    figure = drawn()
    assert [line["x0"] for line in shapes(figure, "line", over=True)] == [1.0, 1.5]
    bands = shapes(figure, "rect", over=True)
    assert [(band["x0"], band["x1"]) for band in bands] == [(0.0, 5.0), (8.0, 10.0)]
    assert bands[0]["fillcolor"] != bands[1]["fillcolor"], "what is left out looks otherwise"


def test_names_are_whole_in_what_a_pointer_tells_and_never_markup() -> None:
    told = {text: note["hovertext"] for text, note in names(drawn()).items()}
    assert told == {
        "&lt;bell&gt;": "&lt;bell&gt;, 0:01",
        "light": "light, 0:01",
        "film &amp; sound": "film &amp; sound, 0:00 to 0:05",
        "Left…": "Left out, 0:08 to 0:12",
    }
    assert "&lt;bell&gt;" in {note.text for note in go.Figure(drawn()).layout.annotations}, "Plotly takes it"


def test_what_a_pointer_tells_can_be_read() -> None:
    assert contrast(from_hexadecimal(TOLD["bgcolor"]), from_hexadecimal(TOLD["font"]["color"])) >= 7
    assert all(note["hoverlabel"] is TOLD for note in names(drawn()).values())


def test_names_have_lanes_of_their_own_and_the_chart_grows_by_them() -> None:
    figure = drawn()
    heights = {text: note["yshift"] // LANE for text, note in names(figure).items()}
    assert heights == {"light": 0, "&lt;bell&gt;": 1, "film &amp; sound": 2, "Left…": 2}
    assert figure["layout"]["height"] == HEIGHT + 3 * LANE
    assert figure["layout"]["margin"]["t"] == drawn(Notes())["layout"]["margin"]["t"] + 3 * LANE
    assert {line["x0"]: line["y1"] for line in shapes(figure, "line", over=False)} == {1.0: 2 * LANE, 1.5: LANE}


def test_a_wide_chart_has_room_for_longer_names() -> None:
    wide = person_timeline(READ, 1, notes=NOTES, columns=WIDE)
    assert "Left out" in names(wide)


def test_nothing_noted_changes_nothing() -> None:
    figure = drawn(Notes())
    assert not figure["layout"]["shapes"]
    assert figure["layout"]["height"] == HEIGHT
