"""A person's answers as stretches: together where they stay, apart where somebody was away, few enough to be seen."""

import pytest

from emotion.timeline.stretches import UNSURE, Stretch, stretches
from tests.support.timelines import seen, timeline_of


def test_an_answer_that_stays_is_one_stretch_and_an_absence_none() -> None:
    timeline = timeline_of(
        [
            seen(0, 1),
            seen(0.5, 1),
            seen(1, 1, label="sad"),
            seen(1.5, 1, label="sad", sure=False),
            seen(2),
            seen(2.5, 1),
        ],
        3.0,
    )
    assert stretches(timeline, 1) == (
        Stretch(0, 1, "happy"),
        Stretch(1, 1.5, "sad"),
        Stretch(1.5, 2, UNSURE),
        Stretch(2.5, 3, "happy"),
    )


def test_of_very_many_each_column_keeps_what_it_is_most_of_the_time() -> None:
    labels = ["happy", "happy", "sad"] * 200 + ["sad", "sad", "happy"] * 200
    timeline = timeline_of([seen(index / 10, 1, label=label) for index, label in enumerate(labels)], 120.0)

    found = stretches(timeline, 1, columns=20)

    assert [stretch.answer for stretch in found] == ["happy", "sad"]
    assert found[0].end == pytest.approx(60)
    assert found[-1].end == pytest.approx(120)


def test_somebody_who_is_not_there_has_none() -> None:
    assert stretches(timeline_of([seen(0, 1)]), 2) == ()
