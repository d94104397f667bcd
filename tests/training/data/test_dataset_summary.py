"""Counts, exact duplicates and blank faces on five pictures that can be counted by hand."""

import numpy as np
import pytest

from emotion.labels import COLOURS, LABELS
from training.data.contact_sheet import contact_sheet
from training.data.dataset_summary import blank, describe, has_exact_duplicate, identical, picture_numbers
from training.data.faceset import FaceSet, Row


def picture(value: int) -> np.ndarray:
    face = np.full((48, 48), 9, np.uint8)  # so that 9 gives one grey all over
    face[:24] = value
    return face


def faces(*rows: tuple[int, int, str]) -> FaceSet:
    made: list[Row] = [
        (picture(value), label, split, f"row {index}") for index, (value, label, split) in enumerate(rows)
    ]
    return FaceSet.of(made, ["row 9: broken"] * 12)


SET = faces((1, 0, "train"), (1, 0, "train"), (2, 3, "train"), (1, 3, "public"), (9, 6, "private"), (2, 6, "private"))


def test_counts_name_every_split_and_label() -> None:
    counts = SET.counts()

    assert counts["train"] == dict.fromkeys(LABELS, 0) | {"angry": 2, "happy": 1}
    assert counts["public"] == dict.fromkeys(LABELS, 0) | {"happy": 1}
    assert counts["private"] == dict.fromkeys(LABELS, 0) | {"neutral": 2}


def test_identical_faces_are_counted_within_and_across() -> None:
    assert {pair: count for pair, count in identical(SET).items() if count} == {
        ("train", "train"): 1,
        ("train", "public"): 2,
        ("train", "private"): 1,
        ("public", "train"): 1,
        ("private", "train"): 1,
    }


def test_an_exact_duplicate_lies_in_another_split() -> None:
    assert has_exact_duplicate(SET).tolist() == [True, True, True, True, False, True]
    assert has_exact_duplicate(faces((1, 0, "train"), (1, 0, "train"))).tolist() == [False, False]


def test_pictures_that_differ_in_one_pixel_have_different_numbers() -> None:
    numbers = picture_numbers(np.stack([picture(1), picture(2), picture(1)]))

    assert numbers[0] == numbers[2] != numbers[1]


def test_blank_faces_have_one_value_but_for_noise() -> None:
    assert blank(SET.pixels).tolist() == [False] * 4 + [True, False]
    noisy = np.full((2, 48, 48), 200, np.uint8)
    noisy[0, ::4] += 1
    noisy[1, ::4] += 5
    assert blank(noisy).tolist() == [True, False]


@pytest.mark.parametrize(
    "use", [has_exact_duplicate, lambda data: blank(data.pixels), lambda data: identical(data), describe]
)
def test_no_face_is_an_ordinary_case(use: object) -> None:
    assert callable(use)
    result = use(FaceSet.of([]))
    assert np.size(result) == 0 or "Every row or file could be used." in str(result) or not any(result.values())


def test_the_description_shows_ten_problems_and_counts_the_rest() -> None:
    text = describe(SET)

    assert text.count("row 9: broken") == 10
    assert "12 rows or files are left out:" in text
    assert text.endswith("... and 2 more")
    assert "Training: 1 repeat a face of the same split, 2 also in PublicTest, 1 also in PrivateTest; 0 blank" in text


def test_an_unknown_split_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown split 'test': expected one of train, public, private"):
        SET.split("test")


def test_the_contact_sheet_has_a_row_for_each_label() -> None:
    sheet = contact_sheet(faces((200, 3, "train"), (100, 3, "train"), (50, 6, "train")), columns=4)

    assert (sheet.shape, sheet.dtype) == ((7 * 48, 80 + 4 * 48, 3), np.uint8)
    corners = sheet[0::48, 80::48, 0]
    expected = np.zeros((len(COLOURS), 4), np.uint8)
    expected[3, :2], expected[6, 0] = (200, 100), 50
    np.testing.assert_array_equal(corners, expected)
