"""What is accepted as a video, and what people are told otherwise."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from emotion.video import opening as video_opening
from emotion.video.opening import VideoError, open_container, video_stream
from tests.support.clips import astronaut, steady, write_clip, write_sleeve, write_sound
from tests.support.odd_videos import write_tracks


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def text(path: Path) -> Path:
    path.write_text("seconds,label\n" * 500)
    return path


def playlist(path: Path) -> Path:
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n")
    return path


def concatenation(path: Path) -> Path:
    write_clip(path.with_name("other.mp4"), steady(2))
    path.write_text("ffconcat version 1.0\nfile other.mp4\n")
    return path


def halved(path: Path) -> Path:
    content = write_clip(path, steady(20), picture=astronaut, codec="mpeg4").read_bytes()
    path.write_bytes(content[: len(content) // 2])  # the index stands at the end
    return path


def broken(path: Path) -> Path:
    """A file whose index is cut off within."""
    path.write_bytes(write_clip(path, steady(5)).read_bytes()[:-600])
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (empty, "The file is empty. Expected a video: MP4"),
        (text, "no video of a known format. Expected MP4"),
        (playlist, "no video of a known format"),
        (concatenation, "no video of a known format"),
        (halved, "The MP4 or MOV file cannot be read: it is damaged or cut off. Check that"),
        (broken, "found neither picture nor sound. It may be cut off"),
        (write_sound, "no video in it: expected moving pictures, found only sound"),
        (write_sleeve, "no video in it: expected moving pictures, found only sound"),
    ],
)
def test_what_is_no_video_is_said(tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    path = make(tmp_path / "clip.mp4")
    with pytest.raises(VideoError, match=re.escape(said)), open_container(path) as container:
        video_stream(container)


def test_a_frame_over_the_bound_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(1))
    monkeypatch.setattr(video_opening, "MAX_PIXELS", 160 * 120 - 1)
    with pytest.raises(VideoError, match="160 x 120 pixels; at most"), open_container(path) as container:
        video_stream(container)


@pytest.mark.parametrize("name", ["clip.txt", "a%03d.mp4", "http:x.mp4", "clip"])
def test_the_content_decides_not_the_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_clip(tmp_path / "clip.mp4", steady(2)).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    with open_container(Path(name)) as container:
        assert video_stream(container).width == 160


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv"])
@pytest.mark.parametrize(
    ("tracks", "chosen"),
    [
        ([(5, (64, 48), False), (5, (320, 240), True)], 1),
        ([(5, (64, 48), True), (5, (320, 240), False)], 0),
        ([(5, (64, 48), True), (5, (320, 240), True)], 1),
        ([(5, (320, 240), True), (5, (64, 48), True)], 0),
        ([(5, (64, 48), True), (5, (64, 48), True)], 0),
    ],
)
def test_of_several_videos_the_one_that_is_meant_is_read(
    tmp_path: Path, name: str, tracks: list[tuple[int, tuple[int, int], bool]], chosen: int
) -> None:
    with open_container(write_tracks(tmp_path / name, tracks)) as container:
        assert video_stream(container).index == chosen


@pytest.mark.parametrize(
    "tracks", [[(2, (64, 48), True), (9, (64, 48), True)], [(1, (640, 480), True), (9, (64, 48), True)]]
)
def test_of_two_alike_the_longer_is_read_and_a_still_last(
    tmp_path: Path, tracks: list[tuple[int, tuple[int, int], bool]]
) -> None:
    with open_container(write_tracks(tmp_path / "clip.mp4", tracks)) as container:
        assert video_stream(container).index == 1
