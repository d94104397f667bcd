"""How long a camera's video waits for a packet that was lost: half a second, and then a whole picture is asked for."""

import re
from typing import Final

from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RTP_HISTORY_SIZE, RtpPacket

LATE: Final = 45_000  # ticks of 90 kHz, half a second: how much of a video may wait for a lost packet
# How a packet begins with which a picture begins that needs none before it: VP8's start code, or H.264's parameters
# (7) or such a picture (5) itself. aiortc takes no other codecs.
_ANEW: Final = re.compile(rb"...\x9d\x01\x2a|.*\x00\x00\x00\x01[\x05\x25\x45\x65\x07\x27\x47\x67]", re.DOTALL)


class ShortWait(JitterBuffer):
    """Makes frames of a camera's packets as aiortc's does, but waits for a lost one no longer than `LATE`.

    aiortc's waits until 512 packets came after it, which may take half a minute, and all that follows stays as late.
    What waited is dropped instead, and a picture that needs none before it is asked for, again until it comes.
    """

    def __init__(self, capacity: int, prefetch: int = 0, is_video: bool = False) -> None:
        """Make it as aiortc does; for sound it is aiortc's."""
        super().__init__(capacity, prefetch, is_video)
        self._asked: int | None = None  # the time of the packet at which it was asked for

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        """Take a packet; return whether to ask for a picture that needs none before it, and the next frame, if any."""
        if not self._is_video:
            return super().add(packet)
        if self._asked is not None or self._origin is None:
            if not _ANEW.match(packet._data):  # type: ignore[attr-defined]
                again = self._asked is None or _passed(self._asked, packet) > LATE
                return self._ask(packet) if again else (False, None)
            self._asked, self._origin = None, packet.sequence_number
        if 0 < (self._origin - packet.sequence_number) % 2**16 <= 2 * RTP_HISTORY_SIZE:
            return False, None  # it was sent again, and comes too late
        lost, frame = super().add(packet)
        return self._ask(packet) if lost or (frame is None and self._waits(packet)) else (False, frame)

    def _waits(self, packet: RtpPacket) -> bool:
        first = self._origin or 0
        held = (self._packets[place % self.capacity] for place in range(first, first + self.capacity))
        return _passed(next(one.timestamp for one in held if one is not None), packet) > LATE

    def _ask(self, packet: RtpPacket) -> tuple[bool, None]:
        self._packets = [None] * self.capacity
        self._asked = packet.timestamp
        return True, None


def _passed(since: int, packet: RtpPacket) -> int:
    """Return the ticks from a time until a packet's; the clock of packets goes round."""
    return (packet.timestamp - since + 2**31) % 2**32 - 2**31
