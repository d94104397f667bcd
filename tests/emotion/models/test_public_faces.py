"""The faces of PublicTest out of the CSV: only those, in order, and known by their sum."""

from pathlib import Path

import numpy as np
import pytest

from emotion.models.public_faces import HEADING, load_public_faces, sum_of
from training.data.digest import digests
from training.data.read import read

GREY = [" ".join([str(shade)] * 48 * 48) for shade in (0, 100, 255)]


def write(path: Path, *rows: str, heading: str = HEADING) -> Path:
    path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return path


def test_only_public_faces_are_read_in_their_order(tmp_path: Path) -> None:
    spoilt = "not a face of anybody,PrivateTest"
    rows = [f"0,{GREY[0]},Training", f"3,{GREY[1]},PublicTest", spoilt, f"6,{GREY[2]},PublicTest"]

    faces = load_public_faces(write(tmp_path / "fer2013.csv", *rows))

    assert faces.labels.tolist() == [3, 6]
    assert faces.pixels.shape == (2, 48, 48)
    assert faces.pixels.reshape(2, -1).mean(axis=1).tolist() == [100, 255]


def test_the_sum_is_the_one_that_training_knows_the_split_by(tmp_path: Path) -> None:
    path = write(tmp_path / "fer2013.csv", f"3,{GREY[1]},PublicTest", f"6,{GREY[2]},PublicTest")

    assert load_public_faces(path).sha256 == digests(read(path))["public"]


def test_sums_tell_faces_apart() -> None:
    one, other = np.zeros((1, 48, 48), np.uint8), np.ones((1, 48, 48), np.uint8)

    assert sum_of(one) == sum_of(one.copy()) != sum_of(other)


@pytest.mark.parametrize(
    ("rows", "heading", "message"),
    [
        ([f"3,{GREY[1]},PublicTest"], "a,b", "expected the columns emotion,pixels,Usage"),
        ([f"3,{GREY[1]},Training"], HEADING, "holds no face of PublicTest"),
        ([f"9,{GREY[1]},PublicTest"], HEADING, "row 2: expected a label of 0 to 6"),
        (["3,1 2 3,PublicTest"], HEADING, "row 2: expected a label of 0 to 6 and 48×48 numbers"),
        (["3,1 x,PublicTest"], HEADING, "row 2: invalid literal"),
        ([f"3,{GREY[1].replace('100', '300')},PublicTest"], HEADING, "row 2: "),
    ],
)
def test_what_is_no_csv_of_faces_is_refused(tmp_path: Path, rows: list[str], heading: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_public_faces(write(tmp_path / "fer2013.csv", *rows, heading=heading))
