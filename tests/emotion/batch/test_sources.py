"""Which files of folders are read, in which order, and as what."""

import os
from pathlib import Path

import pytest

from emotion.batch.sources import SourceError, files_in, kind_of
from emotion.sample.scene import PICTURE
from tests.support.clips import write_clip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.JPG", "a.mp4", "notes.txt", ".hidden.jpg", "in/c.heic", ".git/d.jpg", "in/deep/e.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "round").symlink_to(tmp_path)
    return tmp_path


def test_folders_are_gone_through_in_order_without_what_is_hidden_or_leads_round(folder: Path) -> None:
    found = [str(file.path.relative_to(folder)) for file in files_in([folder])]
    assert found == ["a.mp4", "b.JPG", "in/c.heic", "in/deep/e.png"]


@pytest.mark.parametrize("name", ["a.jfif", "a.jpe", "a.HIF", "a.3gp", "a.qt", "a.avif"])
def test_rarer_endings_count(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert [file.path.name for file in files_in([tmp_path])] == [name]


def test_without_an_ending_the_content_decides(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(PICTURE.read_bytes())
    write_clip(tmp_path / "clip.mp4", [0, 100]).rename(tmp_path / "video")
    (tmp_path / "README").write_text("words")
    (tmp_path / "nothing").touch()
    (tmp_path / "gone").symlink_to(tmp_path / "no such file")
    os.mkfifo(tmp_path / "pipe")
    assert [file.path.name for file in files_in([tmp_path])] == ["picture", "video"]


def test_a_file_is_taken_whatever_its_name_and_once(folder: Path) -> None:
    named = [folder / "notes.txt", folder / "in", folder, folder / "notes.txt"]
    found = [file.path.name for file in files_in(named)]
    assert found == ["notes.txt", "c.heic", "e.png", "a.mp4", "b.JPG"]


def test_a_file_lies_below_what_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    given = [Path("in"), folder / "in", Path("in/deep/e.png"), Path(".")]
    assert [str(file.below) for file in files_in(given)] == [
        *("in/c.heic", "in/deep/e.png"),
        *("in/c.heic", "in/deep/e.png"),
        *("a.mp4", "b.JPG"),
    ]


def test_a_path_with_nothing_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        list(files_in([tmp_path, tmp_path / "gone"]))
    assert raised.value.filename == str(tmp_path / "gone")


def test_the_content_says_what_a_file_is_and_else_its_name(tmp_path: Path) -> None:
    picture, video = tmp_path / "picture.mp4", tmp_path / "video.jpg"
    picture.write_bytes(PICTURE.read_bytes())
    write_clip(video.with_suffix(".mp4"), [0, 100]).rename(video)
    empty, cut = tmp_path / "empty.png", tmp_path / "cut.mkv"
    empty.touch()
    cut.write_bytes(b"\0" * 600)
    assert [kind_of(path) for path in (picture, video, empty, cut)] == ["picture", "video", "picture", "video"]
    text = tmp_path / "notes.txt"
    text.write_text("words")
    with pytest.raises(SourceError, match=r"no picture or video of a known format. Expected JPEG, .*, or MP4, "):
        kind_of(text)
