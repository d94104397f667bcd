"""The timeline of a person: every label in its colour, gaps, thinned without losing a peak."""

import numpy as np
import plotly.graph_objects as go
import pytest

from emotion.charts.timeline import peaks_kept, person_timeline
from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from tests.support.timelines import seen, timeline_of


def test_each_label_has_a_line_in_its_colour() -> None:
    timeline = timeline_of([seen(index / 10, 1, label="fear", confidence=0.7) for index in range(50)])
    figure = go.Figure(person_timeline(timeline, 1))
    assert [trace.name for trace in figure.data] == [DISPLAY_NAMES[label] for label in LABELS]
    assert [trace.line.color for trace in figure.data] == [COLOURS[label] for label in LABELS]
    fear = figure.data[LABELS.index("fear")]
    assert fear.x[[0, -1]].tolist() == [0, 4.9]
    assert fear.y == pytest.approx(np.full(50, 70))
    assert tuple(figure.layout.xaxis.range) == pytest.approx((0, 5))
    assert tuple(figure.layout.yaxis.ticktext) == ("0 %", "25 %", "50 %", "75 %", "100 %")


def test_an_absence_is_a_gap() -> None:
    timeline = timeline_of([seen(0, 1), seen(1, 1, 2), seen(2, 2), seen(3, 1)])
    assert np.isnan(go.Figure(person_timeline(timeline, 1)).data[0].y).tolist() == [False, False, True, False]
    assert not np.isnan(go.Figure(person_timeline(timeline, 2)).data[0].y).any()


def test_a_long_video_is_thinned_and_keeps_its_peak() -> None:
    results = [seen(index / 10, 1, confidence=0.3 if index != 7777 else 0.99) for index in range(20_000)]
    figure = go.Figure(person_timeline(timeline_of(results), 1))
    happy = figure.data[LABELS.index("happy")]
    assert len(happy.x) <= 1000
    assert max(happy.y) == pytest.approx(99)
    assert happy.x[int(np.argmax(happy.y))] == pytest.approx(777.7)
    assert happy.x[[0, -1]].tolist() == pytest.approx([0, 1999.9])
    assert list(figure.layout.xaxis.ticktext[:3]) == ["0:00", "5:00", "10:00"]


def test_one_moment_is_a_dot() -> None:
    assert {trace.mode for trace in go.Figure(person_timeline(timeline_of([seen(0, 1)]), 1)).data} == {"markers"}


def test_somebody_who_is_not_there_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match=r"expected one of the persons \[1\], found 2"):
        person_timeline(timeline_of([seen(0, 1)]), 2)


@pytest.mark.parametrize("count", [0, 1, 2, 999, 1000, 1001, 5000])
@pytest.mark.parametrize("points", [4, 1000])
def test_thinning_keeps_ends_extremes_and_the_bound(count: int, points: int) -> None:
    values = np.random.default_rng(count).normal(size=count)
    kept = peaks_kept(values, points)
    assert len(kept) <= points
    assert kept.tolist() == sorted(set(kept.tolist()))
    if count:
        assert (kept[0], kept[-1]) == (0, count - 1)
        assert {values.argmax(), values.argmin()} <= set(kept.tolist())
    if count <= points:
        assert len(kept) == count
