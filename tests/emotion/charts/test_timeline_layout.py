"""What timelines share: ticks at round times, one look."""

import plotly.graph_objects as go
import pytest

from emotion.charts.timeline_layout import clock_axis, label_line, time_ago_axis, timeline_figure
from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS


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
