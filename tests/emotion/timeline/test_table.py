"""What a timeline keeps: little, and all of it."""

import tracemalloc
from dataclasses import replace

from emotion.results import Box, FrameResult
from emotion.timeline.table import FACES, TimelineBuilder
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


def test_the_largest_frame_that_is_accepted_fits() -> None:
    wide = replace(face(Box(8000, 4000, 300, 700)), track_id=70_000)
    timeline = timeline_of([FrameResult(8300, 4700, (wide,), at=3599.9, frame=400_000)])
    assert timeline.faces["box"].tolist() == [[8000, 4000, 300, 700]]
    assert timeline.persons == (70_000,)
    assert timeline.results.tolist() == [(3599.9, 400_000)]
