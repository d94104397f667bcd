"""Who is who, and results over time, on made sequences."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from emotion.answers import SMALLEST
from emotion.labels import LABELS
from emotion.quality import FaceQuality, Issue
from emotion.results import Box, FaceResult, FrameResult
from emotion.tracking import Tracker, TrackingSettings
from tests.support.fakes import face, frame

Scene = Callable[[float], Sequence[FaceResult]]


def run(scene: Scene, seconds: float, rate: float = 15, tracker: Tracker | None = None) -> list[FrameResult]:
    """Track a scene, a function of the time in seconds, at a frame rate."""
    tracker = tracker or Tracker()
    times = [index / rate for index in range(round(seconds * rate) + 1)]
    return [tracker.update(frame(*scene(at), at=at), at) for at in times]


def still(label: str = "happy", left: int = 100, size: int = 80) -> FaceResult:
    return face(Box(left, 100, size, size), label)


def at_time(shown: list[FrameResult], at: float) -> FrameResult:
    return min(shown, key=lambda result: abs(result.at - at))


@pytest.mark.parametrize("rate", [5, 10, 30])
def test_a_face_is_shown_once_it_was_seen_long_enough(rate: float) -> None:
    shown = run(lambda at: [still()], 1, rate)
    for result in shown:
        assert len(result.faces) == (result.at >= 0.15)


def test_a_face_found_for_a_moment_only_is_never_shown() -> None:
    shown = run(lambda at: [still()] if at < 0.1 or 0.5 < at < 0.6 else [], 1, 30)
    assert not any(result.faces for result in shown)


def test_a_face_is_gone_0_4_seconds_after_it_was_last_seen() -> None:
    shown = run(lambda at: [still()] if at <= 1 else [], 2, 30)
    assert at_time(shown, 1.36).faces
    assert not at_time(shown, 1.44).faces


def test_a_face_missed_in_some_frames_stays_who_it_is() -> None:
    shown = run(lambda at: [still()] if at < 0.5 or round(at * 15) % 4 == 0 else [], 3)
    assert all([face.track_id for face in result.faces] == [1] for result in shown if result.at > 0.5)


@pytest.mark.parametrize("pause", [0.5, 1.5])
def test_frames_that_never_came_take_no_face_away(pause: float) -> None:
    tracker = Tracker()
    run(lambda at: [still()], 1, tracker=tracker)
    (seen,) = tracker.update(frame(still(left=110)), 1 + pause).faces
    assert seen.track_id == 1


def test_after_a_long_stall_everything_begins_anew() -> None:
    tracker = Tracker()
    run(lambda at: [still()], 1, tracker=tracker)
    assert tracker.update(frame(still()), 4.0).faces == ()


def test_one_who_leaves_and_comes_back_is_somebody_new_with_the_free_number() -> None:
    shown = run(lambda at: [still()] if at < 1 or at > 2 else [], 3)
    first, last = at_time(shown, 0.9).faces[0], shown[-1].faces[0]
    assert (first.track_id, last.track_id) == (1, 2)
    assert (first.display_number, last.display_number) == (1, 1)


@pytest.mark.parametrize("rate", [10, 15, 30])
def test_two_faces_that_cross_keep_their_identities(rate: float) -> None:
    def scene(at: float) -> list[FaceResult]:
        ways = [("happy", 50 + 150 * at, 100), ("sad", 500 - 150 * at, 130)]
        return [face(Box(round(left), top, 80, 80), label) for label, left, top in ways]

    shown = run(scene, 3, rate)
    identities = {face.track_id: face.label for face in at_time(shown, 0.5).faces}
    assert sorted(identities.values()) == ["happy", "sad"]
    assert {face.track_id: face.label for face in shown[-1].faces} == identities


def test_one_hidden_while_two_cross_comes_back_as_itself() -> None:
    def scene(at: float) -> list[FaceResult]:
        front = face(Box(round(50 + 200 * at), 100, 80, 80), "happy")
        behind = face(Box(round(450 - 200 * at), 110, 80, 80), "sad")
        return [front] if 0.85 <= at <= 1.15 else [front, behind]

    shown = run(scene, 2)
    before, after = at_time(shown, 0.8), shown[-1]
    assert {face.track_id: face.label for face in after.faces} == {face.track_id: face.label for face in before.faces}


def test_the_same_scene_has_the_same_labels_at_10_and_at_30_frames_a_second() -> None:
    def scene(at: float) -> list[FaceResult]:
        label = "happy" if at < 2 else "surprise" if at < 2.2 else "happy" if at < 4 else "sad"
        return [still(label)]

    slow = {round(result.at, 3): result for result in run(scene, 6, 10)}
    fast = {round(result.at, 3): result for result in run(scene, 6, 30)}
    shared = sorted(set(slow) & set(fast))
    assert len(shared) > 50
    for at in shared:
        # The change itself is known to a tenth of a second only, at ten frames a second.
        if min(abs(at - change) for change in (0.15, 2.0, 2.2, 4.0, 4.3)) > 0.25:
            assert [face.label for face in slow[at].faces] == [face.label for face in fast[at].faces], at


def test_smoothing_follows_its_time_constant() -> None:
    tracker = Tracker(TrackingSettings(smoothing=0.5))
    run(lambda at: [face(confidence=1.0)], 1, 30, tracker)
    for index in range(1, 16):
        shown = tracker.update(frame(face(label="sad", confidence=1.0)), 1 + index / 30)
    happy, sad = (shown.faces[0].probabilities[LABELS.index(label)] for label in ("happy", "sad"))
    whole = math.log(1 / SMALLEST)  # between the best and a label that has nothing
    assert math.log(happy / sad) == pytest.approx(whole * (2 * math.exp(-1) - 1), abs=0.01)
    assert sum(shown.faces[0].probabilities) == pytest.approx(1)


def test_without_smoothing_each_frame_shows_its_own() -> None:
    tracker = Tracker(TrackingSettings(smoothing=0))
    run(lambda at: [still()], 1, tracker=tracker)
    (shown,) = tracker.update(frame(still("fear")), 1.05).faces
    assert shown.label == "fear"
    assert shown.probabilities == pytest.approx(still("fear").probabilities)


def test_a_label_changes_by_a_margin_only() -> None:
    tracker = Tracker(TrackingSettings(smoothing=0, threshold=0.3))
    run(lambda at: [face(label="happy", confidence=0.5)], 1, tracker=tracker)

    def answer(happy: float, sad: float, at: float) -> str:
        rest = (1 - happy - sad) / 5
        values = (rest, rest, rest, happy, sad, rest, rest)
        result = FaceResult(face().box, values, "sad", True, 1)
        return tracker.update(frame(result), at).faces[0].label

    assert answer(happy=0.40, sad=0.45, at=1.1) == "happy"
    assert answer(happy=0.35, sad=0.50, at=1.2) == "sad"
    assert answer(happy=0.45, sad=0.40, at=1.3) == "sad"


@pytest.mark.parametrize(("confidence", "sure"), [(0.7, True), (0.5, False)])
def test_under_the_threshold_of_the_card_a_face_is_unsure(confidence: float, sure: bool) -> None:
    tracker = Tracker(TrackingSettings(threshold=0.6))
    shown = run(lambda at: [face(confidence=confidence)], 1, tracker=tracker)
    assert shown[-1].faces[0].sure is sure


def test_an_empty_stream_is_an_ordinary_case() -> None:
    assert all(result.faces == () for result in run(lambda at: [], 1))


def test_twelve_faces_keep_their_numbers() -> None:
    def scene(at: float) -> list[FaceResult]:
        places = [(column * 150 + 10, row * 150 + 10) for row in range(3) for column in range(4)]
        shift = round(10 * (at * 7 % 1))
        faces = [
            face(Box(left + shift, top, 90, 90), display_number=index) for index, (left, top) in enumerate(places, 1)
        ]
        return faces if int(at * 15) % 2 else faces[::-1]

    shown = run(scene, 2)
    assert [face.display_number for face in shown[-1].faces] == list(range(1, 13))
    for face_ in shown[-1].faces:
        (early,) = [other for other in at_time(shown, 0.5).faces if other.display_number == face_.display_number]
        assert early.track_id == face_.track_id
        assert early.box.iou(face_.box) > 0.5


def test_a_stream_that_changes_its_size_keeps_its_faces() -> None:
    tracker = Tracker()
    run(lambda at: [face(Box(400, 200, 100, 100))], 1, tracker=tracker)
    half = frame(face(Box(200, 100, 50, 50)), width=320, height=240)
    (shown,) = tracker.update(half, 1.1).faces
    assert shown.track_id == 1
    assert shown.box.iou(Box(200, 100, 50, 50)) > 0.8


def test_time_that_steps_back_begins_anew() -> None:
    tracker = Tracker()
    run(lambda at: [still()], 1, tracker=tracker)
    assert tracker.update(frame(still()), 0.2).faces == ()


def test_in_another_scene_nobody_is_who_was_there_and_no_box_stays() -> None:
    tracker = Tracker()
    before = run(lambda at: [still(), still(left=400)], 1, tracker=tracker)[-1]
    result = FrameResult(640, 480, (still(),))

    assert tracker.update(FrameResult(640, 480, ()), 1.0).faces == before.faces, "one missed frame takes nobody away"
    assert tracker.update(result, 1.1, another_scene=True).faces == ()
    (face,) = tracker.update(result, 1.3).faces
    assert (face.display_number, face.track_id) == (1, 3)


@pytest.mark.parametrize("box", [Box(0, 0, 80, 80), Box(560, 400, 80, 80), Box(0, 0, 640, 480), Box(639, 479, 1, 1)])
def test_boxes_stay_inside_the_frame(box: Box) -> None:
    (shown,) = run(lambda at: [face(box)], 1)[-1].faces
    assert shown.box == box


def turned(yaw: float = 60) -> FaceResult:
    return replace(still(), quality=FaceQuality(yaw, 0, 0.9, (Issue.TURNED_AWAY,)))


def test_an_issue_comes_and_goes_within_a_second_and_takes_the_answer_with_it() -> None:
    shown = run(lambda at: [turned() if 1 <= at < 3 else still()], 5)
    issues = [(result.at, bool(face.quality.issues), face.sure) for result in shown for face in result.faces]
    assert all(sure is not there for _, there, sure in issues)
    there = [at for at, there, _ in issues if there]
    assert 1.2 < min(there) < 1.6
    assert 3.2 < max(there) < 3.6
    assert len(there) == sum(min(there) <= at <= max(there) for at, _, _ in issues), "without a break"


@pytest.mark.parametrize("every", [2, 3, 4])
def test_an_issue_of_some_frames_does_not_flicker(every: int) -> None:
    shown = run(lambda at: [turned() if round(at * 15) % every == 1 else still()], 4)
    seen = [bool(face.quality.issues) for result in shown for face in result.faces]
    assert sum(one is not other for one, other in pairwise(seen)) <= 1


def test_a_face_that_begins_with_an_issue_has_it_at_once() -> None:
    shown = [result.faces[0] for result in run(lambda at: [turned()], 1) if result.faces]
    assert {face.quality.issues for face in shown} == {(Issue.TURNED_AWAY,)}
    assert not any(face.sure for face in shown)


def test_turn_and_score_are_those_last_seen() -> None:
    shown = run(lambda at: [turned(yaw=round(30 * at))] if at <= 2 else [], 2.2, 10)
    (face,) = at_time(shown, 1).faces
    assert (face.quality.yaw, face.quality.score) == (30, 0.9)
    (face,) = shown[-1].faces
    assert face.quality.yaw == 60


def test_it_is_too_dark_steadily_and_only_without_a_face() -> None:
    tracker, times = Tracker(), [index / 10 for index in range(40)]
    shown = [
        tracker.update(replace(frame(at=at), too_dark=at >= 1 and round(at * 10) % 5 != 0), at).too_dark for at in times
    ]
    assert [one is not other for one, other in pairwise(shown)].count(True) == 1
    assert shown[-1]
    assert tracker.update(replace(frame(), too_dark=True), 10).too_dark, "at once, where everything begins anew"
    tracker.update(frame(still()), 10.1)
    assert not tracker.update(replace(frame(still()), too_dark=False), 10.3).too_dark
