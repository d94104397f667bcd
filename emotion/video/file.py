"""An open video file, decoded frame by frame, each frame with its own time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av
from av.codec.context import ThreadType

from emotion.video.opening import MAX_PIXELS, declared_duration, declared_fps, open_container, video_stream

MISSING: Final = 1.0  # seconds by which a file may end before its declared end; sound and video seldom end together

if TYPE_CHECKING:  # the class itself takes no parameter
    AnyPacket = av.Packet[Any]

_BACKWARDS: Final = 1.0  # seconds; a larger step back is a clock that began anew
_SMALLEST_STEP: Final = 0.001  # seconds between frames of the same timestamp


@dataclass(frozen=True)
class TimedFrame:
    """One decoded frame.

    Attributes:
        frame: as stored, perhaps turned.
        index: from 0, of the frames that could be decoded.
        at: seconds since the file began, by the frame's own timestamp; grows from frame to frame.
        duration: seconds that it is shown.
    """

    frame: av.VideoFrame
    index: int
    at: float
    duration: float


class VideoFile(AbstractContextManager["VideoFile"]):
    """An open video file. Not for two threads at once; use it in a `with` statement.

    Attributes:
        video: the stream that is decoded: the first that is no cover picture.
        sound: the first sound stream, None without.
        declared_duration: seconds, by the file's header; None when it declares none.
        declared_fps: mean frames a second, by the header; the default where it declares none that is likely.
        origin: seconds on the file's own clock at which it begins.
        damaged: frames that could not be decoded whole, so far; they are left out.
        ended_early: after `demux`: "" or why the end was not reached, a sentence for people.
        end: seconds since the beginning at which the last frame so far ends.
    """

    def __init__(self, path: Path, threads: int = 1) -> None:
        """Open a file; no frame is decoded for the caller yet.

        Raises:
            VideoError: empty, no video of a known format, without a stream of video, or frames over `MAX_PIXELS`.
            OSError: the path cannot be read.
        """
        self._size = path.stat().st_size
        self._container = open_container(path)
        try:
            self.video = video_stream(self._container)
        except BaseException:
            self._container.close()
            raise
        self.video.thread_count, self.video.thread_type = threads, ThreadType.AUTO
        # A stream may change its size midway; the decoder then refuses what the check of the header let pass.
        self.video.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        self.sound = next(iter(self._container.streams.audio), None)
        self.declared_duration = declared_duration(self._container, self.video)
        self.declared_fps = declared_fps(self.video)
        self.origin = (self._container.start_time or 0) / av.time_base
        self.damaged, self.ended_early, self.end = 0, "", 0.0
        self._index, self._at, self._shift, self._share, self._reached = 0, -1.0, 0.0, 0.0, 0.0

    def __exit__(self, *_: object) -> None:
        self._container.close()

    @property
    def share(self) -> float:
        """How much of the file is done, 0 to 1: by time, or by bytes where no duration is declared; never falls."""
        if self.declared_duration:
            self._share = max(self._share, min(1.0, self.end / self.declared_duration))
        return self._share

    def demux(self) -> Iterator["TimedFrame | AnyPacket"]:
        """Yield frames, and packets of the sound, in the file's order, until its end or where it breaks."""
        packets = self._container.demux()
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                break
            except av.FFmpegError:
                self.ended_early = f"The file cannot be read past {self.end:.1f} s: it is damaged or cut off there."
                return
            self._note_reach(packet)
            if packet.stream is self.video:
                yield from self._decode(packet)
            elif packet.stream is self.sound and packet.dts is not None:
                yield packet
        if self.declared_duration and max(self._reached, self.end) < 0.98 * self.declared_duration - MISSING:
            self.ended_early = f"The file is cut off: it ends at {self.end:.1f} s of {self.declared_duration:.1f} s."

    def _note_reach(self, packet: "AnyPacket") -> None:
        """Note how far a packet of any stream reaches, in seconds and in bytes."""
        if packet.pts is not None and packet.time_base:
            reached = float((packet.pts + (packet.duration or 0)) * packet.time_base) - self.origin
            self._reached = max(self._reached, reached)
        if not self.declared_duration and packet.pos is not None and self._size:
            self._share = max(self._share, min(1.0, (packet.pos + packet.size) / self._size))

    def _decode(self, packet: "AnyPacket") -> Iterator[TimedFrame]:
        try:
            frames = self.video.decode(packet)
        except av.FFmpegError:
            self.damaged += 1
            return
        for frame in frames:
            if frame.is_corrupt:
                self.damaged += 1
                continue
            yield self._timed(frame)

    def _timed(self, frame: av.VideoFrame) -> TimedFrame:
        # The stream's unit: frames that leave the decoder at the end may not carry one.
        unit = self.video.time_base or Fraction(1, av.time_base)
        duration = float((frame.duration or 0) * unit) or 1 / self.declared_fps
        at = self.end
        if frame.pts is not None:
            at = max(0.0, float(frame.pts * unit) - self.origin + self._shift)
        if self._index and at <= self._at:
            if at < self._at - _BACKWARDS:
                self._shift += self.end - at
                at = self.end
            else:
                at = self._at + _SMALLEST_STEP
        timed = TimedFrame(frame, self._index, at, duration)
        self._index, self._at, self.end = self._index + 1, at, at + duration
        return timed
