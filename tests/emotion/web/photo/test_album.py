"""What a session holds of its pictures: limits, names, results, and what is let go."""

from collections.abc import Iterable

import numpy as np
import pytest

from emotion.detection.presets import DetectorChoice
from emotion.images.decode import decode
from emotion.images.types import Picture
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.results import Box
from emotion.web.photo import album
from emotion.web.photo.album import Album, Photo, add, numbered, read, read_by, reduced
from tests.support.bad_pictures import HEAD, encode
from tests.support.fakes import FakeDetector

MEGABYTE = 2**20


@pytest.fixture(scope="module")
def model() -> LoadedModel:
    return ModelStore().load_model("compact")


def held(*files: tuple[str, bytes]) -> Album:
    return Album([Photo(name, content) for name, content in files])


def names(pictures: Album) -> list[str]:
    return [photo.name for photo in pictures.photos]


def test_a_new_upload_stands_in_front_in_its_own_order() -> None:
    pictures = held(("a", b"a"))
    add(pictures, [("b", b"b"), ("c", b"c")], 20, 200)
    assert names(pictures) == ["b", "c", "a"]


def test_the_same_bytes_are_held_once_whatever_their_name() -> None:
    pictures = held(("a", b"same"))
    add(pictures, [("b", b"same"), ("c", b"new"), ("d", b"new")], 20, 200)
    assert names(pictures) == ["c", "a"]
    assert pictures.problems == []


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("a.jpg", [], "a.jpg"),
        ("a.jpg", ["b.jpg"], "a.jpg"),
        ("a.jpg", ["a.jpg"], "a (2).jpg"),
        ("a.jpg", ["a.jpg", "a (2).jpg"], "a (3).jpg"),
        ("a", ["a"], "a (2)"),
        ("a.b.jpg", ["a.b.jpg"], "a.b (2).jpg"),
        (".jpg", [".jpg"], ".jpg (2)"),
        ("", [""], " (2)"),
    ],
)
def test_a_name_that_is_taken_gets_a_number(name: str, taken: Iterable[str], expected: str) -> None:
    assert numbered(name, taken) == expected


@pytest.mark.parametrize(
    ("sizes", "most", "megabytes", "kept"),
    [
        ([1, 1, 1], 20, 200, 3),
        ([1, 1, 1], 2, 200, 2),
        ([MEGABYTE, 1], 20, 1, 1),
        ([MEGABYTE // 2, MEGABYTE // 2, 1], 20, 1, 2),
        ([MEGABYTE + 1], 20, 1, 0),
    ],
)
def test_no_more_is_held_than_the_limits_allow(sizes: list[int], most: int, megabytes: int, kept: int) -> None:
    pictures = Album()
    files = [(f"{at}.png", bytes([at]) * size) for at, size in enumerate(sizes)]
    add(pictures, files, most, megabytes)
    assert names(pictures) == [name for name, _ in files[:kept]]
    assert [problem.split(":")[0] for problem in pictures.problems] == [f"`{name}`" for name, _ in files[kept:]]


def test_a_smaller_file_finds_the_room_that_a_larger_one_did_not() -> None:
    pictures = Album()
    add(pictures, [("large", bytes(MEGABYTE + 1)), ("small", b"1")], 20, 1)
    assert names(pictures) == ["small"]


def test_what_is_removed_takes_the_sentences_with_it() -> None:
    pictures = held(("a", b"a"), ("b", b"b"))
    first = pictures.photos[0]
    pictures.problems = ["one", "two"]
    pictures.remove(first)
    pictures.remove(first)  # a second click
    assert (names(pictures), pictures.problems) == (["b"], [])

    pictures.problems = ["three"]
    pictures.clear()
    assert (names(pictures), pictures.problems) == ([], [])


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((100, 200), (100, 200)),
        ((1600, 1200), (1600, 1200)),
        ((3200, 1600), (1600, 800)),
        ((40, 30_000), (2, 1600)),
        ((1, 30_000), (1, 1600)),
    ],
)
def test_the_page_gets_no_picture_larger_than_it_shows(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert reduced(np.zeros((*size, 3), np.uint8)).shape[:2] == expected


def test_a_picture_is_read_once_for_each_way_and_decoded_once_for_each_reading(
    model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []

    def counted(content: bytes) -> Picture:
        decoded.append(content)
        return decode(content)

    monkeypatch.setattr(album, "decode", counted)
    pictures = held(("a.png", encode(HEAD, "PNG")))
    normal, high = DetectorChoice(), DetectorChoice(sensitivity="high")
    for choice in (normal, high, normal):
        read(pictures, model, choice)
    assert len(decoded) == 2, "each of the two detectors looked once"
    assert set(pictures.photos[0].results) == {(model.identity, normal), (model.identity, high)}


def test_another_model_reads_what_was_cut_out_and_searches_for_nothing(
    model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = FakeDetector([Box(20, 20, 60, 60)])
    monkeypatch.setattr(album, "make_detector", lambda *_: searched)
    pictures, choice = held(("a.png", encode(HEAD, "PNG"))), DetectorChoice()
    read(pictures, model, choice)
    monkeypatch.setattr(album, "decode", None)

    other = ModelStore().load_model("report")
    read(pictures, other, choice)

    assert len(searched.seen) == 1
    ((photo, first),), ((same, second),) = (read_by(pictures, one, choice) for one in (model, other))
    assert photo is same is pictures.photos[0]
    assert first.crops is second.crops
    assert first.result.faces[0].box == second.result.faces[0].box
    assert first.result.faces[0].probabilities != second.result.faces[0].probabilities


def test_a_file_that_cannot_be_read_is_let_go_with_a_sentence(model: LoadedModel) -> None:
    pictures = held(("a.png", b"no picture"), ("b.png", encode(HEAD, "PNG")))
    read(pictures, model, DetectorChoice())
    assert names(pictures) == ["b.png"]
    assert len(pictures.photos[0].results) == 1
    (problem,) = pictures.problems
    assert problem.startswith("`a.png`: The file is no picture")
