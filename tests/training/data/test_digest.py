"""Sums by which data is known again, wherever it was read from."""

import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emotion.labels import LABELS
from tests.support.training.documents import with_votes
from tests.support.training.fixtures import Faces, WriteCsv
from training.data.archive import write_archive
from training.data.digest import digests
from training.data.faceset import OFFICIAL_NAMES, OTHER, FaceSet
from training.data.read import read

FOLDERS = {"train": "train", "public": "test", "private": "test"}


def test_a_sum_is_over_labels_then_pixels_then_votes_in_order(faces_of: Faces) -> None:
    data = with_votes(faces_of(2, 3, 0), [5, None, 0])
    public = data.split("public")
    ten = [[0, 0, 0, 0, 0, 10, 0, 0, 0, 0], [4, 0, 0, 3, 3, 0, 0, 0, 0, 0], [10, 0, 0, 0, 0, 0, 0, 0, 0, 0]]

    found = digests(data)

    assert list(found) == ["train", "public", "votes"]
    assert found["public"] == hashlib.sha256(bytes([0, 1, 2]) + public.pixels.tobytes()).hexdigest()
    assert found["votes"]["public"] == hashlib.sha256(b"".join(map(bytes, ten))).hexdigest()
    assert list(found["votes"]) == ["train", "public"]


def test_the_csv_folders_of_it_and_a_pack_agree(faces_of: Faces, csv_of: WriteCsv, tmp_path: Path) -> None:
    data = faces_of(14, 7, 7)
    # As folders are read.
    order = np.lexsort((np.arange(len(data)), np.array([LABELS[label] for label in data.labels])))
    data = FaceSet(data.pixels[order], data.labels[order], data.splits[order], data.names[order])
    for index in range(len(data)):
        split = str(data.splits[index])
        folder = tmp_path / "folders" / FOLDERS[split] / LABELS[data.labels[index]]
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(data.pixels[index]).save(folder / f"{OFFICIAL_NAMES[split]}_{index:02}.png")
    write_archive(tmp_path / "faces.npz", data)

    expected = digests(data)

    assert digests(read(csv_of(tmp_path / "fer2013.csv", data))) == expected
    assert digests(read(tmp_path / "folders")) == expected
    assert digests(read(tmp_path / "faces.npz")) == {split: expected[split] for split in ("train", "public")}


def changed(data: FaceSet, what: str) -> FaceSet:
    """Return faces whose second PublicTest face is another in one respect."""
    second = int(np.flatnonzero(data.splits == "public")[1])
    pixels, labels, splits = data.pixels.copy(), data.labels.copy(), data.splits.copy()
    if what == "pixel":
        pixels[second, 47, 47] ^= 1
    elif what == "label":
        labels[second] = 6
    elif what == "order":
        pixels[[second, second + 1]], labels[[second, second + 1]] = (
            pixels[[second + 1, second]],
            labels[[second + 1, second]],
        )
    elif what == "one fewer":
        splits[second] = OTHER
    return dataclasses.replace(data, pixels=pixels, labels=labels, splits=splits)


@pytest.mark.parametrize("what", ["pixel", "label", "order", "one fewer"])
def test_a_split_that_differs_has_another_sum_and_the_others_have_theirs(what: str, faces_of: Faces) -> None:
    data = faces_of(7, 7, 7)

    before, after = digests(data), digests(changed(data, what))

    assert [split for split in before if before[split] != after[split]] == ["public"]


def test_other_votes_have_another_sum_and_the_faces_theirs(faces_of: Faces) -> None:
    data = faces_of(7, 7, 7)

    one, other = (digests(with_votes(data, [label, *range(6)])) for label in (3, 4))

    assert one.pop("votes") != other.pop("votes")
    assert one == other == digests(data)


def test_no_face_has_no_sum(faces_of: Faces) -> None:
    assert digests(faces_of(0, 0, 0)) == {}
