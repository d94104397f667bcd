"""What a card says of its picture."""

from dataclasses import replace

from emotion.quality import FaceQuality, Issue
from emotion.web.photo.cards import answers
from tests.support.fakes import face, frame


def test_a_card_has_the_answer_of_each_face_in_words() -> None:
    happy, perhaps = face(label="happy"), face(label="fear", sure=False)
    poor = replace(face(label="sad", sure=False), quality=FaceQuality(issues=(Issue.TOO_DARK,)))

    html = answers(frame(happy, perhaps, poor))

    assert 'title="Happy, Perhaps afraid, Unsure"' in html
    assert html.count("<span") == 3
    assert html.count('class="unsure"') == 2
    assert "var(--mien-happy)" in html
    assert "var(--mien-fear)" not in html, "an unsure answer has no label's colour"


def test_a_card_of_a_picture_without_a_face_says_so() -> None:
    assert answers(frame()) == '<p class="mien-card-answers" title="No face found">No face found</p>'
