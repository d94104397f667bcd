"""Packets that are lost, late or out of order: only whole frames go on, each after the one it needs, and none waits."""

from collections.abc import Iterator

import pytest
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket
from hypothesis import given, settings
from hypothesis import strategies as st

from emotion.web.live.jitter import LATE, ShortWait

STEP = 3000  # ticks between two frames: 30 a second
KEY, OTHER = (
    b"\x10\x02\x00\x9d\x01\x2a",
    b"\x11\x02\x00",
)  # how a picture of VP8 begins that needs none before it, or one
H264 = b"\x00\x00\x00\x01"


class Sender:
    """Frames as packets; both clocks go round soon after the start.

    Attributes:
        marks: whether it marks a frame's last packet.
    """

    def __init__(self, marks: bool = False) -> None:
        self.marks = marks
        self.frames: dict[int, tuple[bytes, bool]] = {}  # data, and whether it needs none before it, by time
        self.key = True
        self._sequence, self._time = 2**16 - 20, 2**32 - 10 * STEP

    def frame(self, packets: int) -> list[RtpPacket]:
        """Return the packets of the next frame."""
        number, made = len(self.frames).to_bytes(2), []
        for part in range(packets):
            packet = RtpPacket(payload_type=97, sequence_number=self._sequence % 2**16, timestamp=self._time % 2**32)
            start = (KEY if self.key else OTHER) if part == 0 else b"\xff"
            packet._data = start + number + bytes([part])  # type: ignore[attr-defined]
            packet.marker = int(self.marks and part == packets - 1)
            made.append(packet)
            self._sequence += 1
        data = b"".join(packet._data for packet in made)  # type: ignore[attr-defined]
        self.frames[self._time % 2**32] = data, self.key
        self._time, self.key = self._time + STEP, False
        return made

    def empty(self, packets: int) -> list[RtpPacket]:
        """Return packets of the newest frame without anything in them, as browsers send to try the network."""
        made = []
        for _ in range(packets):
            before = (self._time - STEP) % 2**32
            packet = RtpPacket(payload_type=97, sequence_number=self._sequence % 2**16, timestamp=before)
            packet._data = b""  # type: ignore[attr-defined]
            made.append(packet)
            self._sequence += 1
        return made


def taken(buffer: JitterBuffer, sender: Sender, packets: list[RtpPacket]) -> Iterator[int]:
    """Give a buffer packets; yield the times of the frames that it gives, whole ones alone."""
    for packet in packets:
        asked, frame = buffer.add(packet)
        sender.key = sender.key or asked
        if frame is not None:
            assert frame.data == sender.frames[frame.timestamp][0], "a frame in pieces"
            yield frame.timestamp


def test_without_loss_and_marks_it_gives_what_aiortcs_gives() -> None:
    sender, ours, theirs = Sender(), ShortWait(512, is_video=True), JitterBuffer(512, is_video=True)
    for turn in range(200):
        packets = sender.frame(turn % 4 + 1)
        assert list(taken(ours, sender, packets)) == list(taken(theirs, sender, packets))


def test_a_frame_is_handed_on_with_its_last_packet() -> None:
    sender, buffer = Sender(marks=True), ShortWait(512, is_video=True)
    for turn in range(200):
        *first, last = sender.frame(turn % 4 + 1)
        assert list(taken(buffer, sender, first)) == []
        assert list(taken(buffer, sender, [last])) == [last.timestamp]


def test_packets_without_a_picture_after_a_frame_are_no_frame() -> None:
    sender, buffer = Sender(marks=True), ShortWait(512, is_video=True)
    for _ in range(3):
        frame = sender.frame(2)
        empty = sender.empty(5)
        assert list(taken(buffer, sender, [*frame, *empty])) == [frame[0].timestamp]


@settings(max_examples=400)
@given(
    st.booleans(),
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["all", "all", "some", "late", "none"])), max_size=80),
    st.data(),
)
def test_whatever_is_lost_each_frame_is_whole_and_follows_the_one_it_needs(
    marks: bool, plan: list[tuple[int, str]], data: st.DataObject
) -> None:
    sender, buffer = Sender(marks), ShortWait(512, is_video=True)
    given_times: list[int] = []
    late: list[RtpPacket] = []
    for count, fate in plan:
        packets = sender.frame(count)
        kept = [one for one in packets if fate == "all" or (fate != "none" and data.draw(st.booleans()))]
        if fate == "late":
            late += [one for one in packets if one not in kept]
        elif data.draw(st.booleans()):
            kept = data.draw(st.permutations(kept + late))
            late = []
        given_times += taken(buffer, sender, kept)
    # Once nothing is lost any more it is in time again: a frame is whole with its mark, or when the next one begins.
    for _ in range(2 * LATE // STEP + 2):
        given_times += taken(buffer, sender, sender.frame(3))

    times = list(sender.frames)
    order = [times.index(one) for one in given_times]
    assert order == sorted(set(order))
    for before, after in zip([None, *order], order, strict=False):
        assert sender.frames[times[after]][1] or (before is not None and after == before + 1), "one it needs is missing"
    assert order[-1] == len(times) - (1 if marks else 2)


def test_it_waits_half_a_second_and_asks_again_until_a_picture_comes() -> None:
    sender, buffer = Sender(), ShortWait(512, is_video=True)
    asked: list[int] = []
    assert list(taken(buffer, sender, sender.frame(1) + sender.frame(1)))
    sender.frame(1)
    for turn in range(60):
        told, frame = buffer.add(sender.frame(1)[0])
        assert frame is None
        asked += [turn] * told
    patience = LATE // STEP
    assert asked == [patience - 1, 2 * patience, 3 * patience + 1]


def test_packets_that_were_sent_again_in_vain_disturb_nothing() -> None:
    sender, buffer = Sender(), ShortWait(512, is_video=True)
    first = [sender.frame(1)[0] for _ in range(200)]
    assert len(list(taken(buffer, sender, first))) == 199
    for packet in first[-129:-1]:
        assert buffer.add(packet) == (False, None)
    assert list(taken(buffer, sender, sender.frame(1))) == [first[-1].timestamp]


@pytest.mark.parametrize(
    ("data", "anew"),
    [
        (KEY, True),
        (OTHER, False),
        (b"", False),
        (H264 + b"\x67\x42" + H264 + b"\x68\xce" + H264 + b"\x65", True),
        (H264 + b"\x09\xf0" + H264 + b"\x27\x42", True),
        (H264 + b"\x65\x88", True),
        (H264 + b"\x41\x9a", False),
        (b"\x9a\x00", False),
    ],
)
def test_with_what_a_stream_begins_anew(data: bytes, anew: bool) -> None:
    buffer = ShortWait(512, is_video=True)
    packet = RtpPacket(payload_type=97, sequence_number=7, timestamp=7)
    packet._data = data  # type: ignore[attr-defined]
    assert buffer.add(packet) == (not anew, None)


def test_sound_waits_as_it_did() -> None:
    sender, ours, theirs = Sender(), ShortWait(16, 4), JitterBuffer(16, 4)
    for turn in range(60):
        packets = sender.frame(1)
        if turn % 7:
            assert list(taken(ours, sender, packets)) == list(taken(theirs, sender, packets))
