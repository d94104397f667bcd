"""Pictures that show the same photograph, of two splits: which ones count."""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from training.data.faceset import FaceSet
from training.data.near_duplicates import has_near_duplicate

Picture = npt.NDArray[np.uint8]


def picture(seed: int) -> Picture:
    """Return blobs, as smooth as a photograph."""
    coarse = np.random.default_rng(seed).integers(0, 256, (6, 6)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (48, 48), interpolation=cv2.INTER_CUBIC), np.uint8)


def cropped(face: Picture) -> Picture:
    return np.asarray(cv2.resize(face[1:-1, 1:-1], (48, 48)), np.uint8)


def stamped(face: Picture) -> Picture:
    copy = face.copy()
    copy[20:24, 10:30] = 255 - copy[20:24, 10:30] // 2
    return copy


def darker(face: Picture) -> Picture:
    return np.asarray(face // 2 + 10, np.uint8)


def mirrored(face: Picture) -> Picture:
    return face[:, ::-1]


def turned_over(face: Picture) -> Picture:
    return face[::-1]


def of(*pictures: tuple[Picture, str]) -> FaceSet:
    return FaceSet.of([(pixels, 0, split, str(index)) for index, (pixels, split) in enumerate(pictures)])


@pytest.mark.parametrize("copy", [np.array, cropped, stamped, darker, mirrored])
def test_the_same_photograph_in_another_split_counts(copy: Callable[[Picture], Picture]) -> None:
    data = of((picture(1), "train"), (picture(2), "train"), (picture(3), "public"), (copy(picture(2)), "public"))

    assert has_near_duplicate(data, "public").tolist() == [False, True]
    assert has_near_duplicate(data, "train").tolist() == [False, True]


def test_other_pictures_and_the_same_split_do_not_count() -> None:
    data = of((turned_over(picture(1)), "train"), (picture(1), "public"), (cropped(picture(1)), "public"))

    assert not has_near_duplicate(data, "public").any()


def test_blank_pictures_count_only_if_identical() -> None:
    noise = np.zeros((48, 48), np.uint8)
    noise[:8] = 1  # alike in all, but too faint to be a picture
    blanks = [noise + np.uint8(value) for value in (0, 0, 7)]
    data = of((blanks[0], "train"), (blanks[1], "public"), (blanks[2], "public"))

    assert has_near_duplicate(data, "public").tolist() == [True, False]


def test_no_face_is_an_ordinary_case() -> None:
    assert has_near_duplicate(FaceSet.of([]), "public").shape == (0,)
    assert has_near_duplicate(of((picture(1), "public")), "public").tolist() == [False]
