"""What picture and page say of a stream comes from one place, however often either asks."""

from dataclasses import replace

import pytest

from emotion.live.publication import HELD, LATEST, UPDATE, Publication
from emotion.results import Box, FrameResult
from tests.support.fakes import frame, tracked

FIRST, MOVED = Box(10, 10, 50, 50), Box(20, 10, 50, 50)


def read(label: str, box: Box = FIRST, track_id: int = 1) -> FrameResult:
    return frame(tracked(track_id, box, label))


def label(result: FrameResult | None) -> str:
    assert result
    return result.faces[0].label


def test_nothing_is_published_before_the_first_frame() -> None:
    assert Publication().ask(0.0) is None


def test_words_change_in_the_picture_after_the_page_asked_and_reach_the_page_with_its_next_question() -> None:
    publication = Publication()
    publication.answered(read("happy"), 0.0)
    assert label(publication.ask(0.1)) == "happy"
    assert label(publication.answered(read("sad"), 0.1 + HELD / 2)) == "happy", "not at once"
    assert label(publication.answered(read("sad"), 0.101 + HELD)) == "sad", (
        "the first frame a moment after the question"
    )
    assert label(publication.answered(read("fear"), 0.25)) == "sad", "the words stay until the next question"
    assert label(publication.ask(0.1 + UPDATE)) == "sad"
    assert label(publication.answered(read("fear"), 0.1 + UPDATE + HELD + 0.01)) == "fear"


def test_the_box_is_the_newest_and_all_else_is_published() -> None:
    publication = Publication()
    first = read("happy")
    publication.answered(first, 0.0)
    publication.ask(0.0)
    publication.answered(first, 0.01)
    (face,) = publication.answered(read("sad", MOVED), 0.05).faces
    assert face == replace(first.faces[0], box=MOVED)


def test_somebody_new_is_shown_with_the_newest_answer_and_who_left_is_not() -> None:
    publication = Publication()
    publication.answered(read("happy"), 0.0)
    publication.ask(0.0)
    publication.answered(read("happy"), 0.01)
    (face,) = publication.answered(read("sad", track_id=2), 0.05).faces
    assert (face.track_id, face.label) == (2, "sad")
    assert publication.answered(frame(), 0.1).faces == ()


@pytest.mark.parametrize(("late", "expected"), [(LATEST, "happy"), (LATEST + 0.01, "sad")])
def test_a_page_that_is_late_is_waited_for_but_not_for_ever(late: float, expected: str) -> None:
    publication = Publication()
    publication.answered(read("happy"), 0.0)
    publication.ask(0.0)
    publication.answered(read("happy"), HELD)
    assert label(publication.answered(read("sad"), late)) == expected


def test_without_a_page_the_picture_shows_the_newest() -> None:
    publication = Publication()
    for index, said in enumerate(("happy", "sad", "fear")):
        assert label(publication.answered(read(said), index / 15)) == said


def test_a_page_that_asks_often_gets_new_words_too() -> None:
    publication = Publication()
    publication.answered(read("happy"), 0.0)
    for index in range(20):
        publication.ask(index * HELD / 2)
        publication.answered(read("sad"), index * HELD / 2 + 0.01)
    assert label(publication.ask(10 * HELD)) == "sad"
