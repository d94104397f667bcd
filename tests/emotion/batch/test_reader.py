"""One file to its rows, whatever the file is."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from emotion.batch.reader import BatchSettings, Job, Reader
from emotion.classification.base import ModelError
from emotion.classification.calibration import Expectation
from emotion.detection.presets import DetectorChoice
from emotion.images.decode import MAX_BYTES, decode
from emotion.models.store import DEFAULT_MODEL, MODELS
from emotion.sample.scene import PICTURE, astronaut
from emotion.video.file import VideoFile
from tests.support.bad_pictures import png_claiming
from tests.support.clips import astronaut as moving
from tests.support.clips import steady, write_clip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(BatchSettings())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return Path(shutil.copy(PICTURE, tmp_path / "a.jpg"))


def test_a_picture_is_read_as_on_the_page(reader: Reader, picture: Path) -> None:
    (row,) = reader.read(Job(picture)).to_pylist()
    assert row["file"] == str(picture)
    assert (row["label"], row["sure"], row["error"]) == ("happy", True, None)
    assert (row["picture_width"], row["picture_height"]) == (512, 512)
    assert row["model"] == DEFAULT_MODEL
    assert row["detector"].endswith(", normal")


def test_a_video_is_read_at_its_rate_or_by_its_frames(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", steady(20), (320, 240), moving)
    shares: list[float] = []
    rows = Reader(BatchSettings(every=5)).read(Job(path), shares.append).to_pylist()
    assert [row["frame"] for row in rows] == [0, 5, 10, 15]
    assert {row["kind"] for row in rows} == {"video"}
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("name", "content", "kind", "sentence"),
    [
        ("a.png", png_claiming(100_000, 100_000), "picture", "megapixels"),
        ("a.jpg", b"", "picture", "The file is empty"),
        ("a.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 300, "video", "The MP4 or MOV file cannot be read"),
        ("a.txt", b"words", "picture", "no picture or video of a known format"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    reader: Reader, tmp_path: Path, name: str, content: bytes, kind: str, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (row,) = reader.read(Job(tmp_path / name)).to_pylist()
    assert row["kind"] == kind
    assert sentence in row["error"]
    assert row["face"] is None


def test_a_file_that_is_gone_too_large_or_a_folder_says_so(reader: Reader, tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    found = [reader.read(Job(path)).to_pylist()[0]["error"] for path in (tmp_path / "gone.jpg", tmp_path, large)]
    assert found[0] == "The file cannot be read: No such file or directory."
    assert found[1] == "The file cannot be read: Is a directory."
    assert "at most 40 MB are accepted" in found[2]


def test_a_fault_of_ours_costs_one_file(
    reader: Reader, picture: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("nobody thought of that")

    monkeypatch.setattr("emotion.batch.reader.analyze", broken)
    (row,) = reader.read(Job(picture)).to_pylist()
    assert "fault of Mien's" in row["error"]
    assert "nobody thought of that" in caplog.text


def test_annotated_copies_are_drawn_on_and_blurred(tmp_path: Path, picture: Path) -> None:
    video = write_clip(tmp_path / "b.mkv", steady(4))
    reader = Reader(BatchSettings(annotated=tmp_path / "copies", blurred=True))
    reader.read(Job(picture, tmp_path / "copies" / "in" / "a"))
    reader.read(Job(video, tmp_path / "copies" / "b"))
    copy, face = decode((tmp_path / "copies" / "in" / "a.jpg").read_bytes()), (slice(80, 150), slice(190, 250))
    assert copy.shape == astronaut().shape
    differs = np.abs(copy[face].astype(int) - astronaut()[face]).mean()
    elsewhere = np.abs(copy[400:].astype(int) - astronaut()[400:]).mean()
    assert differs > 20 > 5 > elsewhere
    with VideoFile(tmp_path / "copies" / "b.mp4") as made:
        assert made.video.frames == 4


def test_a_copy_that_cannot_be_written_ends_it(reader: Reader, tmp_path: Path, picture: Path) -> None:
    (tmp_path / "copies").touch()
    with pytest.raises(OSError, match="copies"):
        reader.read(Job(picture, tmp_path / "copies" / "a"))


def test_settings_choose_the_model_what_it_expects_and_the_detector(tmp_path: Path, picture: Path) -> None:
    shutil.copytree(MODELS / "compact", tmp_path / "own" / "compact")
    settings = BatchSettings(str(tmp_path / "own" / "compact"), Expectation.CROWD, DetectorChoice("haar", "high"))
    (row,) = Reader(settings).read(Job(picture)).to_pylist()
    assert (row["model"], row["expects"], row["detector"]) == ("compact", "crowd", "haar, high")
    with pytest.raises(ModelError, match="is missing"):
        Reader(BatchSettings("nothing"))
    with pytest.raises(ValueError, match="detector"):
        Reader(BatchSettings(detector=DetectorChoice("nothing")))
