"""An occlusion map over its face: one hue, where covering matters."""

import numpy as np
import pytest

from emotion.drawing.occlusion import DENSEST, HUE, LEAST_SCALE, draw_occlusion, scale_of


def falls(row: int, column: int, value: float) -> np.ndarray:
    made = np.zeros((7, 7), np.float32)
    made[row, column] = value
    return made


@pytest.mark.parametrize("shape", [(48, 48), (64, 64, 3), (60, 100, 3)])
def test_the_patch_that_matters_gets_the_hue_and_the_others_stay_grey(shape: tuple[int, ...]) -> None:
    drawn = draw_occlusion(np.full(shape, 200, np.uint8), falls(0, 6, 0.5), 210)

    assert drawn.shape == (210, 210, 3)
    assert drawn.dtype == np.uint8
    hued = np.round(200 * (1 - DENSEST) + np.array(HUE) * DENSEST)
    assert (drawn[:30, 180:] == hued).all()
    assert (drawn[30:] == 200).all()
    assert (drawn[:, :180] == 200).all()


def test_half_the_fall_gets_half_the_hue_and_a_rise_none() -> None:
    given = falls(0, 0, 0.8) + falls(3, 3, 0.4) + falls(6, 6, -0.8)

    drawn = draw_occlusion(np.full((48, 48), 100, np.uint8), given, 70).astype(int)

    change = drawn[..., 2] - 100
    assert change[35, 35] == pytest.approx(change[0, 0] / 2, abs=1)
    assert change[69, 69] == 0


def test_noise_gets_no_full_hue() -> None:
    assert scale_of(falls(0, 0, 0.01)) == LEAST_SCALE
    assert scale_of(falls(0, 0, -0.5)) == LEAST_SCALE
    assert scale_of(falls(0, 0, 0.5)) == 0.5
    faint = draw_occlusion(np.full((48, 48), 100, np.uint8), falls(0, 0, 0.01), 70)
    assert faint[0, 0, 2] - 100 < 10


def test_the_crop_stays_as_it_is() -> None:
    crop = np.full((48, 48), 100, np.uint8)
    draw_occlusion(crop, falls(0, 0, 0.5), 70)
    assert (crop == 100).all()
