"""Persons who are the same: one number, nothing lost, never two who are in view together."""

import numpy as np

from emotion.timeline.people import first_together, joined
from emotion.timeline.summary import summarize
from tests.support.timelines import seen, timeline_of

BACK = timeline_of([seen(0, 1), seen(1, 1), seen(2), seen(3, 2), seen(4, 2, 3)], 5.0)


def test_who_came_back_is_one_person_with_both_times() -> None:
    timeline = joined(BACK, {2: 1})

    assert timeline.persons == (1, 3)
    assert [(person.person, person.seconds) for person in summarize(timeline).persons] == [(1, 4.0), (3, 1.0)]
    assert BACK.persons == (1, 2, 3), "the one given stays"
    assert np.array_equal(timeline.results, BACK.results)


def test_nobody_joined_is_the_same_timeline() -> None:
    assert joined(BACK, {}) is BACK


def test_two_in_view_together_are_two() -> None:
    assert (first_together(BACK, 1, 2), first_together(BACK, 2, 3)) == (None, 4.0)
