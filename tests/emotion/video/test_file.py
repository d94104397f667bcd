"""Frames and their times, from every format, whole and damaged."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import pytest

from emotion.video import file as video_file
from emotion.video.file import TimedFrame, VideoFile
from tests.support.clips import astronaut, frame_times, steady, write_clip, write_sound
from tests.support.odd_videos import write_moved, write_tracks

UNEVEN = [0, 40, 50, 150, 400, 410, 900, 1000]


def frames_of(path: Path) -> tuple[list[TimedFrame], VideoFile]:
    with VideoFile(path) as file:
        return [part for part in file.demux() if isinstance(part, TimedFrame)], file


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("clip.mp4", {}),
        ("clip.mov", {"codec": "mpeg4"}),
        ("clip.mp4", {"pixels": "yuv420p10le"}),
        ("clip.mp4", {"pixels": "gray"}),
        ("clip.mp4", {"size": (321, 241), "pixels": "yuv444p"}),
        ("clip.mkv", {"sound": "libopus"}),
        ("clip.webm", {"codec": "libvpx-vp9", "options": {"cpu-used": "8", "deadline": "realtime"}}),
        ("clip.avi", {"codec": "mjpeg", "pixels": "yuvj420p"}),
        ("clip.mp4", {"options": {"bf": "2", "preset": "veryfast"}}),
    ],
    ids=lambda value: str(value),
)
def test_every_format_gives_its_frames_at_their_times(tmp_path: Path, name: str, more: dict[str, Any]) -> None:
    path = write_clip(tmp_path / name, steady(8), **more)
    frames, file = frames_of(path)
    assert [timed.at for timed in frames] == pytest.approx([index / 10 for index in range(8)], abs=0.002)
    assert [timed.index for timed in frames] == list(range(8))
    assert file.end == pytest.approx(0.8, abs=0.01)
    assert (file.damaged, file.ended_early) == (0, "")
    assert file.share == pytest.approx(1)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_a_variable_rate_keeps_each_frames_own_time(tmp_path: Path, name: str) -> None:
    frames, _ = frames_of(write_clip(tmp_path / name, UNEVEN))
    assert [timed.at for timed in frames] == pytest.approx([time / 1000 for time in UNEVEN], abs=0.002)


def test_one_frame_is_a_video(tmp_path: Path) -> None:
    frames, file = frames_of(write_clip(tmp_path / "clip.mp4", [0]))
    assert [timed.at for timed in frames] == [0]
    assert file.end > 0


def test_a_clock_that_begins_anew_goes_on_from_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = [*steady(20), 2000, 2300, 2350, 2900]
    with VideoFile(write_clip(tmp_path / "clip.mkv", times, options={"bf": "0"})) as file:
        decode = file._decode

        def restarted(packet: Any) -> object:
            if packet.pts is not None and packet.pts * packet.time_base >= 2:
                packet.pts -= round(2 / packet.time_base)
            return decode(packet)

        monkeypatch.setattr(file, "_decode", restarted)
        found = [part.at for part in file.demux() if isinstance(part, TimedFrame)]
    assert found == pytest.approx([time / 1000 for time in times], abs=0.002)


def test_frames_that_tell_the_same_time_still_follow_each_other(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(5))
    with VideoFile(path) as file:
        frame = next(part for part in file.demux() if isinstance(part, TimedFrame)).frame
        times = [file._timed(frame).at for _ in range(3)]
    assert times == sorted(set(times))


@pytest.mark.parametrize("name", ["clip.mkv", "clip.webm", "clip.mp4"])
def test_a_clock_that_does_not_begin_at_0_is_no_cut(tmp_path: Path, name: str) -> None:
    codec = "libvpx-vp9" if name == "clip.webm" else "mpeg4"
    source = write_clip(tmp_path / "source.mkv", steady(20), codec=codec)
    frames, file = frames_of(write_moved(tmp_path / name, source, 20))
    assert [timed.at for timed in frames] == pytest.approx([index / 10 for index in range(20)], abs=0.002)
    assert file.declared_duration == pytest.approx(2, abs=0.11)
    assert file.ended_early == ""


def test_a_cut_is_told_also_where_the_clock_does_not_begin_at_0(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "source.mkv", steady(60), picture=astronaut, codec="mpeg4")
    path = write_moved(tmp_path / "clip.mkv", source, 20)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _, file = frames_of(path)
    assert f"cut off: it ends at {file.end:.1f} s of 6.0 s" in file.ended_early
    assert 1 < file.end < 4


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv"])
def test_sound_that_lasts_longer_makes_the_video_no_longer(tmp_path: Path, name: str) -> None:
    frames, file = frames_of(write_tracks(tmp_path / name, [(20, (64, 48), True)], sound=6))
    assert len(frames) == 20
    assert file.declared_duration == pytest.approx(2, abs=0.05)
    assert (file.ended_early, file.share) == ("", pytest.approx(1, abs=0.02))


def test_a_cut_avi_is_told(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.avi", steady(40), picture=astronaut, codec="mjpeg", pixels="yuvj420p")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    frames, file = frames_of(path)
    assert 10 < len(frames) < 30
    assert file.ended_early == f"The file is cut off: it ends at {file.end:.1f} s."


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_what_came_before_a_cut_is_kept_and_the_cut_is_told(tmp_path: Path, name: str) -> None:
    told = {"movflags": "faststart"} if name == "clip.mp4" else {}
    path = write_clip(tmp_path / name, steady(40), (160, 120), astronaut, codec="mpeg4", told=told)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    frames, file = frames_of(path)
    assert 2 < len(frames) < 35
    assert "cut off" in file.ended_early
    assert f"{file.end:.1f} s" in file.ended_early
    assert file.share < 0.9


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
def test_damaged_frames_are_left_out_and_counted(tmp_path: Path, codec: str) -> None:
    path = write_clip(tmp_path / "clip.mkv", steady(30), (160, 120), astronaut, codec=codec, options={"g": "5"})
    with av.open(str(path)) as opened:
        packets = [(packet.pos, packet.size) for packet in opened.demux(video=0) if packet.size]
    content = bytearray(path.read_bytes())
    for position, size in packets[12:14]:
        start = content.index(b"\xa3", position or 0)
        content[start + 12 : start + size] = bytes(255 - value for value in content[start + 12 : start + size])
    path.write_bytes(content)
    frames, file = frames_of(path)
    assert file.damaged >= 1
    assert 20 <= len(frames) <= 29
    assert frames[-1].at == pytest.approx(2.9, abs=0.002), "reading goes on behind the damage"
    assert file.ended_early == ""


def test_a_frame_that_the_decoder_calls_damaged_is_left_out(tmp_path: Path) -> None:
    with VideoFile(write_clip(tmp_path / "clip.mp4", steady(2))) as file:
        (whole,) = (part.frame for part in list(file.demux())[:1] if isinstance(part, TimedFrame))
        video: Any = SimpleNamespace(
            decode=lambda packet: [SimpleNamespace(is_corrupt=True), whole], time_base=file.video.time_base
        )
        file.video = video
        frames = list(file._decode(av.Packet()))
    assert [timed.frame for timed in frames] == [whole]
    assert file.damaged == 1


def test_progress_goes_by_bytes_where_no_length_is_told(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", steady(30), (160, 120), astronaut, "mpeg4")
    live = tmp_path / "live.mkv"
    with av.open(str(path)) as source, av.open(str(live), "w", options={"live": "1"}) as file:
        stream = file.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                file.mux(packet)
    with VideoFile(live) as file:
        assert file.declared_duration is None
        shares = [file.share for _ in file.demux()]
    assert shares == sorted(shares)
    assert shares[len(shares) // 2] == pytest.approx(0.5, abs=0.3)
    assert shares[-1] == pytest.approx(1, abs=0.1)


def test_the_decoder_refuses_frames_over_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_file, "MAX_PIXELS", 100 * 100)
    frames, file = frames_of(write_clip(tmp_path / "clip.mp4", steady(3)))
    assert frames == []
    assert file.damaged or file.ended_early


def test_sound_comes_in_packets_between_the_frames(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(10), sound="aac")
    with VideoFile(path) as file:
        demux = list(file.demux())
        assert file.sound is not None
    assert sum(not isinstance(part, TimedFrame) for part in demux) > 30
    assert len(frame_times(path)) == sum(isinstance(part, TimedFrame) for part in demux)


def test_a_file_is_closed_when_it_is_refused(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "clip.mp4")
    with pytest.raises(ValueError, match="only sound"):
        VideoFile(path)
    path.unlink()
