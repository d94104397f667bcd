"""The file of the annotated video: every frame at its time, with its sound and colours, whole or not there."""

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest

from emotion.images.types import Picture
from emotion.results import FrameResult
from emotion.video import writer as video_writer
from emotion.video.analysis import analyze_video
from emotion.video.file import TimedFrame, VideoFile
from emotion.video.writer import VideoWriter
from tests.support.clips import astronaut, frame_times, plain, steady, write_clip
from tests.support.video_results import annotate, fake_analyzer, pictures_of


@pytest.mark.parametrize(
    ("name", "times", "more"),
    [
        ("clip.mp4", steady(12, 30), {"sound": "aac"}),
        ("clip.mp4", [0, 40, 50, 150, 400, 410, 900, 1000], {"sound": "aac"}),
        ("clip.mkv", [0, 33, 67, 500, 533], {}),
        ("clip.avi", steady(8), {"codec": "mjpeg", "pixels": "yuvj420p"}),
        ("clip.mp4", [0], {}),
    ],
)
def test_every_frame_comes_back_at_its_time(tmp_path: Path, name: str, times: list[int], more: dict[str, Any]) -> None:
    source = write_clip(tmp_path / name, times, **more)
    result, target = annotate(source)
    assert frame_times(target) == pytest.approx(frame_times(source), abs=1e-4)
    assert result.output is not None
    assert (result.output.path, result.output.codec) == (target, "libx264")
    with av.open(str(target)) as file:
        stream = file.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert float((file.duration or 0) / av.time_base) == pytest.approx(times[-1] / 1000 + 0.1, abs=0.12)


@pytest.mark.parametrize(
    ("name", "sound", "handling", "codec"),
    [
        ("clip.mp4", "aac", "copied", "aac"),
        ("clip.webm", "libopus", "copied", "opus"),
        ("clip.mkv", "flac", "copied", "flac"),
        ("clip.mp4", "ac3", "coded anew as AAC", "aac"),
        ("clip.mkv", "eac3", "coded anew as AAC", "aac"),
        ("clip.mp4", "alac", "coded anew as AAC", "aac"),
        ("clip.mp4", "mp2", "coded anew as AAC", "aac"),
        ("clip.mkv", "pcm_s16le", "coded anew as AAC", "aac"),
        ("clip.mkv", None, "none", None),
    ],
)
def test_the_sound_stays_and_stays_in_step(
    tmp_path: Path, name: str, sound: str | None, handling: str, codec: str | None
) -> None:
    vp9: dict[str, Any] = (
        {"codec": "libvpx-vp9", "options": {"cpu-used": "8", "deadline": "realtime"}} if "webm" in name else {}
    )
    source = write_clip(tmp_path / name, steady(10), sound=sound, **vp9)
    result, target = annotate(source)
    assert result.output is not None
    assert result.output.sound == handling
    assert sound_of(target)[0] == codec
    if sound:
        _, start, end, loudness = sound_of(target)
        assert (start, end) == pytest.approx(sound_of(source)[1:3], abs=0.05)
        assert loudness > 0.05


def test_sound_whose_times_are_told_in_coarse_steps_is_written_whole(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "clip.mkv", steady(10), sound="pcm_s16le")
    target = tmp_path / "annotated.mp4"
    with VideoFile(source) as file, VideoWriter(target, file, 160, 120) as writer:
        for item in file.demux():
            if isinstance(item, TimedFrame):
                writer.add(plain(0, 160, 120), item)
                continue
            frames: list[Any] = list(item.decode())
            for frame in frames:
                frame.pts, frame.time_base = int(frame.pts * frame.time_base * 20), Fraction(1, 20)
            writer.add_sound(SimpleNamespace(decode=lambda frames=frames: frames))
    _, start, end, loudness = sound_of(target)
    assert (start, end) == pytest.approx((0, 1), abs=0.08)
    assert loudness > 0.05


def sound_of(path: Path) -> tuple[str | None, float, float, float]:
    """Return the codec, begin and end in seconds, and mean loudness, 0 to 1."""
    with av.open(str(path)) as file:
        if not file.streams.audio:
            return None, 0.0, 0.0, 0.0
        name = file.streams.audio[0].codec_context.name
        frames: list[Any] = list(file.decode(audio=0))
    values = np.concatenate([frame.to_ndarray().ravel() for frame in frames])
    scale = 32768 if values.dtype == np.int16 else 1
    ends = frames[-1].time + frames[-1].samples / frames[-1].sample_rate
    return name, frames[0].time, ends, float(abs(values.astype(float)).mean() / scale)


@pytest.mark.parametrize("size", [(320, 240), (1280, 720)])
def test_colours_stay(tmp_path: Path, size: tuple[int, int]) -> None:
    def painted(number: int, width: int, height: int) -> Picture:
        return np.full((height, width, 3), (190, 60, 40), np.uint8)

    source = tmp_path / "clip.mp4"
    write_clip(source, [0], size, painted)
    with av.open(str(source)) as file:
        # As this file's frames name no matrix, the picture is what a player would make of them.
        frame = next(file.decode(video=0))
        matrix = 1 if size[1] >= 720 else 5
        expected = frame.to_ndarray(format="rgb24", src_colorspace=matrix)[20, 20].astype(int)
    _, target = annotate(source, annotate_frame=lambda picture, result: picture)
    with av.open(str(target)) as file:
        frame = next(file.decode(video=0))
    assert (frame.colorspace, frame.color_range) == (1, 1), "named, so that no player has to guess"
    assert abs(frame.to_ndarray(format="rgb24")[20, 20].astype(int) - expected).max() <= 4


def test_the_file_plays_while_it_loads(tmp_path: Path) -> None:
    _, target = annotate(write_clip(tmp_path / "clip.mp4", steady(10), picture=astronaut))
    content = target.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_an_error_leaves_neither_half_a_file_nor_touches_the_old_one(tmp_path: Path) -> None:
    source, target = write_clip(tmp_path / "clip.mp4", steady(60)), tmp_path / "annotated.mp4"
    target.write_text("an older one")

    def failing(picture: Picture, result: FrameResult) -> Picture:
        if result.at > 4:  # the encoder has given something by then
            raise RuntimeError("broken on purpose")
        return picture

    with pytest.raises(RuntimeError, match="broken on purpose"):
        annotate(source, annotate_frame=failing)
    assert sorted(tmp_path.iterdir()) == [target, source]
    assert target.read_text() == "an older one"


def test_the_source_is_never_written_over(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "clip.mp4", steady(2))
    with pytest.raises(ValueError, match="cannot take the place"):
        analyze_video(source, fake_analyzer(), annotate=tmp_path / "." / "clip.mp4")


def test_another_encoder_is_taken_and_told_where_h264_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = video_writer._can_encode
    monkeypatch.setattr(video_writer, "_can_encode", lambda name: name != "libx264" and known(name))
    source = write_clip(tmp_path / "clip.mp4", steady(6))
    result, target = annotate(source)
    assert result.output is not None
    assert result.output.codec == "mpeg4"
    assert frame_times(target) == pytest.approx(frame_times(source), abs=1e-4)


def test_a_video_that_changes_its_size_is_written_in_its_first(tmp_path: Path) -> None:
    one = write_clip(tmp_path / "one.mkv", steady(5), (160, 120), plain, "mjpeg", "yuvj420p")
    two = write_clip(tmp_path / "two.mkv", steady(5), (320, 240), plain, "mjpeg", "yuvj420p")
    joined = tmp_path / "joined.mkv"
    with av.open(str(one)) as first, av.open(str(two)) as second, av.open(str(joined), "w") as file:
        stream = file.add_stream_from_template(first.streams.video[0])
        for source, shift in ((first, 0), (second, 500)):
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.pts, packet.dts = (packet.pts or 0) + shift, packet.dts + shift
                    packet.stream = stream
                    file.mux(packet)
    result, target = annotate(joined)
    assert (result.timeline.frames, result.timeline.width, result.timeline.height) == (10, 160, 120)
    assert {picture.shape for picture in pictures_of(target)} == {(120, 160, 3)}
