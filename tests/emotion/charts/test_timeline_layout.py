"""What timelines share: ticks at round times, one look."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from emotion.charts.timeline_layout import Figure, clock_axis, label_line, mark_at, time_ago_axis, timeline_figure
from emotion.labels import COLOURS, COLOURS_ON_DARK, DISPLAY_NAMES, LABELS


@pytest.mark.parametrize(
    ("seconds", "names"),
    [(60, ["60", "45", "30", "15", "now"]), (2, ["2", "2", "1", "0", "now"])],
)
def test_a_time_that_ends_now_counts_back(seconds: float, names: list[str]) -> None:
    axis = time_ago_axis(seconds)
    assert (axis["range"], axis["ticktext"]) == ([-seconds, 0], names)
    assert (axis["tickvals"][0], axis["tickvals"][-1]) == (-seconds, 0)


@pytest.mark.parametrize(
    ("seconds", "ticks"),
    [
        (0.0, [0]),
        (5.2, [0, 1, 2, 3, 4, 5]),
        (8.0, list(range(9))),
        (8.1, [0, 2, 4, 6, 8]),
        (3600, list(range(0, 3601, 600))),
        (40_000, list(range(0, 40_000, 3600))),
    ],
)
def test_a_clock_has_ticks_at_round_times(seconds: float, ticks: list[int]) -> None:
    assert clock_axis(seconds, seconds, "time")["tickvals"] == ticks


def test_a_clock_may_end_later_than_its_ticks() -> None:
    axis = clock_axis(3.0, 4.5, "time in the clip")
    assert (axis["range"], axis["tickvals"], axis["title"]["text"]) == ([0, 4.5], [0, 1, 2, 3], "time in the clip")
    assert axis["ticktext"] == ["0:00", "0:01", "0:02", "0:03"]


@pytest.mark.parametrize("axis", [time_ago_axis(60), clock_axis(60, 60, "time")], ids=["ago", "clock"])
def test_plotly_takes_the_figure(axis: dict[str, object]) -> None:
    lines = [label_line(label, [0.0, 1.0], [50.0, None]) for label in LABELS]

    figure = go.Figure(timeline_figure(lines, axis, 200, uirevision="kept"))

    assert [trace.name for trace in figure.data] == [DISPLAY_NAMES[label] for label in LABELS]
    assert [trace.line.color for trace in figure.data] == [COLOURS[label] for label in LABELS]
    assert figure.layout.yaxis.ticktext == ("0 %", "25 %", "50 %", "75 %", "100 %")
    assert (figure.layout.height, figure.layout.uirevision) == (200, "kept")


def names(figure: Figure) -> dict[str, float]:
    """Return the names at the lines' ends by where they stand, per cent upwards."""
    return {note["text"].split("</span> ")[1]: note["y"] for note in figure["layout"]["annotations"]}


def drawn(**ends: float) -> Figure:
    return timeline_figure([label_line(label, [0.0], [end]) for label, end in ends.items()], time_ago_axis(60), 260)


def test_lines_that_rose_are_named_at_their_ends_and_the_others_are_faint() -> None:
    figure = drawn(happy=80.0, sad=30.0, fear=3.0)
    assert names(figure) == {"Happy": 80.0, "Sad": 30.0}
    assert [line.get("opacity", 1) for line in figure["data"]] == [1, 1, 0.45]
    assert figure["layout"]["showlegend"] is False


def test_names_that_would_touch_are_moved_apart_and_stay_over_the_axis() -> None:
    placed = list(names(drawn(happy=25.0, sad=24.0, neutral=23.0)).values())
    assert min(first - second for first, second in pairwise(placed)) >= 8.9
    assert min(placed) >= 0


def test_names_of_lines_that_fell_to_nothing_stay_over_the_axis() -> None:
    lines = [label_line(label, [0.0, 1.0], [90.0, end]) for label, end in (("happy", 2.0), ("sad", 1.0), ("fear", 0.0))]
    placed = list(names(timeline_figure(lines, time_ago_axis(60), 260)).values())
    assert min(placed) >= 0
    assert min(first - second for first, second in pairwise(placed)) >= 8.9


def test_a_line_that_ended_in_a_gap_is_named_at_its_last_value() -> None:
    lines = [label_line("happy", [0.0, 1.0], [60.0, None])]
    assert names(timeline_figure(lines, time_ago_axis(60), 260)) == {"Happy": 60.0}


def test_colours_may_be_those_of_a_dark_page() -> None:
    assert label_line("sad", [0.0], [1.0], COLOURS_ON_DARK)["line"]["color"] == COLOURS_ON_DARK["sad"]


def test_a_mark_is_a_line_with_its_words() -> None:
    shape, words = mark_at(-12.0, "Another network")
    figure = go.Figure(timeline_figure([], time_ago_axis(60), 260, shapes=[shape], annotations=[words]))
    assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == -12
    assert [note.text for note in figure.layout.annotations] == ["Another network"]
