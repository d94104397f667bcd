"""How much of each result's time counts: spans cut it exactly, and what overlaps counts once."""

import numpy as np
import pytest

from emotion.timeline.counted import around, left_out_of, seconds_counted
from emotion.timeline.notes import Span
from tests.support.timelines import seen, timeline_of

TIMELINE = timeline_of([seen(at, 1) for at in (0, 1, 2, 8)], 9.0)


@pytest.mark.parametrize(
    ("left_out", "within", "counted"),
    [
        ([], None, [1, 1, 2, 1]),  # two seconds at most, across a pause
        ([Span(0.5, 1.5)], None, [0.5, 0.5, 2, 1]),
        ([], [Span(1.5, 2.5, "a"), Span(2, 3, "b")], [0, 0.5, 1, 0]),
        ([Span(2, 2.5)], [Span(1.5, 3, "a")], [0, 0.5, 0.5, 0]),
        ([Span(0, 100)], None, [0, 0, 0, 0]),
    ],
)
def test_each_second_counts_once_or_not_at_all(left_out, within, counted) -> None:
    more = {} if within is None else {"within": within}
    assert seconds_counted(TIMELINE, left_out, **more) == pytest.approx(counted)


def test_without_results_there_is_nothing_to_count() -> None:
    assert len(seconds_counted(timeline_of([]), [Span(0, 1)])) == 0


def test_a_result_at_the_end_of_a_span_is_not_left_out() -> None:
    assert np.array_equal(left_out_of(TIMELINE, [Span(0.5, 2)]), [False, True, False, False])


@pytest.mark.parametrize("span", [Span(0, 1), Span(0.5, 1.5), Span(1.5, 5), Span(3, 4), Span(4.5, 8.5), Span(8, 20)])
def test_around_a_span_the_same_seconds_count(span: Span) -> None:
    near = around(TIMELINE, span)
    whole = seconds_counted(TIMELINE, [Span(1.2, 1.3)], [span])
    first = int(np.searchsorted(TIMELINE.results["at"], near.results["at"][0])) if len(near.results) else 0

    assert seconds_counted(near, [Span(1.2, 1.3)], [span]) == pytest.approx(whole[first : first + len(near.results)])
    assert whole.sum() == pytest.approx(seconds_counted(near, [Span(1.2, 1.3)], [span]).sum())
    assert near.of(1)[0].tolist() == near.results["at"].tolist()
