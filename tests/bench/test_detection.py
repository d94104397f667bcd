"""How the detectors' benchmark counts, and the faces that were marked for it."""

import json

import pytest

from bench.detection.clips import TRUTH
from bench.detection.scoring import Score, matched
from emotion.results import Box

LEFT, RIGHT = Box(100, 100, 80, 80), Box(400, 100, 60, 60)


def test_each_face_takes_one_detection_the_best_first() -> None:
    close, closer = Box(110, 100, 80, 80), Box(102, 100, 80, 80)

    assert matched({7: LEFT, 8: RIGHT}, [close, closer]) == {7: 1}
    assert matched({7: LEFT, 8: RIGHT}, [RIGHT, LEFT]) == {7: 1, 8: 0}


def test_what_is_found_missed_and_invented_is_counted() -> None:
    score = Score()
    score.add([LEFT, RIGHT], [], [LEFT, Box(300, 300, 50, 50)])
    score.add([], [], [])

    assert (score.faces, score.found, score.false, score.recall) == (2, 1, 1, 0.5)


def test_an_ignored_face_counts_neither_found_nor_false() -> None:
    score = Score()
    score.add([LEFT], [RIGHT], [RIGHT])

    assert (score.faces, score.found, score.false) == (1, 0, 0)


def test_scores_add_up() -> None:
    one, other = Score(2, 1, 0, [{1}]), Score(3, 3, 2, [{2, 3}])
    one.merge(other)

    assert one == Score(5, 4, 2, [{1}, {2, 3}])


def test_without_faces_nothing_was_missed() -> None:
    assert Score().recall == 1


MARKED = json.loads(TRUTH.read_text(encoding="utf-8"))["clips"]


def test_at_least_200_frames_were_marked() -> None:
    assert len(MARKED) == 5
    assert sum(len(clip["frames"]) for clip in MARKED.values()) >= 200


@pytest.mark.parametrize("name", MARKED)
def test_marked_faces_lie_in_their_frames_and_each_person_once(name: str) -> None:
    clip = MARKED[name]
    for index, faces in clip["frames"].items():
        assert 0 <= int(index) < clip["frame_count"]
        assert len({face["person"] for face in faces}) == len(faces)
        for face in faces:
            left, top, width, height = face["box"]
            assert 0 <= left < left + width <= clip["width"]
            assert 0 <= top < top + height <= clip["height"]
            assert set(face["flags"]) <= {"profile", "covered", "edge", "blurred", "unsure"}
