"""A reading drawn over its picture: the picture given, the boxes, frames of every size."""

import numpy as np
import pytest

from emotion.drawing.primitives import DARK
from emotion.labels import LABELS, rgb
from emotion.results import Box
from tests.support.drawings import GROUND, MIDDLE, changed, drawn, extent, face, ground, inside, where


@pytest.mark.parametrize("faces", [(), (face(MIDDLE),)], ids=["no face", "a face"])
def test_the_picture_given_stays_as_it_is(astronaut, faces):
    before = astronaut.copy()
    astronaut.flags.writeable = False
    result = drawn(*faces, on=astronaut)
    assert not np.shares_memory(result, astronaut)
    assert np.array_equal(astronaut, before)
    assert result.flags.writeable
    assert np.array_equal(result, before) == (not faces)


def test_a_mirrored_view_is_drawn_on_as_its_copy(astronaut):
    view = astronaut[:, ::-1]
    assert np.array_equal(drawn(face(MIDDLE), on=view), drawn(face(MIDDLE), on=view.copy()))


@pytest.mark.parametrize("level", [0, GROUND, 255])
@pytest.mark.parametrize("label", LABELS)
def test_box_has_the_colour_of_its_label_between_dark_lines(label, level):
    picture = drawn(face(MIDDLE, label), on=ground(level=level), scores=False)
    row, column = MIDDLE.top + 60, MIDDLE.left + 60
    edge = [(row, MIDDLE.left), (row, MIDDLE.right - 1), (MIDDLE.bottom - 1, column)]
    around = [(row, MIDDLE.left - 1), (row, MIDDLE.right), (MIDDLE.bottom, column), (row, MIDDLE.left + 2)]
    assert [tuple(picture[place]) for place in edge] == [rgb(label)] * 3
    assert [tuple(picture[place]) for place in around] == [DARK] * 4
    assert (picture[row - 20 : row + 20, column - 20 : column + 20] == level).all()


def test_lines_of_a_box_at_the_edge_stay_in_the_picture():
    corner = drawn(face(Box(0, 0, 300, 120)), scores=False)
    assert [tuple(corner[row, 250]) for row in range(4)] == [rgb("happy"), rgb("happy"), DARK, (GROUND,) * 3]
    assert [tuple(corner[100, column]) for column in range(4)] == [rgb("happy"), rgb("happy"), DARK, (GROUND,) * 3]


@pytest.mark.parametrize(("scores", "right"), [(False, 30), (True, 130)])
def test_nothing_is_drawn_far_from_the_face(scores, right):
    left, top, end, bottom = extent(changed(drawn(face(MIDDLE), scores=scores), ground()))
    assert left == MIDDLE.left - 1
    assert MIDDLE.top - 30 <= top < MIDDLE.top - 15
    assert MIDDLE.right + 1 <= end <= MIDDLE.right + right
    assert MIDDLE.bottom + 1 <= bottom <= MIDDLE.bottom + 20


@pytest.mark.parametrize("level", [0, 255])
@pytest.mark.parametrize(
    "size", [(1, 1), (2, 3), (16, 16), (120, 160), (30, 640), (640, 30), (1080, 1920), (2160, 3840)]
)
def test_frames_of_every_size(size, level):
    height, width = size
    box = Box(width // 4, height // 4, max(1, width // 2), max(1, height // 2))
    picture = drawn(face(box), on=ground(height, width, level))
    assert picture.shape == (height, width, 3)
    assert tuple(picture[box.bottom - 1, box.left]) == rgb("happy")


def test_an_empty_picture_stays_empty():
    assert drawn(face(MIDDLE), on=ground(0, 0)).shape == (0, 0, 3)


def test_drawing_grows_with_the_frame():
    def sizes(scale):
        picture = drawn(
            face(Box(200 * scale, 150 * scale, 240 * scale, 240 * scale)), on=ground(480 * scale, 640 * scale)
        )
        bars = where(picture, rgb("happy"))[:, 445 * scale :]
        _, top, _, _ = extent(where(picture, rgb("happy")))
        line = where(picture, rgb("happy"))[270 * scale :, 320 * scale]
        return bars.any(axis=0).sum(), 150 * scale - top, line.sum()

    bar, tag, line = sizes(1)
    assert sizes(4) == tuple(pytest.approx(4 * size, rel=0.25) for size in (bar, tag, line))


@pytest.mark.parametrize("box", [Box(600, 440, 300, 300), Box(-60, -60, 200, 200), Box(-50, -50, 800, 700)])
def test_a_box_over_the_edge_is_cut_off(box):
    left, top = max(0, box.left), max(0, box.top)
    right, bottom = min(640, box.right), min(480, box.bottom)
    cut = Box(left, top, right - left, bottom - top)
    assert np.array_equal(drawn(face(box)), drawn(face(cut)))


@pytest.mark.parametrize("box", [Box(640, 0, 50, 50), Box(0, 480, 50, 50), Box(-50, 0, 50, 50), Box(0, -90, 50, 90)])
def test_a_box_outside_draws_nothing(box):
    assert np.array_equal(drawn(face(box)), ground())


def test_a_small_face_in_a_large_picture_stays_seen():
    box = Box(800, 600, 48, 48)
    picture = ground(1200, 1600)
    covered = inside(changed(drawn(face(box), on=picture, scores=False), picture), box)
    assert 0.1 < covered.mean() < 0.25
