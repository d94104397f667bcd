"""What training does to faces: each change within its range, drawn anew each time, never the face it was given."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest

from training.data.augment import BLOG, CORRUPTIONS, STANDARD, Ranges, augment, corrupted, erased, lit, moved

STILL = Ranges(degrees=0, shift=0, zoom=0)
DRAWS = 300


@pytest.fixture
def spot() -> np.ndarray:
    """A bright spot on grey, left of and above the middle."""
    face = np.full((48, 48), 60, np.uint8)
    cv2.circle(face, (16, 18), 3, 250, -1)
    return face


def centre(face: np.ndarray) -> tuple[float, float]:
    """Return where the bright spot is, x and y in pixels."""
    rows, columns = np.nonzero(face > 160)
    return float(columns.mean()), float(rows.mean())


def size(face: np.ndarray) -> int:
    return int((face > 160).sum())


def test_without_changes_a_face_is_mirrored_half_of_the_time(spot: np.ndarray, random: np.random.Generator) -> None:
    drawn = [moved(spot, STILL, random) for _ in range(DRAWS)]

    mirrored = [np.array_equal(face, spot[:, ::-1]) for face in drawn]
    assert all(same or np.array_equal(face, spot) for same, face in zip(mirrored, drawn, strict=True))
    assert 0.4 < np.mean(mirrored) < 0.6


@pytest.mark.parametrize(
    ("ranges", "furthest"),
    [
        (Ranges(degrees=0, shift=0.1, zoom=0), 4.8),
        (Ranges(degrees=20, shift=0, zoom=0), 2 * np.hypot(7.5, 5.5) * np.sin(np.radians(10))),
        (Ranges(degrees=0, shift=0, zoom=0.2), 0.2 * 7.5),
        (Ranges(degrees=0, shift=0, zoom=0, shear=0.3), 0.3 * 5.5),
    ],
    ids=["shift", "turn", "zoom", "shear"],
)
def test_a_move_goes_as_far_as_its_range_and_no_further(
    ranges: Ranges, furthest: float, spot: np.ndarray, random: np.random.Generator
) -> None:
    x, y = centre(spot)
    away = []
    for _ in range(DRAWS):
        column, row = centre(moved(spot, ranges, random))
        column = min(column, 47 - column, key=lambda value: abs(value - x))  # as if it were not mirrored
        away.append((abs(column - x), abs(row - y)))
    farthest = np.max(away, axis=0)

    assert farthest.max() == pytest.approx(furthest, rel=0.2, abs=0.3)


def test_height_and_width_zoom_together_unless_stretched(random: np.random.Generator) -> None:
    face = np.zeros((48, 48), np.uint8)
    face[14:34, 14:34] = 255

    def ratios(stretch: bool) -> list[float]:
        ranges = Ranges(degrees=0, shift=0, zoom=0.3, stretch=stretch)
        drawn = [moved(face, ranges, random) for _ in range(DRAWS)]
        return [float((one[:, 24] > 128).sum() / (one[24] > 128).sum()) for one in drawn]

    assert np.ptp(ratios(False)) < 0.15
    assert np.ptp(ratios(True)) > 0.4


def test_what_a_move_uncovers_repeats_the_edge(random: np.random.Generator) -> None:
    grey = np.full((48, 48), 90, np.uint8)

    for ranges in (STANDARD, BLOG):
        assert {int(value) for _ in range(50) for value in np.unique(moved(grey, ranges, random))} == {90}


def test_light_changes_contrast_about_the_mean_and_then_brightness(random: np.random.Generator) -> None:
    face = np.tile(np.array([[100], [140]], np.uint8), (24, 48))
    contrast = [np.ptp(lit(face, Ranges(0, 0, 0, contrast=0.5), random).astype(int)) for _ in range(DRAWS)]
    level = [lit(face, Ranges(0, 0, 0, brightness=0.2), random).mean() for _ in range(DRAWS)]

    assert 20 <= min(contrast) < 24
    assert 56 < max(contrast) <= 60
    assert 120 - 51 - 1 <= min(level) < 75
    assert 165 < max(level) <= 120 + 51 + 1


def test_an_erased_part_is_one_grey_rectangle_of_2_to_15_per_cent(random: np.random.Generator) -> None:
    white = np.full((48, 48), 255, np.uint8)

    for _ in range(DRAWS):
        hidden = erased(white, random) == 128
        rows, columns = np.flatnonzero(hidden.any(1)), np.flatnonzero(hidden.any(0))
        assert hidden[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()
        assert 0.01 < hidden.mean() < 0.17


@pytest.mark.parametrize(("corrupt", "strengths"), CORRUPTIONS, ids=[one.__name__ for one, _ in CORRUPTIONS])
def test_each_corruption_changes_a_face_and_keeps_its_form(
    corrupt: Callable[..., np.ndarray],
    strengths: Callable[[np.random.Generator], tuple[Any, ...]],
    random: np.random.Generator,
) -> None:
    face = np.random.default_rng(1).integers(0, 256, (48, 48)).astype(np.uint8)
    before = face.copy()

    drawn = [corrupt(face[None], *strengths(random))[0] for _ in range(20)]

    np.testing.assert_array_equal(face, before)
    for one in drawn:
        assert (one.shape, one.dtype) == ((48, 48), np.uint8)
        assert not np.array_equal(one, face)
    assert len({one.tobytes() for one in drawn}) > 10


def test_a_corrupted_face_has_one_or_two_corruptions_in_their_order(
    monkeypatch: pytest.MonkeyPatch, random: np.random.Generator
) -> None:
    def marks(number: int) -> tuple[object, object]:
        return (lambda faces: np.append(faces[0], np.uint8(number))[None]), (lambda random: ())

    monkeypatch.setattr("training.data.augment.CORRUPTIONS", tuple(marks(number) for number in range(5)))
    drawn = [tuple(corrupted(np.empty(0, np.uint8), random).tolist()) for _ in range(DRAWS)]

    assert {len(one) for one in drawn} == {1, 2}
    assert all(list(one) == sorted(set(one)) for one in drawn)
    assert {number for one in drawn for number in one} == set(range(5))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("setting", ["corruption", "vp8", "cutout"])
def test_chances_are_kept(setting: str, share: float, random: np.random.Generator) -> None:
    face = np.random.default_rng(1).integers(0, 256, (48, 48)).astype(np.uint8)
    chances = {"corruption": 0.0, "vp8": 0.0, "cutout": 0.0, setting: share}

    changed = [not np.array_equal(augment(face, "none", random=random, **chances), face) for _ in range(DRAWS)]

    assert np.mean(changed) == pytest.approx(share, abs=0.1)


def test_settings_without_vp8_draw_what_they_did_before_there_was_one(random: np.random.Generator) -> None:
    same = np.random.default_rng()
    same.bit_generator.state = random.bit_generator.state

    augment(np.zeros((48, 48), np.uint8), "none", 0, 0, random)

    for _ in ("corruption", "cutout"):
        same.random()
    assert same.random() == random.random()


@pytest.mark.parametrize(("kind", "away", "lit_anew"), [("standard", 10.0, True), ("mild", 5.5, False)])
def test_kinds_differ_in_how_far_they_move_and_in_light(
    kind: str, away: float, lit_anew: bool, spot: np.ndarray, random: np.random.Generator
) -> None:
    drawn = [augment(spot, kind, 0, 0, random) for _ in range(DRAWS)]

    found = [centre(np.where(face > np.median(face) + 60, 250, 60)) for face in drawn]
    distances = [min(np.hypot(x - 16, y - 18), np.hypot(x - 31, y - 18)) for x, y in found]
    assert away * 0.6 < max(distances) < away
    assert any(np.median(face) != 60 for face in drawn) is lit_anew
