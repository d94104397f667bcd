"""A user's own folders, named after labels or after splits and labels."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from emotion.labels import LABELS
from training.data.read_labelled import is_labelled
from training.data.read_other import read_other


def save(path: Path, picture: Image.Image | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (picture or Image.new("L", (48, 48), 9)).save(path)


@pytest.mark.parametrize(
    ("file", "split", "label"),
    [
        ("happy/me.png", "other", "happy"),
        ("Anger/me.webp", "other", "angry"),
        ("SADNESS/me.bmp", "other", "sad"),
        ("train/happy/me.png", "train", "happy"),
        ("Training/joy/me.png", "train", "happy"),
        ("public/fear/me.jpg", "public", "fear"),
        ("val/surprised/me.gif", "public", "surprise"),
        ("private/ne/me.tiff", "private", "neutral"),
        ("test/neutral/me.png", "private", "neutral"),
        ("test/neutral/PrivateTest_1.png", "private", "neutral"),
    ],
)
def test_split_and_label_come_from_the_folders(file: str, split: str, label: str, tmp_path: Path) -> None:
    save(tmp_path / file)

    faces = read_other(tmp_path, "folder")

    assert is_labelled(tmp_path)
    assert [LABELS[index] for index in faces.labels] == [label]
    assert (faces.names.tolist(), faces.splits.tolist(), faces.problems) == ([file], [split], ())
    assert abs(int(faces.pixels[0, 0, 0]) - 9) < 3  # JPEG and WebP lose a little


def test_the_largest_face_of_a_picture_is_taken(tmp_path: Path, astronaut: np.ndarray) -> None:
    head = astronaut[30:230, 130:330]
    both = np.full((300, 520, 3), 200, np.uint8)
    both[90:210, 10:130] = cv2.resize(head, (120, 120), interpolation=cv2.INTER_AREA)[:, :, ::-1] // 2
    both[:, 200:500] = cv2.resize(head, (300, 300))
    save(tmp_path / "happy/two.png", Image.fromarray(both))
    save(tmp_path / "happy/one.png", Image.fromarray(head))

    one, two = read_other(tmp_path, "folder").pixels

    assert np.corrcoef(one.ravel(), two.ravel())[0, 1] > 0.9
    assert abs(float(one.mean()) - float(two.mean())) < 20


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("happy/note.txt", b"words", "happy/note.txt: The file is no picture of a known format"),
        ("happy/empty.png", b"", "happy/empty.png: The file is empty"),
        ("happy/deeper/1.png", b"x", "happy/deeper: is no file; expected a picture"),
        ("contempt/1.png", b"x", "contempt: is named after none of our labels; its 1 files are left out"),
        ("more/happy/1.png", b"x", "more: is named after none of our labels; its 1 files are left out"),
        ("note.txt", b"words", "note.txt: lies beside the folders of our labels and is left out"),
    ],
)
def test_what_cannot_be_used_is_named(file: str, content: bytes, problem: str, tmp_path: Path) -> None:
    save(tmp_path / "happy/me.png")
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

    faces = read_other(tmp_path, "folder")

    assert faces.names.tolist() == ["happy/me.png"]
    assert len(faces.problems) == 1
    assert faces.problems[0].startswith(problem)


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("happy/1.png", "happy: is named after none of the splits; its 1 files are left out"),
        ("train/bored/1.png", "train/bored: is named after none of our labels; its 1 files are left out"),
        ("train/1.png", "train/1.png: lies beside the folders of our labels and is left out"),
        (
            "test/happy/PublicTest_1.png",
            "test/happy/PublicTest_1.png: its name says PublicTest, its folder PrivateTest",
        ),
        ("train/happy/PrivateTest_1.png", "its name says PrivateTest, its folder Training"),
    ],
)
def test_what_does_not_fit_the_splits_is_named(file: str, problem: str, tmp_path: Path) -> None:
    save(tmp_path / "train/happy/me.png")
    save(tmp_path / file)

    faces = read_other(tmp_path, "folder")

    assert faces.names.tolist() == ["train/happy/me.png"]
    assert len(faces.problems) == 1
    assert problem in faces.problems[0]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("", "no folder is named after an expression; expected folder: <label>/<file>.*found nothing"),
        ("bored/1.png", "no folder is named after an expression.*found bored"),
        ("1.png", "no folder is named after an expression.*found 1.png"),
        ("happy/note.txt", "holds no face that can be used; the first problem: happy/note.txt: The file"),
        ("happy/.hidden", "holds no face that can be used$"),
        ("train/bored/1.png", "holds no face that can be used; the first problem: train/bored: is named after none"),
    ],
)
def test_a_folder_without_a_usable_face_is_refused(file: str, message: str, tmp_path: Path) -> None:
    if file:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(b"words")

    with pytest.raises(ValueError, match=message):
        read_other(tmp_path, "folder")
