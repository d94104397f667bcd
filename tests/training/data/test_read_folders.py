"""Image folders: split from folder and file name, label from folder, and a sentence for what cannot be used."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emotion.labels import LABELS
from training.data.read import read

FACE = np.arange(2304, dtype=np.uint32).reshape(48, 48).astype(np.uint8)


def save(path: Path, image: Image.Image | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    (image or Image.fromarray(FACE)).save(path)
    return path


@pytest.mark.parametrize(
    ("file", "split", "label"),
    [
        ("train/happy/Training_12.png", "train", "happy"),
        ("Train/Happiness/12.png", "train", "happy"),
        ("TRAINING/anger/Training_1.png", "train", "angry"),
        ("test/sadness/PublicTest_1.png", "public", "sad"),
        ("Test/NEUTRAL/PrivateTest_1.png", "private", "neutral"),
        ("test/fear/publictest_1.png", "public", "fear"),
        ("public/disgusted/anything.png", "public", "disgust"),
        ("validation/surprised/anything.png", "public", "surprise"),
        ("private/angry/anything.png", "private", "angry"),
    ],
)
def test_split_and_label_come_from_the_names(file: str, split: str, label: str, tmp_path: Path) -> None:
    save(tmp_path / file)

    found = read(tmp_path)

    assert (found.splits.tolist(), [LABELS[index] for index in found.labels]) == ([split], [label])
    assert found.names.tolist() == [file]
    assert found.problems == ()
    np.testing.assert_array_equal(found.pixels, FACE[None])


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_picture_gives_the_same_grey_face(mode: str, tmp_path: Path) -> None:
    save(tmp_path / "train/happy/1.png", Image.fromarray(FACE).convert(mode))

    np.testing.assert_array_equal(read(tmp_path).pixels, FACE[None])


def test_jpegs_are_read(tmp_path: Path) -> None:
    save(tmp_path / "train/happy/Training_1.jpg", Image.new("L", (48, 48), 90))

    assert read(tmp_path).pixels.tolist() == np.full((1, 48, 48), 90).tolist()


def small(size: tuple[int, int], mode: str = "L") -> Image.Image:
    return Image.new(mode, size)


@pytest.mark.parametrize(
    ("file", "image", "problem"),
    [
        ("test/happy/1.png", None, "its name must begin with PublicTest or PrivateTest"),
        ("test/happy/Training_1.png", None, "its name must begin with PublicTest or PrivateTest"),
        ("train/happy/PrivateTest_1.png", None, "its name says PrivateTest, its folder Training"),
        ("public/happy/PrivateTest_1.png", None, "its name says PrivateTest, its folder PublicTest"),
        ("train/happy/1.png", small((96, 48)), "expected 48x48 pixels, found 96x48"),
        ("train/happy/1.png", small((48, 48), "I;16"), "expected 8 bits a value, found a picture of kind I;16"),
        ("train/happy/1.gif", small((48, 48)), "expected a picture, JPEG or PNG"),
        ("train/happy/1.txt", b"words", "expected a picture, JPEG or PNG"),
        ("train/happy/1.png", b"", "expected a picture, JPEG or PNG"),
        ("train/happy/1.png", "cut", "cannot be read"),
        ("train/contempt/1.png", None, "unknown expression 'contempt'.*its 1 files are left out"),
        ("train/1.png", None, "lies beside the label folders"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_others_are_read(
    file: str, image: Image.Image | bytes | str | None, problem: str, tmp_path: Path
) -> None:
    save(tmp_path / "train/sad/Training_1.png")
    path = tmp_path / file
    if isinstance(image, bytes):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(image)
    elif image == "cut":
        save(path, Image.effect_noise((48, 48), 50))
        path.write_bytes(path.read_bytes()[:400])
    else:
        assert not isinstance(image, str)
        save(path, image)

    found = read(tmp_path)

    assert found.names.tolist() == ["train/sad/Training_1.png"]
    with pytest.raises(ValueError, match=problem):
        raise ValueError(*found.problems)
    assert found.problems[0].startswith(file.removesuffix("/1.png") if "contempt" in file else file)


def test_what_desktops_leave_is_passed_over(tmp_path: Path) -> None:
    save(tmp_path / "train/happy/Training_1.png")
    for name in ("Thumbs.db", ".DS_Store", "desktop.ini"):
        (tmp_path / "train/happy" / name).write_bytes(b"x")
        (tmp_path / "train" / name).write_bytes(b"x")

    assert read(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("fer2013.csv", "expected folders named train and test .*found fer2013.csv"),
        ("happy/1.png", "expected folders named train and test .*found happy"),
        ("test/happy/1.png", "holds no face.*the first problem: test/happy/1.png"),
    ],
)
def test_a_folder_that_is_no_fer2013_is_refused(file: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        read(tmp_path)
