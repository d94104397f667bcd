"""The challenge's CSV in all its wrappings; what is malformed is named and left out."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tests.support.training.fixtures import Faces, WriteCsv
from training.data.read import read

PIXELS = " ".join(["7"] * 2304)
HEADER = "emotion,pixels,Usage"


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, HEADER + "\n")
    return file.getvalue()


GOOD = f"3,{PIXELS},Training"


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["fer2013.csv", "fer2013.csv.gz", "fer2013.tar.gz", "fer2013.tgz", "a.csv.zip"])
def test_every_wrapping_gives_the_same_faces(name: str, tmp_path: Path, faces_of: Faces, csv_of: WriteCsv) -> None:
    faces = faces_of(3, 2, 1)
    content = csv_of(tmp_path / "plain.csv", faces).read_bytes()
    path = tmp_path / name
    if name.endswith(".csv"):
        path.write_bytes(content)
    elif name.endswith(".csv.gz"):
        path.write_bytes(gzip.compress(content))
    elif name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
            for member, inside in (("__MACOSX/._fer2013.csv", b"x"), ("train.csv", b"x"), ("fer2013.csv", content)):
                zipped.writestr(member, inside)
    else:
        with tarfile.open(path, "w:gz") as archive:
            for member, inside in (("fer2013/README", b"read me"), ("fer2013/fer2013.csv", content)):
                described = tarfile.TarInfo(member)
                described.size = len(inside)
                archive.addfile(described, io.BytesIO(inside))

    found = read(path)

    np.testing.assert_array_equal(found.pixels, faces.pixels)
    assert found.labels.tolist() == faces.labels.tolist()
    assert found.splits.tolist() == ["train"] * 3 + ["public"] * 2 + ["private"]
    assert found.names.tolist() == [f"row {number}" for number in range(2, 8)]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (f"7,{PIXELS},Training", "emotion '7': expected 0 to 6"),
        (f"happy,{PIXELS},Training", "emotion 'happy': expected 0 to 6"),
        (f"\u00b2,{PIXELS},Training", "emotion '\u00b2': expected 0 to 6"),
        (f"3,{PIXELS},Test", "Usage 'Test': expected Training, PublicTest, PrivateTest"),
        ("3,1 2 3,Training", "pixels: expected 2304 values, found 3"),
        ("3,,Training", "pixels: expected 2304 values, found 0"),
        (f"3,{PIXELS} 7,Training", "pixels: expected 2304 values, found 2305"),
        (f"3,{PIXELS[:-1]}x,Training", "pixels: expected whole numbers between spaces"),
        (f"3,{PIXELS[:-1]}1.5,Training", "pixels: expected whole numbers between spaces"),
        (f"3,{PIXELS[:-1]}256,Training", "pixels: expected values of 0 to 255"),
        (f"3,{PIXELS[:-1]}-1,Training", "pixels: expected values of 0 to 255"),
        (f"3,{PIXELS[:-1]}99999999999999999999,Training", "pixels: expected values of 0 to 255"),
        ("3", "Usage '': expected Training, PublicTest, PrivateTest"),
    ],
)
def test_a_malformed_row_is_named_and_the_others_are_read(row: str, problem: str, tmp_path: Path) -> None:
    found = read(write(tmp_path / "fer.csv", HEADER, GOOD, row, GOOD))

    assert found.problems == (f"fer.csv, row 3: {problem}",)
    assert found.names.tolist() == ["row 2", "row 4"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("fer.csv", b"emotion,Usage\n0,Training\n", "no column pixels; expected emotion,pixels,Usage, found emotion, "),
        ("fer.csv", b"", "no column emotion, pixels, Usage; .* found nothing"),
        ("fer.csv", b"emotion,pixels,Usage\n", "holds no face"),
        ("fer.csv", b"emotion,pixels,Usage\n0,1 2,Training\n", "holds no face.*the first problem: fer.csv, row 2"),
        ("fer.csv", b"\xff\xfe\x00", "no readable CSV"),
        ("fer.csv.gz", b"not gzip", "no readable CSV"),
        ("fer.csv.gz", gzip.compress(GOOD.encode() * 100)[:-20], "no readable CSV|no column"),
        ("fer.tar.gz", b"not gzip", "no readable CSV"),
        ("fer.zip", zipped("a.csv", "b.csv"), "expected one .csv in this archive, found a.csv, b.csv; unpack it"),
        ("fer.zip", zipped("train/happy/1.jpg"), "expected one .csv in this archive, found train/happy/1.jpg"),
        ("fer.csv", zipped("fer2013.csv"), "holds no face"),
        ("fer.zip", zipped("fer2013.csv").replace(b"emotion", b"EMOTION"), "no readable CSV"),
        ("fer.tar.gz", gzip.compress(b"\0" * 10240), "no .csv in this archive"),
    ],
)
def test_a_file_that_is_no_fer2013_is_refused(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(ValueError, match=message):
        read(path)


def test_spaces_in_the_header_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    assert len(read(write(tmp_path / "fer.csv", "\ufeffemotion, pixels, Usage", GOOD))) == 1


def test_a_missing_path_says_where_the_data_comes_from(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nothing is there.*fer2013\.tar\.gz.*msambare/fer2013"):
        read(tmp_path / "fer2013.csv")
