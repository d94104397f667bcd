"""What a session holds of its pictures: limits, names, what is there twice, and what is let go."""

from collections.abc import Iterable

import pytest

from emotion.detection.presets import DetectorChoice
from emotion.models.identity import ModelIdentity
from emotion.web.photo.album import Album, Photo, add, numbered

MEGABYTE = 2**20


def held(*files: tuple[str, bytes]) -> Album:
    return Album([Photo(name, content) for name, content in files])


def names(pictures: Album) -> list[str]:
    return [photo.name for photo in pictures.photos]


def test_a_new_upload_stands_in_front_in_its_own_order() -> None:
    pictures = held(("a", b"a"))
    add(pictures, [("b", b"b"), ("c", b"c")], 20, 200)
    assert names(pictures) == ["b", "c", "a"]


def test_the_same_bytes_are_held_once_and_a_sentence_says_as_which() -> None:
    pictures = held(("a", b"same"))
    add(pictures, [("b", b"same"), ("c", b"new"), ("d", b"new"), ("a", b"same")], 20, 200)
    assert names(pictures) == ["c", "a"]
    assert pictures.problems == []
    assert pictures.repeated == [
        "`b` is the same picture as `a`, which is here already.",
        "`d` is the same picture as `c`, which is here already.",
        "`a` is here already.",
    ]

    add(pictures, [("e", b"other")], 20, 200)
    assert pictures.repeated == []


def test_the_same_bytes_are_told_as_such_where_there_is_no_room_either() -> None:
    pictures = held(("a", b"same"))
    add(pictures, [("b", b"same"), ("c", b"new")], 1, 200)
    assert [sentence.split()[0] for sentence in pictures.repeated] == ["`b`"]
    assert [sentence.split(":")[0] for sentence in pictures.problems] == ["`c`"]


def test_a_new_upload_is_read_though_the_last_one_was_stopped() -> None:
    pictures = Album(stopped={(ModelIdentity("n", "v"), DetectorChoice())})
    add(pictures, [("a", b"a")], 20, 200)
    assert pictures.stopped == set()


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
    pictures.problems, pictures.repeated = ["one", "two"], ["three"]
    pictures.remove(first)
    pictures.remove(first)  # a second click
    assert (names(pictures), pictures.problems, pictures.repeated) == (["b"], [], [])

    pictures.problems, pictures.repeated = ["three"], ["four"]
    pictures.clear()
    assert (names(pictures), pictures.problems, pictures.repeated) == ([], [], [])


def test_the_picture_that_is_opened_is_closed_with_its_end_and_no_other() -> None:
    pictures = held(("a", b"a"), ("b", b"b"), ("c", b"c"))
    first, second, third = pictures.photos
    pictures.open(second)
    pictures.remove(first)
    assert pictures.opened is second
    pictures.remove(second)
    assert pictures.opened is None

    pictures.open(third)
    pictures.clear()
    assert pictures.opened is None
