"""When each frame of a video is shown: by its own timestamp, or in order where timestamps cannot be relied on.

AVI has no timestamps of presentation, so those of frames that are stored in another order than they are shown in
(B-frames) are guesses; other formats may hold missing, repeated or backward ones. Then frames follow each other as the
decoder gives them, which is the order of showing, at the stream's rate.
"""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import av
from av.video.frame import PictureType

if TYPE_CHECKING:  # the class itself takes no parameter
    AnyPacket = av.Packet[Any]

PROBED: Final = 40  # frames at a video's beginning by which its timestamps are judged
_BACKWARDS: Final = 1.0  # seconds; a larger step back is a clock that began anew
_FAULTY: Final = 0.05  # share of timestamps, missing or repeated, over which none is relied on


class FrameClock:
    """Gives each frame its time, in seconds since the file began; times grow from frame to frame.

    Attributes:
        end: seconds at which the last frame so far ends.
    """

    def __init__(self, step: float, begin: float = 0.0, steady: bool = False) -> None:
        """Begin before the first frame.

        Args:
            step: seconds between frames by the stream's rate.
            begin: seconds at which the stream begins.
            steady: whether timestamps are not to be relied on.
        """
        self.end = 0.0
        self._step, self._steady, self._next = step, steady, max(0.0, begin)
        self._at, self._shift = -1.0, 0.0
        self._faults: deque[bool] = deque(maxlen=PROBED)

    def show(self, at: float | None, duration: float | None) -> tuple[float, float]:
        """Return when the next frame is shown and for how long, seconds.

        Args:
            at: by its own timestamp, None without.
            duration: as the file has it, None without.
        """
        if not self._steady:
            at = self._checked(at)
        if self._steady or at is None:
            at, duration = self._next, self._step
        duration = duration or self._step
        self._at, self.end = at, at + duration
        self._next = self.end
        return at, duration

    def skip(self) -> None:
        """Leave out the time of a frame that cannot be shown."""
        if self._steady:
            self._next += self._step

    def _checked(self, at: float | None) -> float | None:
        """Return a timestamp as it counts, None for one that is missing or from which on none is relied on."""
        if at is not None:
            at = max(0.0, at + self._shift)
            if at < self._at - _BACKWARDS:
                self._shift += self.end - at
                at = self.end
        faulty = at is None or at <= self._at
        self._faults.append(faulty)
        if faulty and sum(self._faults) > max(1.0, _FAULTY * PROBED):
            self._steady = True
            return None
        if at is not None and faulty:  # alone: halfway to where the next one is likely to be
            return self._at + self._step / 2
        return at


def unreliable(packets: Sequence["AnyPacket"], video: av.VideoStream, avi: bool) -> bool:
    """Return whether the timestamps of a video cannot be relied on, by its first packets, in the file's order.

    Packets that look odd are decoded to find out, others are not.
    """
    context = video.codec_context
    stamps = [packet.pts for packet in packets if packet.size]
    odd = None in stamps or len(set(stamps)) < len(stamps)
    if not odd and context.has_b_frames:
        undelayed = all(packet.pts == packet.dts for packet in packets if packet.size)
        odd = avi or undelayed or context.name == "mpeg4"  # packed B-frames stay wrong in whatever format they are put
    if not odd:
        return False
    shown = _shown(packets, video)
    reordered = any(kind == PictureType.B for _, kind in shown)
    return (avi and reordered) or _faulty([stamp for stamp, _ in shown])


def step_of(packets: Sequence["AnyPacket"], video: av.VideoStream) -> float | None:
    """Return the usual seconds from frame to frame, by the order of decoding; None where that is not told."""
    stamps = [packet.dts for packet in packets if packet.size and packet.dts is not None]
    steps = [after - before for before, after in pairwise(stamps) if after > before]
    return float(median(steps) * video.time_base) if steps and video.time_base else None


def _shown(packets: Sequence["AnyPacket"], video: av.VideoStream) -> list[tuple[int | None, int]]:
    """Return timestamp and kind of the frames that a decoder of its own makes of packets, without damaged ones."""
    decoder: Any = av.CodecContext.create(video.codec_context.name, "r")
    decoder.extradata = video.codec_context.extradata
    decoder.options = dict(video.codec_context.options)
    found: list[tuple[int | None, int]] = []
    for packet in [*(packet for packet in packets if packet.size), None]:
        try:
            found.extend((frame.pts, frame.pict_type) for frame in decoder.decode(packet))
        except av.FFmpegError:
            continue
    return found


def _faulty(stamps: Sequence[int | None]) -> bool:
    known = [stamp for stamp in stamps if stamp is not None]
    steps = [after - before for before, after in pairwise(known)]
    usual = median(abs(step) for step in steps) if steps else 0
    # A step back by more than a few frames is a clock that began anew.
    backwards = any(-8 * usual <= step < 0 for step in steps)
    missing = len(stamps) - len(known) + sum(step == 0 for step in steps)
    return backwards or missing > max(1.0, _FAULTY * len(stamps))
