"""Faces come back from the video in their places, with their greys, however many there are."""

import numpy as np
import pytest

from training.evaluation.vp8 import COLUMNS, ROWS, sent_as_vp8


def plain(greys: list[int]) -> np.ndarray:
    return np.repeat(np.array(greys, np.uint8), 48 * 48).reshape(-1, 48, 48)


def test_each_face_comes_back_to_its_own_place() -> None:
    greys = [index % 11 * 20 + 20 for index in range(COLUMNS * ROWS + 3)]  # one picture and three faces

    received = sent_as_vp8(plain(greys), 4)

    np.testing.assert_allclose(received.mean(axis=(1, 2)), greys, atol=3)


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_black_and_white_survive_the_limited_range(grey: int) -> None:
    np.testing.assert_allclose(sent_as_vp8(plain([grey]), 0), grey, atol=2)


def test_a_coarser_quantiser_loses_more() -> None:
    face = np.random.default_rng(1).integers(60, 200, (1, 48, 48)).astype(np.uint8)

    errors = [np.abs(sent_as_vp8(face, level).astype(float) - face).mean() for level in (0, 28, 63)]

    assert errors[0] < 2 < errors[1] < errors[2]
