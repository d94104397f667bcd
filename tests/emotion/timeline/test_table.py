"""What a timeline keeps: little, and all of it."""

import tracemalloc
from dataclasses import replace

import pytest

from emotion.quality import FaceQuality, Issue
from emotion.results import Box, FrameResult
from emotion.timeline.table import FACES, TimelineBuilder, qualities_of
from tests.support.fakes import face
from tests.support.timelines import seen, timeline_of


def test_no_face_and_no_frame_are_ordinary() -> None:
    assert (len(timeline_of([]).results), timeline_of([]).persons) == (0, ())
    timeline = timeline_of([seen(0), seen(1)])
    assert (len(timeline.faces), timeline.persons) == (0, ())
    assert len(timeline.results) == 2


def test_persons_are_found_again_with_their_times() -> None:
    timeline = timeline_of([seen(0, 1), seen(0.5, 1, 2), seen(1, 2), seen(1.5)])
    assert timeline.persons == (1, 2)
    assert timeline.of(1)[0].tolist() == [0, 0.5]
    assert timeline.of(2)[0].tolist() == [0.5, 1]


def test_order_and_values_hold_over_many_records() -> None:
    timeline = timeline_of([seen(index / 10, 1, frame=2 * index) for index in range(9000)])
    assert timeline.results["frame"].tolist() == list(range(0, 18000, 2))
    assert timeline.faces["result"].tolist() == list(range(9000))


def test_a_face_takes_less_than_a_hundred_bytes() -> None:
    assert FACES.itemsize < 100
    builder, result = TimelineBuilder(), seen(0, 1)
    tracemalloc.start()
    try:
        for _ in range(20_000):
            builder.add(result)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept / 20_000 < 100


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (FaceQuality(), FaceQuality()),
        (FaceQuality(-33.4, 12.6, 0.914, (Issue.TOO_SMALL, Issue.LOW_SCORE)),
         FaceQuality(-33, 13, 0.915, (Issue.TOO_SMALL, Issue.LOW_SCORE))),
        (FaceQuality(0, -179, 1), FaceQuality(0, -127, 1)),
        (FaceQuality(-90, 180, 0, tuple(Issue)), FaceQuality(-90, 127, 0, tuple(Issue))),
    ],
    ids=["nothing known", "rounded", "no further than 127 degrees", "everything the matter"],
)  # fmt: skip
def test_quality_is_kept_in_four_bytes(given: FaceQuality, kept: FaceQuality) -> None:
    (found,) = qualities_of(timeline_of([seen(0, 1, quality=given)]).faces)
    assert replace(found, score=kept.score) == kept
    assert found.score == (None if kept.score is None else pytest.approx(kept.score))


def test_it_was_too_dark_where_most_results_say_so() -> None:
    dark = replace(seen(0), too_dark=True)
    assert timeline_of([dark, dark, seen(1, 1)]).too_dark
    assert not timeline_of([dark, seen(1, 1)]).too_dark
    assert not timeline_of([]).too_dark


def test_the_largest_frame_that_is_accepted_fits() -> None:
    wide = replace(face(Box(8000, 4000, 300, 700)), track_id=70_000)
    timeline = timeline_of([FrameResult(8300, 4700, (wide,), at=3599.9, frame=400_000)])
    assert timeline.faces["box"].tolist() == [[8000, 4000, 300, 700]]
    assert timeline.persons == (70_000,)
    assert timeline.results.tolist() == [(3599.9, 400_000, False)]
