"""JAFFE: the expression stands in each file's name."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emotion.labels import LABELS
from training.data.read_jaffe import is_jaffe
from training.data.read_other import read_other


def save(path: Path, picture: Image.Image | None = None) -> None:
    (picture or Image.new("L", (48, 48), 9)).save(path)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("KA.AN1.39.tiff", "angry"),
        ("KA.DI2.43.tiff", "disgust"),
        ("YM.FE4.70.tiff", "fear"),
        ("KA.HA3.31.tiff", "happy"),
        ("KA.NE1.26.tiff", "neutral"),
        ("KA.SA1.33.tiff", "sad"),
        ("KA.SU3.38.tiff", "surprise"),
        ("ka.su1.36.png", "surprise"),
    ],
)
def test_the_label_comes_from_the_name(name: str, label: str, tmp_path: Path) -> None:
    save(tmp_path / name)

    faces = read_other(tmp_path, "jaffe")

    assert [LABELS[index] for index in faces.labels] == [label]
    assert (faces.names.tolist(), faces.splits.tolist(), faces.problems) == ([name], ["other"], ())
    assert faces.pixels.tolist() == np.full((1, 48, 48), 9).tolist()


def test_other_files_are_counted_and_faceless_ones_named(tmp_path: Path, astronaut: np.ndarray) -> None:
    save(tmp_path / "KA.HA1.29.tiff", Image.fromarray(astronaut[0:300, 80:380]).convert("L"))
    save(tmp_path / "KA.HA2.30.tiff", Image.new("L", (256, 256), 90))
    save(tmp_path / "KA.XX2.30.tiff")
    (tmp_path / "README").write_text("x", encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"x")

    faces = read_other(tmp_path, "jaffe")

    assert faces.names.tolist() == ["KA.HA1.29.tiff"]
    assert faces.pixels[0].std() > 20
    assert faces.problems[0] == "2 files or folders are not named as KA.AN1.39.tiff, the first: KA.XX2.30.tiff"
    assert faces.problems[1].startswith("KA.HA2.30.tiff: no face found")
    assert len(faces.problems) == 2


@pytest.mark.parametrize("name", ["README", "happy.tiff", "KA.AN.39.tiff"])
def test_a_folder_without_such_names_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")

    assert not is_jaffe(tmp_path)
    with pytest.raises(ValueError, match=r"no picture of JAFFE; expected jaffe: files as KA\.AN1\.39\.tiff"):
        read_other(tmp_path, "jaffe")
