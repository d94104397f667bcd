"""Whatever a stream brings, in whatever times: who is who stays sound, and nothing grows."""

import math
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from emotion import tracking
from emotion.answers import SURE_MARGIN, SURE_RISE
from emotion.labels import LABELS
from emotion.results import Box, FaceResult, FrameResult
from emotion.tracking import Tracker, TrackingSettings
from tests.support.fakes import face, frame

EXAMPLES = settings(max_examples=200)
WIDTH, HEIGHT = 640, 480


def box_in(left: int, top: int, width: int, height: int) -> Box:
    return Box(left, top, min(width, WIDTH - left), min(height, HEIGHT - top))


def reading_of(box: Box, weights: list[int], label: str, sure: bool) -> FaceResult:
    return FaceResult(box, tuple(weight / sum(weights) for weight in weights), label, sure, 1)


boxes = st.builds(
    box_in, st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.integers(1, WIDTH), st.integers(1, HEIGHT)
)
weights = st.lists(st.integers(0, 100), min_size=7, max_size=7).filter(any)
faces = st.lists(st.builds(reading_of, boxes, weights, st.sampled_from(LABELS), st.booleans()), max_size=4)
# Steps of a usual stream, none, back, a stall, a moment that is hardly one, and any number at all.
steps = st.sampled_from([0.0, 1 / 30, 0.1, 0.3, -0.2, 1.9, 2.5, 1e9, 5e-324]) | st.floats()
streams = st.lists(st.tuples(steps, faces), max_size=8)
seconds = st.sampled_from([0.0, 0.05, 0.5, 5e-324]) | st.floats(0, 10)
all_settings = st.builds(TrackingSettings, st.floats(0, 1), seconds, seconds, seconds, seconds)


def follow(tracker: Tracker, stream: list[tuple[float, list[FaceResult]]]) -> list[FrameResult]:
    shown, at = [], 0.0
    for step, found in stream:
        at += step
        shown.append(tracker.update(FrameResult(WIDTH, HEIGHT, tuple(found), at), at))
    return shown


@EXAMPLES
@given(all_settings, streams)
@example(TrackingSettings(), [(0.0, [face(Box(0, 0, 80, 80))]), (5e-324, [face(Box(30, 0, 80, 80))])] * 2)
def test_whatever_comes_the_faces_shown_are_sound(chosen: TrackingSettings, stream: list[Any]) -> None:
    newest = 0
    for shown in follow(Tracker(chosen), stream):
        numbers, identities = [one.display_number for one in shown.faces], [one.track_id for one in shown.faces]
        assert numbers == sorted(set(numbers))
        assert len(set(identities)) == len(identities)
        assert all(identity > 0 for identity in identities)
        newest = max([newest, *identities])
        for one in shown.faces:
            assert sum(one.probabilities) == pytest.approx(1)
            assert all(0 <= share <= 1 for share in one.probabilities)
            assert one.sure or one.confidence < chosen.threshold + SURE_RISE
            assert not one.sure or one.confidence >= chosen.threshold - SURE_MARGIN
            assert one.rival != one.label
            assert one.rival is None or not one.sure
            assert 0 <= one.box.left < one.box.right <= WIDTH
            assert 0 <= one.box.top < one.box.bottom <= HEIGHT
    assert newest <= sum(len(found) for _, found in stream)


@EXAMPLES
@given(streams, st.randoms(use_true_random=False))
def test_the_order_in_which_faces_are_found_changes_nothing(stream: list[Any], random) -> None:
    shuffled = [(step, random.sample(found, len(found))) for step, found in stream]
    chosen = TrackingSettings(confirm_after=0.0)
    told = [repr(shown.faces) for shown in follow(Tracker(chosen), stream)]
    assert [repr(shown.faces) for shown in follow(Tracker(chosen), shuffled)] == told


@EXAMPLES
@given(
    places=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=6, unique=True),
    pace=st.tuples(st.integers(-60, 60), st.integers(-60, 60)),
    gaps=st.lists(st.sampled_from([0.02, 0.05, 0.1, 0.15]), min_size=12, max_size=30),
    random=st.randoms(use_true_random=False),
)
def test_faces_that_move_slowly_keep_their_numbers(
    places: list[Any], pace: tuple[Any, ...], gaps: list[Any], random
) -> None:
    """Faces 60 wide and 150 apart move together at up to 85 pixels a second; none is missed twice in a row."""
    seen: dict[tuple[int, int], Any] = {}
    tracker, at, missed = Tracker(), 0.0, set()
    for gap in gaps:
        at += gap
        shift = [round(speed * min(at, 0.6)) for speed in pace]
        moved = {(x, y): Box(50 + 150 * x + shift[0], 50 + 150 * y + shift[1], 60, 60) for x, y in places}
        missed = {place for place in places if at > 0.3 and place not in missed and random.random() < 0.2}
        found = [face(box) for place, box in moved.items() if place not in missed]
        for one in tracker.update(frame(*found, at=at), at).faces:
            (place,) = [place for place, box in moved.items() if math.dist(box.center, one.box.center) < 75]
            assert seen.setdefault((one.display_number, one.track_id), place) == place
    assert len(seen) <= len(places)


def test_a_clock_that_stands_still_lets_nothing_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking, "MAX_TRACKS", 6)
    tracker = Tracker()
    for place in range(20):  # a face that is somewhere else each time, and never old enough to be forgotten
        tracker.update(frame(face(Box(30 * place, 100, 20, 20))), 0.0)
    everywhere = [face(Box(30 * place, 100, 20, 20)) for place in range(20)]
    assert len(tracker.update(frame(*everywhere), 0.2).faces) == 6
