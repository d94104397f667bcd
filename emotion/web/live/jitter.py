"""How long a camera's video waits: no longer than until a frame is whole, and half a second for a lost packet."""

import re
from typing import Final

from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RTP_HISTORY_SIZE, RtpPacket

LATE: Final = 45_000  # ticks of 90 kHz, half a second: how much of a video may wait for a lost packet
# How a packet begins with which a picture begins that needs none before it: VP8's start code, or H.264's parameters
# (7) or such a picture (5) itself. aiortc takes no other codecs.
_ANEW: Final = re.compile(rb"...\x9d\x01\x2a|.*\x00\x00\x00\x01[\x05\x25\x45\x65\x07\x27\x47\x67]", re.DOTALL)


class ShortWait(JitterBuffer):
    """Makes frames of a camera's packets as aiortc's does, but sooner, and waits for a lost one no longer than `LATE`.

    aiortc's hands a frame on when the next one begins. A frame's last packet says that it is the last (the marker of
    RFC 7741 and RFC 6184), so ours hands it on at once; who does not mark it is understood as by aiortc's.

    For a lost packet aiortc's waits until 512 came after it, which may take half a minute, and all that follows stays
    as late. What waited is dropped instead, and a picture that needs none before it is asked for, again until it comes.
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
        oldest = next((one for one in held if one is not None), packet)
        return _passed(oldest.timestamp, packet) > LATE

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        if not self._is_video:
            return super()._remove_frame(sequence_number)
        while whole := self._first_whole():
            self.remove(len(whole))
            data = b"".join(packet._data for packet in whole)  # type: ignore[attr-defined]
            if data:  # none is in packets that only tell how much the network bears, which come after a frame's last
                return JitterFrame(data, whole[0].timestamp)
        return None

    def _first_whole(self) -> list[RtpPacket]:
        packets: list[RtpPacket] = []
        for place in range(self._origin or 0, (self._origin or 0) + self.capacity):
            packet = self._packets[place % self.capacity]
            if packet is None:
                return []
            if packets and packet.timestamp != packets[0].timestamp:
                return packets
            packets.append(packet)
            if packet.marker:
                return packets
        return []

    def _ask(self, packet: RtpPacket) -> tuple[bool, None]:
        self._packets = [None] * self.capacity
        self._asked = packet.timestamp
        return True, None


def _passed(since: int, packet: RtpPacket) -> int:
    """Return the ticks from a time until a packet's; the clock of packets goes round."""
    return (packet.timestamp - since + 2**31) % 2**32 - 2**31
