"""The tag of a face: what it says, where it stands, and what it does not cover."""

import numpy as np
import pytest

from emotion.drawing import overlay
from emotion.drawing.overlay import UNSURE
from emotion.drawing.primitives import text_width
from emotion.drawing.score_bars import free
from emotion.labels import LABELS, rgb
from emotion.results import Box
from tests.support.drawings import GROUND, MIDDLE, changed, drawn, extent, face, grid, ground, letters, where


@pytest.mark.parametrize("top", [0, 1, 10, 200, 350, 360])
@pytest.mark.parametrize("left", [0, 1, 200, 500, 520])
@pytest.mark.parametrize("label", ["happy", "surprise"])
def test_tag_is_whole_at_every_edge(left, top, label):
    expected = letters(drawn(face(MIDDLE, label), scores=False))
    picture = drawn(face(Box(left, top, 120, 120), label), scores=False)
    found = letters(picture)
    assert found.sum() == expected.sum() > 150
    x0, y0, x1, y1 = extent(found)
    assert y0 >= 3
    assert 3 <= x0 < x1 <= 640 - 3
    assert not where(picture[y0 - 3 : y1, x0 - 3 : x1 + 3], (GROUND,) * 3).any()


@pytest.mark.parametrize(
    ("box", "place"), [(MIDDLE, "above"), (Box(250, 5, 120, 120), "inside"), (Box(250, 0, 120, 480), "inside")]
)
def test_tag_stands_above_the_box_or_in_it(box, place):
    _, top, _, bottom = extent(letters(drawn(face(box), scores=False)))
    assert bottom <= box.top if place == "above" else box.top <= top < bottom <= box.top + 30


@pytest.mark.parametrize("label", LABELS)
def test_letters_are_black_or_white_by_contrast(label):
    picture = drawn(face(MIDDLE, label), scores=False)
    ink = picture[letters(picture)].mean() < np.mean(rgb(label))
    assert ink == (label not in ("angry", "sad", "neutral"))  # these three are dark enough for white letters


def test_an_unsure_answer_has_a_colour_of_its_own():
    unsure = [drawn(face(MIDDLE, label, sure=False), scores=False) for label in ("happy", "sad")]
    assert not np.array_equal(*unsure), "they say what it may be"
    assert where(unsure[0], UNSURE).sum() > 500
    assert where(unsure[0], rgb("happy")).sum() == 0
    assert not np.array_equal(letters(unsure[0]), letters(drawn(face(MIDDLE), scores=False)))


def test_number_shows_only_beside_another_face():
    other = Box(20, 180, 120, 120)
    assert np.array_equal(drawn(face(MIDDLE, display_number=1)), drawn(face(MIDDLE, display_number=7)))
    first, second = (drawn(face(MIDDLE, display_number=number), face(other, display_number=3)) for number in (1, 7))
    left, _, right, bottom = extent(changed(first, second))
    assert MIDDLE.left <= left < right < MIDDLE.left + 20
    assert bottom <= MIDDLE.top


@pytest.mark.parametrize(
    "boxes",
    [
        [one.box for one in grid()],
        [Box(100, 100, 120, 120), Box(110, 100, 120, 120), Box(120, 100, 120, 120)],
    ],
    ids=["grid", "overlapping"],
)
def test_tags_of_neighbours_do_not_cover_each_other(boxes):
    unseen = face(Box(700, 0, 50, 50))  # so that a face drawn alone has its number too
    alone = [letters(drawn(face(box, display_number=8), unseen, scores=False)).sum() for box in boxes]
    together = drawn(*(face(box, display_number=8) for box in boxes), scores=False)
    assert letters(together).sum() == sum(alone)


@pytest.fixture
def written(monkeypatch):
    """Return a function that draws faces and returns their tags: each text with the box of its letters."""

    def tags(faces, width=1600, height=1200):
        found = []

        def note(canvas, text, left, baseline, cap_height, colour):
            found.append((text, Box(left, baseline - cap_height, text_width(text, cap_height), cap_height)))

        monkeypatch.setattr(overlay, "write", note)
        drawn(*faces, on=ground(height, width), scores=False)
        return found

    return tags


def row(step, sure=True, size=48):
    return [face(Box(400 + step * at, 400, size, size), sure=sure, display_number=at + 1) for at in range(3)]


@pytest.mark.parametrize(
    ("step", "sure", "expected"),
    [
        (200, True, "1 Happy 87 %"),
        (100, True, "1 Happy 87 %"),
        (66, True, "1 Happy"),
        (52, True, "1"),
        (200, False, "1 Perhaps happy"),
        (90, False, "1 Unsure"),
        (52, False, "1"),
        (10, True, "1 Happy 87 %"),  # faces upon each other: nothing that is shorter would stay off them
    ],
)
def test_a_tag_gets_shorter_the_nearer_the_next_face(written, step, sure, expected):
    assert written(row(step, sure))[0][0] == expected


def test_the_last_of_a_row_says_it_all(written):
    assert [text for text, _ in written(row(66))] == ["1 Happy", "2 Happy", "3 Happy 87 %"]


@pytest.mark.parametrize(("across", "down"), [(300, 200), (112, 140), (66, 92), (52, 80)])
def test_in_a_crowd_no_tag_covers_a_face_or_a_tag(written, across, down):
    faces = [
        face(
            Box(60 + across * column + across * (row % 2) // 2, 60 + down * row, 48, 48),
            LABELS[column],
            display_number=at,
        )
        for at, (row, column) in enumerate(((row, column) for row in range(4) for column in range(5)), 1)
    ]
    found = written(faces)
    assert [text.split()[0] for text, _ in found] == [str(number) for number in range(1, 21)]
    places = [place for _, place in found]
    assert all(free(place, [one.box for one in faces]) for place in places)
    assert all(free(place, [other for other in places if other is not place]) for place in places)
