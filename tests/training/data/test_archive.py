"""The pack: Training and PublicTest as they were, never PrivateTest, and a sentence for a spoilt file."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.data.archive import read_archive, write_archive
from training.data.faceset import VOTED, FaceSet
from training.data.read import read


def voted(faces: FaceSet) -> FaceSet:
    votes = np.random.default_rng(1).integers(0, 5, (len(faces), len(VOTED)))
    return dataclasses.replace(faces, votes=votes)


@pytest.mark.parametrize("counts", [(8, 7, 7), (189, 1, 0), (190, 1, 5)])
@pytest.mark.parametrize("with_votes", [False, True])
def test_what_is_packed_comes_back_without_private_test(
    counts: tuple[int, int, int], with_votes: bool, tmp_path: Path, faces_of: Faces
) -> None:
    faces = voted(faces_of(*counts)) if with_votes else faces_of(*counts)

    count = write_archive(tmp_path / "made" / "faces.npz", faces)
    found = read(tmp_path / "made" / "faces.npz")

    expected = faces.where(faces.splits != "private")
    assert count == len(found) == sum(counts[:2])
    for name in ("pixels", "labels", "splits", "names", "votes"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


def test_a_pack_takes_no_other_votes(tmp_path: Path, faces_of: Faces) -> None:
    write_archive(tmp_path / "faces.npz", faces_of())
    with pytest.raises(ValueError, match="brings its own votes"):
        read(tmp_path / "faces.npz", votes=tmp_path / "fer2013new.csv")


def test_nothing_to_pack_and_a_wrong_name_are_said(tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="no Training or PublicTest face"):
        write_archive(tmp_path / "faces.npz", faces_of(0, 0, 3))
    with pytest.raises(ValueError, match=r"ends in \.npz"):
        write_archive(tmp_path / "faces.zip", faces_of())


def spoil(path: Path, how: str, faces: FaceSet) -> None:
    write_archive(path, faces)
    content = path.read_bytes()
    with np.load(path) as file:
        arrays = dict(file)
    if how == "text":
        path.write_text("no pack")
    elif how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "array":
        with path.open("wb") as file:
            np.save(file, np.zeros(3))
    elif how == "missing":
        np.savez(path, **{name: array for name, array in arrays.items() if name != "sheet"})
    elif how == "picture":
        np.savez(path, **{**arrays, "sheet": arrays["sheet"][:100]})
    elif how == "few":
        np.savez(path, **{**arrays, "labels": np.zeros(400, np.int64)})
    elif how == "uneven":
        np.savez(path, **{**arrays, "names": arrays["names"][:3]})


@pytest.mark.parametrize("how", ["text", "cut", "empty", "array", "missing", "picture", "few", "uneven"])
def test_a_spoilt_pack_is_named(how: str, tmp_path: Path, faces_of: Faces) -> None:
    spoil(tmp_path / "faces.npz", how, faces_of())
    with pytest.raises(ValueError, match=r"faces\.npz: (no readable pack of faces|its labels, splits)"):
        read_archive(tmp_path / "faces.npz")
