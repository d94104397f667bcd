"""The votes of FER+ as they are read: each face gets its own row's, and files that do not belong are refused."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emotion.labels import LABELS
from tests.support.training.documents import votes_of
from tests.support.training.fixtures import Faces, WriteCsv
from training.data.dataset_summary import describe
from training.data.ferplus import VOTES_FILE, join, majority, read_votes
from training.data.read import read

HEADER = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
PIXELS = " ".join(["7"] * 2304)


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def write_faces(path: Path, *rows: str) -> Path:
    return write(path, *rows, header="emotion,pixels,Usage")


def test_each_column_of_the_file_has_its_place(tmp_path: Path) -> None:
    csv = write_faces(tmp_path / "fer.csv", f"3,{PIXELS},Training", f"4,{PIXELS},PublicTest")
    table = write(tmp_path / "votes.csv", "Training,a,1,2,3,4,0,0,0,0,0,0", "PublicTest,b,0,0,0,0,1,2,3,2,1,1")

    found = read(csv, votes=table).votes

    assert found is not None
    assert found.dtype == np.int64
    assert found.tolist() == [
        votes_of(neutral=1, happy=2, surprise=3, sad=4),
        votes_of(angry=1, disgust=2, fear=3, contempt=2, unknown=1, not_a_face=1),
    ]


def test_a_row_that_was_left_out_shifts_no_votes(tmp_path: Path) -> None:
    csv = write_faces(
        tmp_path / "fer.csv", f"3,{PIXELS},Training", "3,1 2 3,Training", f"4,{PIXELS},Training", f"5,{PIXELS},Training"
    )
    table = write(tmp_path / "votes.csv", *(f"Training,a,{count},0,0,0,0,0,0,0,0,0" for count in (1, 2, 3, 4)))

    faces = join(read(csv), read_votes(table))

    assert faces.votes is not None
    assert faces.votes[:, LABELS.index("neutral")].tolist() == [1, 3, 4]
    assert len(faces.problems) == 1


@pytest.mark.parametrize("name", [VOTES_FILE, "votes.csv.gz"])
def test_votes_are_found_beside_the_faces_or_named(
    name: str, tmp_path: Path, faces_of: Faces, csv_of: WriteCsv
) -> None:
    csv = csv_of(tmp_path / "fer2013.csv", faces_of(1, 1, 0))
    (tmp_path / "elsewhere").mkdir()
    table = tmp_path / name if name == VOTES_FILE else tmp_path / "elsewhere" / name
    content = f"{HEADER}\nTraining,a,9,0,0,0,0,0,0,0,0,1\nPublicTest,b,0,0,0,0,9,0,0,0,0,1\n".encode()
    table.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    found = read(csv) if name == VOTES_FILE else read(csv, votes=table)

    assert found.votes is not None
    assert majority(found.votes).tolist() == [LABELS.index("neutral"), LABELS.index("angry")]


def test_faces_without_a_file_of_votes_have_none(tmp_path: Path, faces_of: Faces, csv_of: WriteCsv) -> None:
    assert read(csv_of(tmp_path / "fer2013.csv", faces_of(1, 1, 1))).votes is None


GOOD = "Training,a,9,0,0,0,0,0,0,0,0,1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([HEADER, GOOD], "expected votes for the 2 rows of the faces' CSV, found 1"),
        ([HEADER, GOOD, GOOD, GOOD], "expected votes for the 2 rows of the faces' CSV, found 3"),
        (
            [HEADER, GOOD, "PublicTest,b,9,0,0,0,0,0,0,0,0,1"],
            r"votes.csv, row 3: expected Usage Training as in the faces' CSV, found PublicTest \(1 rows differ\)",
        ),
        ([HEADER, GOOD, "Testing,b,9,0,0,0,0,0,0,0,0,1"], "row 3: Usage 'Testing': expected Training, PublicTest, "),
        ([HEADER, GOOD, "Training,b,9,0,0,0,0.5,0,0,0,0,1"], "row 3: anger '0.5': expected a whole number of votes"),
        ([HEADER, GOOD, "Training,b,9,0,0,0,-1,0,0,0,0,1"], "row 3: anger '-1': expected a whole number of votes"),
        ([HEADER, GOOD, "Training,b,9,0"], "row 3: anger '': expected a whole number of votes"),
        ([HEADER, GOOD, "Training,b,90,0,0,0,0,0,0,0,0,10"], "row 3: expected 10 votes at most, found 100"),
        ([HEADER.replace("NF", "x"), GOOD, GOOD], "no column NF; expected Usage,anger,"),
        ([HEADER.replace("Usage,", ""), GOOD, GOOD], "no column Usage; expected Usage,anger,"),
        ([""], "no column Usage, anger, .* found nothing"),
        (["\udcff\udcfe"], "no readable CSV.*github.com/microsoft/FERPlus"),
    ],
)
def test_votes_of_other_faces_are_refused(content: list[str], message: str, tmp_path: Path) -> None:
    csv = write_faces(tmp_path / "fer.csv", f"3,{PIXELS},Training", f"4,{PIXELS},Training")
    table = tmp_path / "votes.csv"
    table.write_bytes("\n".join(content).encode("utf-8", errors="surrogateescape"))

    with pytest.raises(ValueError, match=message):
        read(csv, votes=table)


@pytest.mark.parametrize("name", ["missing.csv", "folder"])
def test_a_named_file_must_be_there(name: str, tmp_path: Path, faces_of: Faces, csv_of: WriteCsv) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(ValueError, match=rf"{name}: no such file.*fer2013new\.csv of github\.com/microsoft/FERPlus"):
        read(csv_of(tmp_path / "fer2013.csv", faces_of(1, 1, 1)), votes=tmp_path / name)


def test_image_folders_have_no_rows_to_join_by(tmp_path: Path) -> None:
    folder = tmp_path / "faces/train/happy"
    folder.mkdir(parents=True)
    Image.new("L", (48, 48)).save(folder / "1.png")
    table = write(tmp_path / VOTES_FILE, GOOD)

    assert read(tmp_path / "faces").votes is None
    for use in (
        lambda: read(tmp_path / "faces", votes=table),
        lambda: join(read(tmp_path / "faces"), read_votes(table)),
    ):
        with pytest.raises(ValueError, match=r"joined by the row of a CSV.*image folders.*fer2013\.csv instead"):
            use()


def test_the_description_counts_what_voters_say(tmp_path: Path) -> None:
    csv = write_faces(
        tmp_path / "fer2013.csv",
        f"3,{PIXELS},Training",
        f"4,{PIXELS},Training",
        f"4,{PIXELS},Training",
        f"5,{PIXELS},PrivateTest",
    )
    write(
        tmp_path / VOTES_FILE,
        "Training,a,0,6,0,0,0,0,0,0,4,0",
        "Training,b,0,9,0,1,0,0,0,0,0,0",
        "Training,c,0,0,0,0,0,0,0,0,0,10",
        "PrivateTest,d,5,5,0,0,0,0,0,0,0,0",
    )

    lines = describe(read(csv)).splitlines()

    assert "Training: 2 agree on a label, 1 of those (50.0 %) on the original one; 1 are voted not a face" in lines
    assert "PublicTest: 0 agree on a label, 0 of those on the original one; 0 are voted not a face" in lines
    assert "PrivateTest: 0 agree on a label, 0 of those on the original one; 0 are voted not a face" in lines
