"""How faces come to a camera, as training imitates it: turned heads, light from a side, glasses and masks."""

import dataclasses

import cv2
import numpy as np
import pytest

from training.data.augment import CAMERA, KINDS, TURNED, Ranges, augment, covered, lit, moved
from training.data.covers import with_glasses, with_mask

DRAWS = 300


@pytest.fixture
def grey() -> np.ndarray:
    return np.full((48, 48), 150, np.uint8)


def test_a_head_that_turns_has_one_half_narrower_than_the_other(random: np.random.Generator) -> None:
    face = np.zeros((96, 96), np.uint8)
    for column in (16, 48, 80):
        cv2.line(face, (column, 0), (column, 95), 255, 2)

    ratios = []
    for _ in range(DRAWS):
        turned = moved(face, Ranges(degrees=0, shift=0, zoom=0, yaw=30), random)
        lit_up = np.flatnonzero(turned[48] > 100)
        left, middle, right = (float(part.mean()) for part in np.split(lit_up, np.searchsorted(lit_up, [34, 62])))
        assert abs(middle - 48) <= 2, "the middle moved"
        ratios.append((middle - left) / (right - middle))
    assert 0.83 < min(ratios) < 0.9
    assert 1 / 0.9 < max(ratios) < 1 / 0.83
    assert np.mean(ratios) == pytest.approx(1, abs=0.05)


def test_light_from_a_side_leaves_the_mean_and_makes_one_side_lighter(
    grey: np.ndarray, random: np.random.Generator
) -> None:
    drawn = [lit(grey, Ranges(0, 0, 0, slope=0.5), random) for _ in range(DRAWS)]

    assert all(abs(float(face.mean()) - 150) < 1 for face in drawn)
    spreads = [float(np.ptp(face)) for face in drawn]
    assert min(spreads) < 20
    assert 140 < max(spreads) <= 150, "1.5 and half the light at two corners"
    corners = [np.argmax([face[0, 0], face[0, -1], face[-1, 0], face[-1, -1]]) for face in drawn]
    assert set(corners) == {0, 1, 2, 3}


def test_glasses_lie_on_the_eyes_and_a_mask_on_the_mouth(grey: np.ndarray, random: np.random.Generator) -> None:
    for _ in range(DRAWS):
        glasses, mask = with_glasses(grey, random) != 150, with_mask(grey, random) != 150
        assert glasses[15:20, 13:19].mean() > 0.8
        assert glasses[15:20, 29:35].mean() > 0.8
        assert not glasses[28:].any(), "glasses on the mouth"
        assert not mask[:20].any(), "a mask on the eyes"
        assert mask.sum() == 0 or mask[36:44, 16:32].all()
    assert (grey == 150).all(), "the face that was given is changed"


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
def test_chances_of_covers_are_kept(chance: float, random: np.random.Generator) -> None:
    face = np.random.default_rng(1).integers(0, 256, (48, 48)).astype(np.uint8)

    eyes = [(covered(face, chance, random) != face)[15:20, 13:19].any() for _ in range(DRAWS)]

    assert np.mean(eyes) == pytest.approx(chance, abs=0.1)


@pytest.mark.parametrize("kind", ["standard", "mild", "blog"])
def test_kinds_that_had_no_such_changes_draw_what_they_did(kind: str, random: np.random.Generator) -> None:
    same = np.random.default_rng()
    same.bit_generator.state = random.bit_generator.state
    ranges = KINDS[kind]
    assert ranges

    augment(np.zeros((48, 48), np.uint8), kind, 0, 0, random)

    draws = 1 + 2 + 1 + 1 + 2 + 2 * bool(ranges.brightness) + 2  # turn, zooms, shear, side, shifts, light, two chances
    same.random(draws)
    assert same.random() == random.random()


@pytest.mark.parametrize("kind", ["camera", "turned"])
def test_faces_as_they_come_are_all_different(kind: str, grey: np.ndarray, random: np.random.Generator) -> None:
    grey[20:30, 10:40] = 40
    assert len({augment(grey, kind, 0, 0, random).tobytes() for _ in range(100)}) == 100


def test_turned_faces_are_never_covered_and_else_as_a_camera_sees_them() -> None:
    assert CAMERA is KINDS["camera"]
    assert TURNED is KINDS["turned"]
    assert CAMERA.covers > 0
    assert dataclasses.replace(CAMERA, covers=0.0) == TURNED
