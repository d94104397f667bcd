"""Whole videos of kinds that are read wrongly when one looks only at the usual ones."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.stream import Disposition

from tests.support.clips import plain, steady, write_clip

_PACKED = b"\0\0\1\xb2DivX503b1393p"  # what writers of packed B-frames leave in the stream
_VOP = b"\0\0\1\xb6"


def write_tracks(
    path: Path, tracks: Sequence[tuple[int, tuple[int, int], bool]], codec: str = "mpeg4", sound: float = 0.0
) -> Path:
    """Write several tracks of video, each of a number of frames at 10 a second, a size, and whether it is the default.

    Args:
        path: of the file; the ending chooses the format.
        tracks: of it, in the file's order.
        codec: FFmpeg's name of the video encoder.
        sound: seconds of silence beside them; 0 for none.
    """
    with av.open(str(path), "w") as file:
        streams: list[Any] = []
        for _, (width, height), default in tracks:
            stream: Any = file.add_stream(codec, rate=10)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.disposition = Disposition.default if default else Disposition(0)
            streams.append(stream)
        silence: Any = file.add_stream("aac", rate=48000, layout="mono") if sound else None
        for stream, (count, size, _) in zip(streams, tracks, strict=True):
            for number in range(count):
                frame = av.VideoFrame.from_ndarray(plain(number, *size), format="rgb24").reformat(format="yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, 10)
                file.mux(stream.encode(frame))
            file.mux(stream.encode())
        for start in range(0, int(sound * 48000), 1024):
            quiet: Any = av.AudioFrame("fltp", "mono", 1024)
            quiet.planes[0].update(bytes(quiet.planes[0].buffer_size))
            quiet.sample_rate, quiet.pts, quiet.time_base = 48000, start, Fraction(1, 48000)
            file.mux(silence.encode(quiet))
        if silence is not None:
            file.mux(silence.encode())
    return path


def write_moved(path: Path, source: Path, seconds: float) -> Path:
    """Write the same packets again, on a clock that begins so many seconds later."""
    return _rewrite(path, source, lambda pts, dts, unit: (pts + round(seconds / unit), dts + round(seconds / unit)))


def write_undelayed(path: Path, source: Path) -> Path:
    """Write the same packets again, each with the time of decoding as that of presentation."""
    return _rewrite(path, source, lambda pts, dts, unit: (dts, dts))


def write_packed(path: Path, frames: int = 24) -> Path:
    """Write an AVI at 25 frames a second with packed B-frames, as old XviD did.

    A frame that others between refer to stands in one packet with the first of them, and an empty one fills its place.
    """
    source = write_clip(
        path.with_name("source.mp4"), steady(frames, 10), codec="mpeg4", options={"bf": "2", "b_strategy": "0"}
    )
    with av.open(str(source)) as opened, av.open(str(path), "w") as file:
        video = opened.streams.video[0]
        stream: Any = file.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = video.width, video.height, "yuv420p"
        stream.codec_context.extradata = video.codec_context.extradata
        contents = [bytes(packet) for packet in opened.demux(video) if packet.size]
        for number, content in enumerate(_packed(contents)):
            packet: Any = av.Packet(content)
            packet.pts = packet.dts = number
            packet.time_base, packet.stream = Fraction(1, 25), stream
            packet.is_keyframe = number == 0
            file.mux(packet)
    return path


def _packed(contents: Sequence[bytes]) -> list[bytes]:
    contents = [contents[0].replace(_VOP, _PACKED + _VOP, 1), *contents[1:]]
    result, number = [], 0
    while number < len(contents):
        first = contents[number]
        if number + 1 < len(contents) and not _between(first) and _between(contents[number + 1]):
            run = 1
            while number + run + 1 < len(contents) and _between(contents[number + run + 1]):
                run += 1
            rest = list(contents[number + 2 : number + run + 1])
            result += [first + contents[number + 1], *rest, _VOP + b"\x51\x7f"]
            number += run + 1
        else:
            result.append(first)
            number += 1
    return result


def _between(content: bytes) -> bool:
    return content[content.index(_VOP) + 4] >> 6 == 2


def _rewrite(path: Path, source: Path, times: Callable[[int, int, Fraction], tuple[int, int]]) -> Path:
    with av.open(str(source)) as opened, av.open(str(path), "w") as file:
        streams = {stream.index: file.add_stream_from_template(stream) for stream in opened.streams}
        for packet in opened.demux():
            if packet.dts is not None and packet.pts is not None:
                packet.pts, packet.dts = times(packet.pts, packet.dts, packet.time_base or Fraction(1))
                packet.stream = streams[packet.stream.index]
                file.mux(packet)
    return path
