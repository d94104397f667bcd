"""The seven small bars beside a face."""

import numpy as np
import pytest

from emotion.drawing.score_bars import TRACK
from emotion.labels import LABELS, rgb
from emotion.results import Box, FaceResult
from tests.support.drawings import MIDDLE, changed, drawn, extent, face, grid, ground, inside, where


@pytest.mark.parametrize(
    ("box", "side"),
    [
        (MIDDLE, "right"),
        (Box(0, 0, 120, 120), "right"),
        (Box(520, 0, 120, 120), "left"),
        (Box(520, 360, 120, 120), "left"),
        (Box(40, 40, 560, 200), "below"),
        (Box(0, 0, 640, 480), "inside"),
    ],
)
def test_bars_stand_where_there_is_room(box, side):
    bars = changed(drawn(face(box)), drawn(face(box), scores=False))
    left, top, right, bottom = extent(bars)
    assert right - left < 110
    assert bottom - top < 125
    assert {
        "right": left >= box.right,
        "left": right <= box.left,
        "below": top >= box.bottom,
        "inside": inside(bars, box).sum() == bars.sum(),
    }[side]


def test_bars_are_as_long_as_the_probabilities():
    def length(probability):
        rest = (0.5 - probability) / 5
        values = {"happy": 0.5, "sad": probability}
        result = FaceResult(MIDDLE, tuple(values.get(label, rest) for label in LABELS), "happy", True, 1)
        return int(where(drawn(result), rgb("sad")).any(axis=0).sum())

    assert length(0.0) == 0
    assert length(0.2) > 5
    assert length(0.4) == pytest.approx(2 * length(0.2), abs=1)


def test_a_bar_at_probability_one_fills_its_row():
    picture = drawn(face(MIDDLE, confidence=1.0))[MIDDLE.top :, MIDDLE.right + 2 :]
    full, empty = (where(picture, colour).any(axis=1) for colour in (rgb("happy"), TRACK))
    assert full.sum() > 3
    assert empty.sum() == 6 * full.sum()
    assert not (full & empty).any()


def test_bars_do_not_cover_a_tag_in_the_box():
    wide = face(Box(90, 2, 60, 60), "surprise")
    plain = drawn(wide, on=ground(120, 160), scores=False)
    bars = changed(drawn(wide, on=ground(120, 160)), plain)
    assert bars.any()
    assert not (bars & changed(plain, ground(120, 160))).any()


def test_bars_of_two_faces_do_not_cover_each_other():
    one, other = face(Box(270, 180, 120, 120)), face(Box(520, 180, 120, 120))
    panels = [changed(drawn(*faces), drawn(*faces, scores=False)).sum() for faces in ([one], [one, other])]
    assert panels[1] == 2 * panels[0]


def test_bars_let_the_picture_shine_through():
    dark, light = (drawn(face(MIDDLE), on=ground(level=level)) for level in (0, 255))
    bars = changed(drawn(face(MIDDLE)), drawn(face(MIDDLE), scores=False))
    assert light[bars].max(axis=1).min() > dark[bars].max(axis=1).min()
    assert np.median(light[bars]) < 100


def test_bars_are_left_out_beside_a_face_too_small_for_them():
    small = face(Box(300, 200, 40, 40))
    assert np.array_equal(drawn(small), drawn(small, scores=False))


def test_twelve_faces_keep_their_faces_and_tags_free_of_bars():
    faces = grid()
    picture, plain = drawn(*faces), drawn(*faces, scores=False)
    bars = changed(picture, plain)
    assert bars.sum() > 9 * 60 * 60
    assert not (bars & changed(plain, ground())).any()
    assert not any(inside(bars, one.box).any() for one in faces)
