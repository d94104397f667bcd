"""Who is who, and results over time, on made sequences."""

import pytest

from emotion.results import Box, FaceResult, FrameResult
from emotion.tracking import Tracker
from tests.support.fakes import face, frame
from tests.support.tracked import at_time, run, still


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
