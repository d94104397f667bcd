"""Small videos for tests: the astronaut panning, each frame at its time, with a tone or without."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from tests.browser import scene

Picture = npt.NDArray[np.uint8]
UNIT = Fraction(1, 1000)  # seconds; the only one that every format keeps
SOUND_RATE = 48000


@lru_cache(maxsize=64)
def astronaut(number: int, width: int, height: int) -> Picture:
    """Return a frame of the scene in which the detector finds one face."""
    return np.asarray(cv2.resize(scene.picture(number), (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def plain(number: int, width: int, height: int) -> Picture:
    """Return a grey picture."""
    return np.full((height, width, 3), 90, np.uint8)


def marked(number: int, width: int, height: int) -> Picture:
    """Return a grey picture whose upper left quarter is white: it tells how it is turned."""
    picture = plain(number, width, height).copy()
    picture[: height // 2, : width // 2] = 255
    return picture


def steady(count: int, rate: int = 10) -> list[int]:
    """Return the times of a clip with a constant rate, milliseconds."""
    return [index * 1000 // rate for index in range(count)]


def write_clip(
    path: Path,
    times: Sequence[int],
    size: tuple[int, int] = (160, 120),
    picture: Callable[[int, int, int], Picture] = plain,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    sound: str | None = None,
    rotation: int | None = None,
    options: dict[str, str] | None = None,
    told: dict[str, str] | None = None,
) -> Path:
    """Write frames at the given times, milliseconds, and return the path; the ending chooses the format.

    Args:
        path: of the file.
        times: of the frames; the first is 0.
        size: as stored, pixels.
        picture: makes the frame of a number, width and height, RGB; as stored, so before `rotation`.
        codec: FFmpeg's name of the video encoder.
        pixels: FFmpeg's name of the pixel format.
        sound: FFmpeg's name of an audio encoder: adds a tone as long as the frames.
        rotation: degrees by which a player is to turn the frames, counterclockwise.
        options: of the video encoder.
        told: options of the format, such as where an MP4's index stands.
    """
    with av.open(str(path), "w", options=told or {}) as file:
        quick = {"preset": "ultrafast"} if codec == "libx264" else {}
        video: Any = file.add_stream(codec, rate=10, options={**quick, **(options or {})})
        video.width, video.height, video.pix_fmt = size[0], size[1], pixels
        # AVI knows frames of one duration alone.
        video.codec_context.time_base = Fraction(1, 10) if path.suffix == ".avi" else UNIT
        if rotation is not None:
            video.set_display_rotation(rotation)
        tone = file.add_stream(sound, rate=SOUND_RATE, layout="mono") if sound else None
        for index, time in enumerate(times):
            frame = av.VideoFrame.from_ndarray(picture(index, *size), format="rgb24").reformat(format=pixels)
            unit = video.codec_context.time_base
            frame.pts, frame.time_base = round(time * UNIT / unit), unit
            file.mux(video.encode(frame))
        file.mux(video.encode())
        if tone is not None:
            _write_tone(file, tone, times[-1] / 1000 + 0.1)
    return path


def write_sound(path: Path, seconds: float = 0.5) -> Path:
    """Write a file that has only sound."""
    with av.open(str(path), "w") as file:
        _write_tone(file, file.add_stream("aac", rate=SOUND_RATE, layout="mono"), seconds)
    return path


def frame_times(path: Path) -> list[float]:
    """Return the times of a file's frames, seconds."""
    with av.open(str(path)) as file:
        unit = file.streams.video[0].time_base
        return [float((frame.pts or 0) * (unit or 0)) for frame in file.decode(video=0)]


def _write_tone(file: Any, stream: Any, seconds: float) -> None:
    wave = 8000 * np.sin(np.arange(int(seconds * SOUND_RATE)) * (2 * np.pi * 440 / SOUND_RATE))
    for start in range(0, len(wave) - 1023, 1024):
        samples = wave[start : start + 1024].astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        file.mux(stream.encode(frame))
    file.mux(stream.encode())


def write_sleeve(path: Path) -> Path:
    """Write sound with a picture on its sleeve, which is a stream of video to FFmpeg."""
    with av.open(str(write_sound(path.with_suffix(".m4a")))) as source, av.open(str(path), "w") as file:
        sound = file.add_stream_from_template(source.streams.audio[0])
        sleeve = file.add_stream("mjpeg", rate=1)
        sleeve.width, sleeve.height, sleeve.pix_fmt = 32, 32, "yuvj420p"
        sleeve.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame(32, 32, "yuvj420p")
        frame.pts, frame.time_base = 0, Fraction(1, 10)
        file.mux([*sleeve.encode(frame), *sleeve.encode()])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = sound
                file.mux(packet)
    return path
