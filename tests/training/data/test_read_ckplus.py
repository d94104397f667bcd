"""CK+ in its two forms: two frames of each sequence with a code, or folders of ready crops."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emotion.labels import LABELS
from training.data.read_ckplus import is_ckplus
from training.data.read_other import read_other

CK48 = ("anger", "contempt", "disgust", "fear", "happy", "sadness", "surprise")


def picture(path: Path, value: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (48, 48), value).save(path)


def sequence(root: Path, name: str, frames: int, code: str | None, inside: str = "") -> None:
    """Write frames of grey 1, 2, 3 ... and, unless None, the code's file after the last of them."""
    person, number = name.split("/")
    for index in range(1, frames + 1):
        picture(root / inside / f"cohn-kanade-images/{name}/{person}_{number}_{index:08d}.png", index)
    codes = root / inside / "Emotion" / name
    codes.mkdir(parents=True)
    if code is not None:
        (codes / f"{person}_{number}_{frames:08d}_emotion.txt").write_text(code, encoding="ascii")


def labels_and_greys(path: Path) -> list[tuple[str, int]]:
    faces = read_other(path, "ckplus")
    assert set(faces.splits.tolist()) == {"other"}
    return [(LABELS[label], int(face[0, 0])) for label, face in zip(faces.labels, faces.pixels, strict=True)]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("   0.0000000e+00\n", "neutral"),
        ("   1.0000000e+00\n", "angry"),
        ("   3.0000000e+00\n", "disgust"),
        ("4", "fear"),
        ("   5.0000000e+00\n", "happy"),
        ("   6.0000000e+00\n", "sad"),
        ("   7.0000000e+00\n", "surprise"),
    ],
)
def test_a_sequence_gives_its_last_frame_and_its_first_as_neutral(code: str, label: str, tmp_path: Path) -> None:
    sequence(tmp_path, "S005/001", 11, code)

    assert labels_and_greys(tmp_path) == [("neutral", 1), (label, 11)]
    assert read_other(tmp_path, "ckplus").problems == ()


def test_sequences_without_a_code_and_of_contempt_are_counted(tmp_path: Path) -> None:
    sequence(tmp_path, "S005/001", 3, "7")
    for name, code in (("S005/002", None), ("S010/001", None), ("S010/002", "2"), ("S011/001", None)):
        sequence(tmp_path, name, 2, code)
    (tmp_path / "Emotion/S011/001").rmdir()

    faces = read_other(tmp_path, "ckplus")

    assert faces.names.tolist() == [
        "cohn-kanade-images/S005/001/S005_001_00000001.png",
        "cohn-kanade-images/S005/001/S005_001_00000003.png",
    ]
    assert faces.problems == (
        "3 sequences have no code in Emotion and are left out",
        "1 sequences show contempt, which none of our labels means, and are left out",
    )


@pytest.mark.parametrize(
    ("code", "lost", "problem"),
    [
        ("8", "", "S010/001: S010_001_00000002_emotion.txt: expected a code of 0 to 7, found '8'"),
        ("1.5", "", "expected a code of 0 to 7, found '1.5'"),
        ("nan", "", "expected a code of 0 to 7, found 'nan'"),
        ("", "", "expected a code of 0 to 7, found ''"),
        ("happy", "", "expected a code of 0 to 7, found 'happy'"),
        ("5", "S010_001_00000002.png", "S010/001: has no picture S010_001_00000002, after which its code is named"),
        ("5", "S010_001_00000001.png", "S010/001: has no picture before S010_001_00000002"),
        ("5", "*", "S010/001: has no picture S010_001_00000002"),
    ],
)
def test_a_sequence_that_cannot_be_used_is_named(code: str, lost: str, problem: str, tmp_path: Path) -> None:
    sequence(tmp_path, "S005/001", 3, "7")
    sequence(tmp_path, "S010/001", 2, code)
    for file in (tmp_path / "cohn-kanade-images/S010/001").glob(lost or "none"):
        file.unlink()

    faces = read_other(tmp_path, "ckplus")

    assert len(faces) == 2
    assert len(faces.problems) == 1
    assert problem in faces.problems[0]


def test_a_code_whose_pictures_are_missing_is_named(tmp_path: Path) -> None:
    sequence(tmp_path, "S005/001", 3, "7")
    sequence(tmp_path, "S010/001", 0, "5")

    assert read_other(tmp_path, "ckplus").problems == (
        "S010/001: has no picture S010_001_00000000, after which its code is named",
    )


def test_the_archives_may_be_unpacked_into_folders_of_their_own(tmp_path: Path) -> None:
    sequence(tmp_path, "S005/001", 3, "7", inside="unpacked")
    (tmp_path / "unpacked/Emotion").rename(tmp_path / "emotion")

    assert labels_and_greys(tmp_path) == [("neutral", 1), ("surprise", 3)]


def test_ck48_gives_six_labels_and_counts_contempt(tmp_path: Path) -> None:
    for value, name in enumerate(CK48):
        picture(tmp_path / name / "S010_004_00000017.png", value)
    picture(tmp_path / "contempt/S010_004_00000018.png")

    assert is_ckplus(tmp_path)
    assert labels_and_greys(tmp_path) == [
        ("angry", 0), ("disgust", 2), ("fear", 3), ("happy", 4), ("sad", 5), ("surprise", 6)
    ]  # fmt: skip
    assert read_other(tmp_path, "ckplus").problems == (
        "contempt: is named after none of our labels; its 2 files are left out",
    )


@pytest.mark.parametrize(
    "names", [(), ("happy", "sad"), (*CK48, "neutral"), CK48[:3], ("anger", *CK48[2:]), ("cohn-kanade-images",)]
)
def test_other_folders_are_no_ckplus(names: tuple[str, ...], tmp_path: Path) -> None:
    for name in names:
        picture(tmp_path / name / "1.png")

    assert is_ckplus(tmp_path) == ("cohn-kanade-images" in names)
    with pytest.raises(ValueError, match=r"no CK\+; expected ckplus: folders cohn-kanade-images and Emotion"):
        read_other(tmp_path, "ckplus")


def test_a_frame_of_another_size_is_searched(tmp_path: Path, astronaut: np.ndarray) -> None:
    sequence(tmp_path, "S005/001", 3, "5")
    head = Image.fromarray(astronaut[0:300, 80:380])
    head.save(tmp_path / "cohn-kanade-images/S005/001/S005_001_00000003.png")

    faces = read_other(tmp_path, "ckplus")

    assert faces.pixels.shape == (2, 48, 48)
    assert faces.pixels[1].std() > 20
