"""Writes the annotated video: MP4, H.264 where it can be had, each frame at its time, with the source's sound."""

from contextlib import AbstractContextManager, suppress
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
from av.audio.stream import AudioStream
from av.codec.codec import Codec
from av.video.reformatter import ColorRange, Colorspace

from emotion.images.types import Picture
from emotion.video.file import TimedFrame, VideoFile
from emotion.video.result import OutputVideo

# The best first. Constant quality: x264's crf, and a quantizer for MPEG-4 part 2. No B-frames: with them a file of
# variable rate declares too short a duration, since MP4 counts it in the order of decoding.
ENCODERS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("libx264", {"crf": "21", "preset": "veryfast", "bf": "0"}),
    ("libopenh264", {}),
    ("mpeg4", {"qmin": "3", "qmax": "6"}),
)
# Sound that is put into the MP4 as it is: what every browser plays there. Not AC-3, E-AC-3 or ALAC, which MP4 may hold
# and most browsers pass over; not MP3, since MP2 in an MP4 calls itself that and none under 16 kHz may stand there.
COPIED: Final = frozenset({"aac", "flac", "opus"})
UNIT: Final = Fraction(1, 60_000)  # seconds; exact for the usual rates, and no finer than MPEG-4 part 2 allows
_GAP: Final = Fraction(1, 5)  # seconds by which sound may be told to begin after its end before, and still goes on
_AAC_RATES: Final = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)


class VideoWriter(AbstractContextManager["VideoWriter"]):
    """Writes beside `path` and moves the file there when it is whole; leaving with an error leaves nothing behind.

    Use it in a `with` statement. What was written until it is left without an error is a complete video.
    """

    def __init__(self, path: Path, source: VideoFile, width: int, height: int, threads: int = 1) -> None:
        """Prepare a video.

        Args:
            path: of the MP4; a file that stands there is replaced at the end.
            source: whose sound and rate the video gets.
            width: of every picture, even, pixels.
            height: likewise.
            threads: of the encoder.
        """
        self.width, self.height = width, height
        self._path, self._partial = path, path.with_name(f".{path.name}.part")
        self._origin = source.origin
        self._heard: Fraction | None = None  # seconds at which the sound so far ends
        self._container = av.open(str(self._partial), "w", format="mp4", options={"movflags": "faststart"})
        try:
            self._codec, self._video = _video(self._container, source.declared_fps, width, height, threads)
            self._sound, self._handling = _sound(self._container, source.sound)
        except BaseException:
            self._discard()
            raise

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is not None:
            self._discard()
            return
        try:
            self._finish()
        except BaseException:
            self._discard()
            raise

    @property
    def output(self) -> OutputVideo:
        """The annotated video that is being written."""
        return OutputVideo(self._path, self._codec, self._handling)

    def add(self, picture: Picture, timed: TimedFrame) -> None:
        """Write a picture, RGB uint8 [height, width, 3], at the time of the frame it was made from."""
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
            format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )
        frame.pts, frame.time_base = round(timed.at / UNIT), UNIT
        frame.duration = max(1, round(timed.duration / UNIT))
        self._container.mux(self._video.encode(frame))

    def add_sound(self, packet: Any) -> None:
        """Write a packet of the source's sound; without a sound stream nothing happens."""
        if self._sound is None:
            return
        with suppress(av.FFmpegError):  # a damaged packet of the sound is left out, and the video goes on
            if self._handling == "copied":
                shift = round(self._origin / packet.time_base)
                packet.pts = None if packet.pts is None else packet.pts - shift
                packet.dts = None if packet.dts is None else packet.dts - shift
                packet.stream = self._sound
                self._container.mux(packet)
                return
            for frame in packet.decode():
                self._container.mux(self._sound.encode(self._placed(frame)))

    def _placed(self, frame: Any) -> Any:
        """Return a frame of sound at its time, in samples: right after the one before, unless something is missing.

        Files may tell times in steps of whole packets, which would put one frame over another.
        """
        told = None if frame.pts is None else frame.pts * frame.time_base - Fraction(self._origin)
        at = self._heard
        if told is not None and (at is None or told > at + _GAP):
            at = told
        at = max(Fraction(0), at or Fraction(0))
        frame.pts, frame.time_base = round(at * frame.sample_rate), Fraction(1, frame.sample_rate)
        self._heard = at + Fraction(frame.samples, frame.sample_rate)
        return frame

    def _finish(self) -> None:
        self._container.mux(self._video.encode())
        if self._sound is not None and self._handling != "copied":
            self._container.mux(self._sound.encode())
        self._container.close()
        self._partial.replace(self._path)

    def _discard(self) -> None:
        with suppress(av.FFmpegError, OSError):
            self._container.close()
        self._partial.unlink(missing_ok=True)


def _video(container: Any, rate: float, width: int, height: int, threads: int) -> tuple[str, av.VideoStream]:
    name, options = encoder()
    stream: av.VideoStream = container.add_stream(
        name, rate=Fraction(rate).limit_denominator(1001), options=dict(options)
    )
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    context = stream.codec_context
    context.time_base, context.thread_count = UNIT, threads
    context.colorspace, context.color_range = Colorspace.ITU709, ColorRange.MPEG
    return name, stream


def encoder() -> tuple[str, dict[str, str]]:
    """Return FFmpeg's name of the best video encoder for MP4 that is installed, and its options."""
    return next((name, options) for name, options in ENCODERS if _can_encode(name))


def _can_encode(name: str) -> bool:
    try:
        return Codec(name, "w").is_encoder
    except ValueError:
        return False


def _sound(container: Any, source: AudioStream | None) -> tuple[AudioStream | None, str]:
    if source is None or source.codec_context is None:
        return None, "none"
    if source.codec_context.name in COPIED or source.codec_context.codec.canonical_name in COPIED:
        return container.add_stream_from_template(source), "copied"
    source_rate = source.codec_context.sample_rate
    rate = min(_AAC_RATES, key=lambda known: abs(known - source_rate))
    stream = container.add_stream("aac", rate=rate)
    stream.layout = "mono" if source.codec_context.channels == 1 else "stereo"
    return stream, "coded anew as AAC"
