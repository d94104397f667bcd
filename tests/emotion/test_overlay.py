import numpy as np
import pytest

from emotion.drawing import DARK
from emotion.labels import LABELS, rgb
from emotion.overlay import UNSURE, draw
from emotion.readings import Box, FaceReading, FrameReading
from emotion.score_strip import TRACK

MIDDLE = Box(250, 180, 120, 120)
GROUND = 128  # of the pictures that are drawn on: no colour of the drawing


def face(box, label="happy", confidence=0.87, sure=True, number=1):
    rest = (1 - confidence) / 6
    return FaceReading(box, tuple(confidence if name == label else rest for name in LABELS), label, sure, number)


def ground(height=480, width=640, level=GROUND):
    return np.full((height, width, 3), level, np.uint8)


def drawn(*faces, on=None, scores=True):
    picture = ground() if on is None else on
    return draw(picture, FrameReading(picture.shape[1], picture.shape[0], faces), scores)


def where(picture, colour):
    """Mask of the pixels that have exactly this colour."""
    return (picture == np.array(colour)).all(axis=2)


def changed(one, other):
    return (one != other).any(axis=2)


def letters(picture):
    """Mask of a drawing's letters: on plain ground and without bars whatever has no colour of a box or tag."""
    plain = [(GROUND,) * 3, DARK, UNSURE, *map(rgb, LABELS)]
    return ~np.any([where(picture, colour) for colour in plain], axis=0)


def extent(mask):
    """Left, top, right and bottom of what a mask holds; the last two are exclusive."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def inside(mask, box):
    return mask[box.top : box.bottom, box.left : box.right]


def grid(size=88, number=None):
    """Return twelve faces in three rows over 640x480."""
    places = [(int((at % 4 + 0.5) * 160 - size / 2), int((at // 4 + 0.5) * 160 - size / 2)) for at in range(12)]
    return [
        face(Box(left, top, size, size), LABELS[at % 7], 0.9, number=number or at + 1)
        for at, (left, top) in enumerate(places)
    ]


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


def test_unsure_takes_the_place_of_the_label():
    unsure = [drawn(face(MIDDLE, label, sure=False), scores=False) for label in ("happy", "sad")]
    assert np.array_equal(*unsure)
    assert where(unsure[0], UNSURE).sum() > 500
    assert where(unsure[0], rgb("happy")).sum() == 0
    assert not np.array_equal(letters(unsure[0]), letters(drawn(face(MIDDLE), scores=False)))


def test_number_shows_only_beside_another_face():
    other = Box(20, 180, 120, 120)
    assert np.array_equal(drawn(face(MIDDLE, number=1)), drawn(face(MIDDLE, number=7)))
    first, second = (drawn(face(MIDDLE, number=number), face(other, number=3)) for number in (1, 7))
    left, _, right, bottom = extent(changed(first, second))
    assert MIDDLE.left <= left < right < MIDDLE.left + 20
    assert bottom <= MIDDLE.top


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
        reading = FaceReading(MIDDLE, tuple(values.get(label, rest) for label in LABELS), "happy", True, 1)
        return int(where(drawn(reading), rgb("sad")).any(axis=0).sum())

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


@pytest.mark.parametrize(
    "boxes",
    [
        [one.box for one in grid()],
        [Box(20 + 70 * (at % 4), 60 + 90 * (at // 4), 66, 66) for at in range(8)],
        [Box(100, 100, 120, 120), Box(110, 100, 120, 120), Box(120, 100, 120, 120)],
    ],
    ids=["grid", "close", "overlapping"],
)
def test_tags_of_neighbours_do_not_cover_each_other(boxes):
    unseen = face(Box(700, 0, 50, 50))  # so that a face drawn alone has its number too
    alone = [letters(drawn(face(box, number=8), unseen, scores=False)).sum() for box in boxes]
    together = drawn(*(face(box, number=8) for box in boxes), scores=False)
    assert letters(together).sum() == sum(alone)


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
