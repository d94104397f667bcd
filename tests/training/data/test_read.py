"""Which reader a path gets, and what is said where none fits."""

from pathlib import Path

import pytest
from PIL import Image

from tests.support.training.fixtures import Faces
from training.data.dataset_summary import describe, has_exact_duplicate, identical
from training.data.read import read
from training.data.read_other import read_other, recognised

CK48 = ("anger", "contempt", "disgust", "fear", "happy", "sadness", "surprise")
LAYOUTS = {
    "ckplus": [f"{name}/1.png" for name in CK48],
    "jaffe": ["KA.AN1.39.tiff", "README"],
    "folder": ["happy/1.png", "sad/1.png"],
}


def lay_out(root: Path, files: list[str]) -> None:
    for index, name in enumerate(files):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix:
            Image.new("L", (48, 48), 10 * index).save(path)
        else:
            path.write_bytes(b"x")


@pytest.mark.parametrize("kind", LAYOUTS)
def test_each_collection_is_recognised_by_its_layout(kind: str, tmp_path: Path) -> None:
    lay_out(tmp_path, LAYOUTS[kind])

    assert recognised(tmp_path) == kind
    found, named = read_other(tmp_path), read_other(tmp_path, kind)
    assert found.names.tolist() == named.names.tolist()
    assert set(found.splits.tolist()) == {"other"}


def test_the_original_ckplus_and_folders_of_splits_are_recognised(tmp_path: Path) -> None:
    lay_out(tmp_path / "a", ["cohn-kanade-images/S005/001/S005_001_00000001.png"])
    lay_out(tmp_path / "b", ["val/happy/1.png"])

    assert (recognised(tmp_path / "a"), recognised(tmp_path / "b")) == ("ckplus", "folder")


@pytest.mark.parametrize(
    ("kind", "files", "message"),
    [
        ("jaffe", LAYOUTS["folder"], "no picture of JAFFE"),
        ("ckplus", LAYOUTS["jaffe"], r"no CK\+; expected ckplus"),
        ("folder", LAYOUTS["jaffe"], "no folder is named after an expression"),
        ("rafdb", LAYOUTS["folder"], "unknown kind of collection 'rafdb': expected auto, ckplus, jaffe, folder"),
    ],
)
def test_a_kind_that_does_not_fit_is_refused(kind: str, files: list[str], message: str, tmp_path: Path) -> None:
    lay_out(tmp_path, files)

    with pytest.raises(ValueError, match=message):
        read_other(tmp_path, kind)


@pytest.mark.parametrize("kind", ["auto", *LAYOUTS])
@pytest.mark.parametrize(
    ("name", "message"), [("missing", "missing: nothing is there"), ("faces.csv", "faces.csv: is a file")]
)
def test_what_is_no_folder_is_refused(name: str, message: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "faces.csv").write_text("x", encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        read_other(tmp_path / name, kind)


@pytest.mark.parametrize("files", [[], ["a/b/1.png"], ["1.png"], ["train/bored/1.png"]])
def test_an_unclear_layout_is_refused_with_what_each_looks_like(files: list[str], tmp_path: Path) -> None:
    lay_out(tmp_path, files)

    with pytest.raises(ValueError, match=r"(?s)cohn-kanade-images.*CK\+48.*KA\.AN1\.39\.tiff.*<label>/<file>"):
        read_other(tmp_path)


def test_other_faces_are_counted_and_described_by_themselves(tmp_path: Path) -> None:
    lay_out(tmp_path, ["happy/1.png", "sad/1.png"])
    (tmp_path / "sad/2.png").write_bytes((tmp_path / "sad/1.png").read_bytes())

    faces = read_other(tmp_path)

    assert list(faces.counts()) == ["other"]
    assert faces.counts()["other"]["sad"] == 2
    assert identical(faces) == {("other", "other"): 1}
    assert has_exact_duplicate(faces).tolist() == [False] * 3
    assert len(faces.split("other")) == 3
    lines = describe(faces).splitlines()
    assert lines[0] == "label             Other"
    assert lines[8] == "all                   3"
    assert "Other: 1 repeat a face of the same split; 3 blank" in lines


def test_a_csv_that_is_a_folder_is_read_as_image_folders(tmp_path: Path) -> None:
    (tmp_path / "fer2013.csv").mkdir()

    with pytest.raises(ValueError, match=r"fer2013\.csv: expected folders named train and test .*found nothing"):
        read(tmp_path / "fer2013.csv")


def test_a_set_for_training_has_the_three_splits(tmp_path: Path, faces_of: Faces) -> None:
    lay_out(tmp_path, ["train/happy/1.png", "val/sad/1.png"])

    assert list(read_other(tmp_path).counts()) == list(faces_of(1, 1, 1).counts()) == ["train", "public", "private"]
