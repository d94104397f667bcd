"""A link that loses packets, or everything for a while: the picture goes on, and it is the newest."""

import logging

import pytest

from tests.faults.peers import Stream, as_installed, connected, run, until

RATE = 30  # frames a second
OURS = ("emotion", "asyncio", "aiortc.rtcrtpsender", "streamlit_webrtc")  # what would tell of an exception of ours


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    as_installed(monkeypatch)


def flows(stream: Stream) -> bool:
    """Whether of a second's frames most came back, the newest of them now; each end may wait half a second for one."""
    since = stream.came[-1] - RATE
    return stream.behind <= 1.5 * RATE and sum(number > since for number in stream.came[-RATE:]) >= RATE // 2


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    records = (record for record in caplog.records if record.name.startswith(OURS))
    return [record.getMessage() for record in records if record.levelno >= logging.WARNING or record.exc_info]


async def seconds(stream: Stream, count: int) -> None:
    """Wait until the camera has sent frames for so long."""
    end = stream.camera.sent + count * RATE
    await until(lambda: stream.camera.sent >= end)


@pytest.mark.parametrize("loss", [0.02, 0.1, 0.3])
def test_frames_come_back_through_a_link_that_loses_packets(loss: float, caplog: pytest.LogCaptureFixture) -> None:
    async def check() -> None:
        async with connected(seed=20261127, rate=RATE) as stream:
            await until(lambda: flows(stream))
            stream.link.loss = loss
            for _ in range(4):
                newest = stream.camera.sent
                await seconds(stream, 1)
                await stream.newer(newest)
            assert stream.link.lost > 0
            stream.link.loss = 0.0
            # What is still lacking will never come: nobody asks again for a packet that was asked for in vain.
            await until(lambda: flows(stream))
            assert stream.server.connectionState == stream.visitor.connectionState == "connected"
            assert stream.callback.state.errors == stream.pieces == 0
            for numbers in (stream.read, stream.came):
                assert numbers == sorted(set(numbers)), "an old frame came again"

    run(check())
    assert complaints(caplog) == []


def test_after_a_link_was_cut_the_same_connection_goes_on_with_new_frames(caplog: pytest.LogCaptureFixture) -> None:
    async def check() -> None:
        async with connected(rate=RATE) as stream:
            await until(lambda: flows(stream))
            stream.link.loss = 1.0
            await seconds(stream, 5)
            last, read, came = stream.camera.sent, len(stream.read), len(stream.came)
            assert stream.came[-1] <= last - 4 * RATE
            stream.link.loss = 0.0
            await stream.newer(last)
            # The last frame from before the cut is a whole one for aiortc only when another follows.
            assert all(number >= last for number in stream.read[read + 1 :]), "the server reads old frames"
            assert all(number >= last for number in stream.came[came + 1 :]), "old frames come back"
            await until(lambda: flows(stream))
            assert stream.server.connectionState == stream.visitor.connectionState == "connected"
            assert stream.callback.state.errors == stream.pieces == 0

    run(check())
    assert complaints(caplog) == []
