"""Faces come back from the video in their places, with their greys, however many there are."""

import numpy as np
import pytest

from training.data.vp8 import COLUMNS, ROWS, face_as_vp8, sent_as_vp8


def plain(greys: list[int]) -> np.ndarray:
    return np.repeat(np.array(greys, np.uint8), 48 * 48).reshape(-1, 48, 48)


def test_each_face_comes_back_to_its_own_place() -> None:
    greys = [index % 11 * 20 + 20 for index in range(COLUMNS * ROWS + 3)]  # one picture and three faces

    received = sent_as_vp8(plain(greys), 4)

    np.testing.assert_allclose(received.mean(axis=(1, 2)), greys, atol=3)


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_black_and_white_survive_the_limited_range(grey: int) -> None:
    np.testing.assert_allclose(sent_as_vp8(plain([grey]), 0), grey, atol=2)


@pytest.mark.parametrize("quantiser", [4, 40])
def test_one_face_alone_is_as_one_of_many(quantiser: int) -> None:
    faces = np.random.default_rng(1).integers(60, 200, (3, 6, 6)).astype(np.uint8).repeat(8, 1).repeat(8, 2)

    alone = face_as_vp8(faces[1], quantiser)

    assert (alone.shape, alone.dtype) == ((48, 48), np.uint8)
    lost, lost_together = (
        np.abs(one.astype(float) - faces[1]).mean() for one in (alone, sent_as_vp8(faces, quantiser)[1])
    )
    assert lost == pytest.approx(lost_together, rel=0.3)
    assert not np.array_equal(alone, faces[1])


def test_a_coarser_quantiser_loses_more() -> None:
    face = np.random.default_rng(1).integers(60, 200, (1, 48, 48)).astype(np.uint8)

    errors = [np.abs(sent_as_vp8(face, level).astype(float) - face).mean() for level in (0, 28, 63)]

    assert errors[0] < 2 < errors[1] < errors[2]
