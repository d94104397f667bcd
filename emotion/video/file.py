"""An open video file, decoded frame by frame, each frame with its own time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av
from av.codec.context import ThreadType

from emotion.video import opening
from emotion.video.opening import MAX_PIXELS
from emotion.video.timestamps import PROBED, FrameClock, step_of, unreliable

MISSING: Final = 1.0  # seconds by which a file may end before its declared end; sound and video seldom end together

if TYPE_CHECKING:  # the class itself takes no parameter
    AnyPacket = av.Packet[Any]

_HELD: Final = 10 * PROBED  # packets of all streams, at most, among which those of the first frames are looked for


@dataclass(frozen=True)
class TimedFrame:
    """One decoded frame.

    Attributes:
        frame: as stored, perhaps turned.
        index: from 0, of the frames that could be decoded.
        at: seconds since the file began, by the frame's own timestamp where that can be relied on; grows from frame to
            frame.
        duration: seconds that it is shown.
    """

    frame: av.VideoFrame
    index: int
    at: float
    duration: float


class VideoFile(AbstractContextManager["VideoFile"]):
    """An open video file. Not for two threads at once; use it in a `with` statement.

    Attributes:
        video: the stream that is decoded: of several the one that is meant to be seen.
        sound: likewise the sound stream, None without.
        declared_duration: seconds that the video lasts, by the file's header; None when it declares none.
        declared_fps: mean frames a second, by the header; the default where it declares none that is likely.
        origin: seconds on the file's own clock at which video or sound begins, whichever is first.
        damaged: frames that could not be decoded whole, so far; they are left out.
        ended_early: after `demux`: "" or why the end was not reached, a sentence for people.
    """

    def __init__(self, path: Path, threads: int = 1) -> None:
        """Open a file; no frame is decoded for the caller yet.

        Raises:
            VideoError: empty, no video of a known format, without a stream of video, or frames over `MAX_PIXELS`.
            OSError: the path cannot be read.
        """
        self._size = path.stat().st_size
        self._container = opening.open_container(path)
        try:
            self.video = opening.video_stream(self._container)
        except BaseException:
            self._container.close()
            raise
        self.video.thread_count, self.video.thread_type = threads, ThreadType.AUTO
        # A stream may change its size midway; the decoder then refuses what the check of the header let pass.
        self.video.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        self.sound = opening.sound_stream(self._container)
        self.origin = opening.begin_of(self._container, (self.video, self.sound))
        self.declared_duration = opening.declared_duration(self._container, self.video, self.origin)
        self.declared_fps = opening.declared_fps(self.video)
        self._cut = opening.is_cut(path)
        self._alone = opening.own_duration(self.video, self.origin) is not None
        self.damaged, self.ended_early = 0, ""
        self._index, self._share, self._reached = 0, 0.0, 0.0
        # The stream's unit: frames that leave the decoder at the end may not carry one.
        self._unit = self.video.time_base or Fraction(1, av.time_base)
        self._clock = FrameClock(1 / self.declared_fps)

    def __exit__(self, *_: object) -> None:
        self._container.close()

    @property
    def end(self) -> float:
        """Seconds since the beginning at which the last frame so far ends."""
        return self._clock.end

    @property
    def share(self) -> float:
        """How much of the file is done, 0 to 1: by time, or by bytes where no duration is declared; never falls."""
        if self.declared_duration:
            self._share = max(self._share, min(1.0, self.end / self.declared_duration))
        return self._share

    def demux(self) -> Iterator["TimedFrame | AnyPacket"]:
        """Yield frames, and packets of the sound, in the file's order, until its end or where it breaks."""
        packets = self._packets()
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
        elif self._cut:
            self.ended_early = f"The file is cut off: it ends at {self.end:.1f} s."

    def _packets(self) -> Iterator["AnyPacket"]:
        """Yield all packets; the first are held back until it is known what their timestamps are worth."""
        packets = self._container.demux()
        held: list[AnyPacket] = []
        own: list[AnyPacket] = []
        error: Exception | None = None
        while len(held) < _HELD and len(own) < PROBED:
            try:
                packet = next(packets)
            except (StopIteration, av.FFmpegError) as ended:
                error = ended
                break
            held.append(packet)
            if packet.stream is self.video:
                own.append(packet)
        if unreliable(own, self.video, "avi" in self._container.format.name):
            begin = float((self.video.start_time or 0) * self._unit) - self.origin
            self._clock = FrameClock(step_of(own, self.video) or 1 / self.declared_fps, begin, steady=True)
        yield from held
        if error is None:
            yield from packets
        elif not isinstance(error, StopIteration):
            raise error

    def _note_reach(self, packet: "AnyPacket") -> None:
        """Note how far a packet reaches, in seconds and in bytes: of the video, or of any where it tells no length."""
        counts = packet.stream is self.video or not self._alone
        if counts and packet.pts is not None and packet.time_base:
            reached = float((packet.pts + (packet.duration or 0)) * packet.time_base) - self.origin
            self._reached = max(self._reached, reached)
        if not self.declared_duration and packet.pos is not None and self._size:
            self._share = max(self._share, min(1.0, (packet.pos + packet.size) / self._size))

    def _decode(self, packet: "AnyPacket") -> Iterator[TimedFrame]:
        try:
            frames = self.video.decode(packet)
        except av.FFmpegError:
            self._leave_out()
            return
        for frame in frames:
            if frame.is_corrupt:
                self._leave_out()
                continue
            yield self._timed(frame)

    def _leave_out(self) -> None:
        self.damaged += 1
        self._clock.skip()

    def _timed(self, frame: av.VideoFrame) -> TimedFrame:
        at = None if frame.pts is None else float(frame.pts * self._unit) - self.origin
        at, duration = self._clock.show(at, float((frame.duration or 0) * self._unit) or None)
        timed = TimedFrame(frame, self._index, at, duration)
        self._index += 1
        return timed
