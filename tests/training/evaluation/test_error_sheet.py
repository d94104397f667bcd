"""The surest errors, in their order, large enough to see, and a picture even where there is none."""

import errno
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.data.faceset import FaceSet
from training.evaluation.error_sheet import CELL, FACE, error_sheet, write_error_sheet


def faces(*answers: tuple[float, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return faces of grey 20, 30 ..., all angry, answered with this probability for this label."""
    pixels = np.stack([np.full((48, 48), 20 + 10 * index, np.uint8) for index in range(len(answers))])
    probabilities = np.full((len(answers), 7), 0.01)
    for row, (best, label) in zip(probabilities, answers, strict=True):
        row[label] = best
    return pixels, np.zeros(len(answers), np.int64), probabilities


def greys(sheet: np.ndarray, count: int) -> list[int]:
    """Return the grey in the middle of each of the first places."""
    places = (divmod(index, 5) for index in range(count))
    return [int(sheet[row * CELL[1] + 8 + FACE // 2, column * CELL[0] + 8 + FACE // 2, 0]) for row, column in places]


def test_the_surest_errors_come_first_and_right_answers_not_at_all() -> None:
    sheet = error_sheet(*faces((0.5, 1), (0.9, 3), (0.99, 0), (0.7, 2)))

    assert (sheet.shape, sheet.dtype) == ((CELL[1], 5 * CELL[0], 3), np.uint8)
    assert greys(sheet, 4) == [30, 50, 20, 0]


@pytest.mark.parametrize(("count", "rows"), [(3, 1), (6, 2), (25, 2)])
def test_no_more_faces_than_asked_for(count: int, rows: int) -> None:
    sheet = error_sheet(*faces(*((0.9 - index / 100, 1) for index in range(8))), count)

    assert sheet.shape[0] == rows * CELL[1]
    assert greys(sheet, 5 * rows) == [20 + 10 * index if index < min(count, 8) else 0 for index in range(5 * rows)]


def test_label_answer_and_probability_can_be_told_apart() -> None:
    texts = [error_sheet(*faces(answer))[FACE + 8 :] for answer in ((0.9, 1), (0.9, 2), (0.8, 1))]

    assert all(text.max() == 255 for text in texts)
    assert not np.array_equal(texts[0], texts[1])
    assert not np.array_equal(texts[0], texts[2])


@pytest.mark.parametrize("answers", [((0.9, 0),), ()])
def test_no_error_still_makes_a_picture(answers: tuple[tuple[float, int], ...]) -> None:
    pixels, labels, probabilities = faces(*answers) if answers else faces((0.9, 0))
    count = len(answers)

    sheet = error_sheet(pixels[:count], labels[:count], probabilities[:count])

    assert sheet.shape == (CELL[1], 5 * CELL[0], 3)
    assert 0 < (sheet > 0).mean() < 0.02, "a few words alone"


def face_set() -> tuple[FaceSet, np.ndarray]:
    pixels, labels, probabilities = faces((0.9, 1))
    return FaceSet(pixels, labels, np.array(["public"]), np.array(["row 2"])), probabilities


def test_the_picture_is_written_into_a_new_folder(tmp_path: Path) -> None:
    data, probabilities = face_set()

    write_error_sheet(tmp_path / "deep/errors.png", data, probabilities)

    with Image.open(tmp_path / "deep/errors.png") as picture:
        np.testing.assert_array_equal(np.asarray(picture), error_sheet(data.pixels, data.labels, probabilities))


def test_a_full_disk_leaves_the_picture_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "errors.png").write_bytes(b"old")

    def full(image: Image.Image, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full)

    with pytest.raises(OSError, match=r"No space left on device: .*errors\.png"):
        write_error_sheet(tmp_path / "errors.png", *face_set())

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
