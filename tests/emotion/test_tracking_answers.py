"""What a tracker says of faces over time: their labels, whether they are sure, and why they cannot be read."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from emotion.answers import SMALLEST
from emotion.labels import LABELS
from emotion.quality import FaceQuality, Issue
from emotion.results import FaceResult
from emotion.tracking import Tracker, TrackingSettings
from tests.support.fakes import face, frame
from tests.support.tracked import at_time, run, still


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
