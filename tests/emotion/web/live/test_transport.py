"""From a camera's frames to the encoder: the newest frame alone, and no queue that grows."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import av
import pytest
from aiortc import MediaStreamTrack, rtcrtpreceiver
from aiortc.contrib.media import MediaRelay
from aiortc.jitterbuffer import JitterBuffer
from aiortc.mediastreams import MediaStreamError
from streamlit_webrtc import relay, webrtc
from streamlit_webrtc.process import AsyncVideoProcessTrack

from emotion.web.live import encoding, transport
from emotion.web.live.jitter import ShortWait
from emotion.web.live.transport import KEPT, DirectRelay, NewestTrack
from tests.support.camera import camera_frame
from tests.support.loops import run_apart

RATE = 30


class Given(MediaStreamTrack):
    """A camera whose frames a test gives."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self.queue: asyncio.Queue[av.VideoFrame | None] = asyncio.Queue()

    async def recv(self) -> av.VideoFrame:
        frame = await self.queue.get()
        if frame is None:
            self.stop()
            raise MediaStreamError
        return frame

    def give(self, *numbers: int) -> None:
        for number in numbers:
            self.queue.put_nowait(camera_frame(number, 32, 32, RATE))


class Reader:
    """What streamlit-webrtc's processors are to a track; answers with a frame without a time, in its own thread."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []
        self.threads: set[str] = set()
        self.may = threading.Event()
        self.may.set()
        self.answer: Callable[[list[av.VideoFrame]], list[av.VideoFrame]] = lambda _: [av.VideoFrame(32, 32, "yuv420p")]

    async def recv_queued(self, frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
        self.seen.append([round(float(frame.time or 0) * RATE) for frame in frames])
        self.threads.add(threading.current_thread().name)
        assert self.may.wait(10)
        await asyncio.sleep(0)
        return self.answer(frames)


def run(check: Callable[[Given, Reader, NewestTrack], Awaitable[None]]) -> None:
    """Run a check in a loop and a thread of its own: browser tests leave a running loop in this one."""

    async def checked() -> None:
        camera, reader = Given(), Reader()
        track = NewestTrack(camera, reader)
        try:
            await asyncio.wait_for(check(camera, reader, track), 20)
        finally:
            reader.may.set()
            track.stop()

    run_apart(checked(), 30)


async def settled(camera: Given) -> None:
    """Wait until all that the camera gave was taken."""
    while not camera.queue.empty():
        await asyncio.sleep(0)
    for _ in range(3):
        await asyncio.sleep(0)


def test_an_answer_comes_at_once_with_the_time_of_its_frame() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        for number in (1, 2, 3):
            camera.give(number)
            answer = await track.recv()
            assert answer.time == pytest.approx(number / RATE)
        assert reader.seen == [[1], [2], [3]]
        assert len(reader.threads) == 1
        assert threading.current_thread().name not in reader.threads

    run(check)


def test_of_frames_that_came_meanwhile_the_newest_is_answered_and_none_is_kept() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        camera.give(1)
        reader.may.clear()
        first = asyncio.create_task(track.recv())
        while not reader.seen:
            await asyncio.sleep(0)
        camera.give(2, 3, 4)
        await settled(camera)
        reader.may.set()
        await first
        assert (await track.recv()).time == pytest.approx(4 / RATE)
        assert reader.seen == [[1], [2, 3, 4]]
        camera.give(5)
        await track.recv()
        assert reader.seen[-1] == [5]

    run(check)


def test_an_encoder_that_does_not_ask_fills_no_queue() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        camera.give(0)
        await track.recv()
        camera.give(*range(1, 1000))
        await settled(camera)
        assert (await track.recv()).time == pytest.approx(999 / RATE)
        assert len(reader.seen[-1]) == KEPT

    run(check)


def test_without_an_answer_the_frame_goes_back_as_it_came() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        reader.answer = lambda _: []
        camera.give(7)
        assert (await track.recv()).time == pytest.approx(7 / RATE)

    run(check)


def test_the_end_of_the_camera_ends_it() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        waiting = asyncio.create_task(track.recv())
        await asyncio.sleep(0)
        camera.queue.put_nowait(None)
        with pytest.raises(MediaStreamError):
            await waiting
        with pytest.raises(MediaStreamError):
            await track.recv()
        assert track.readyState == "ended"

    run(check)


def test_a_stop_ends_camera_and_thread_and_may_come_twice() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        camera.give(1)
        await track.recv()
        (name,) = reader.threads
        track.stop()
        track.stop()
        assert camera.readyState == "ended"
        while any(thread.name == name for thread in threading.enumerate()):
            await asyncio.sleep(0.001)

    run(check)


def test_one_that_never_began_may_be_stopped() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        camera.stop()
        assert track.readyState == "ended"

    run(check)


def test_the_encoder_asks_the_track_itself() -> None:
    async def check(camera: Given, reader: Reader, track: NewestTrack) -> None:
        relays = DirectRelay()
        assert relays.subscribe(track) is track
        assert relays.subscribe(camera) is not camera

    run(check)


def test_streamlit_webrtc_is_made_to_send_this_way(monkeypatch: pytest.MonkeyPatch) -> None:
    class Server:
        pass

    server: Any = Server()
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: server)
    monkeypatch.setattr("streamlit.runtime.runtime.Runtime.instance", lambda: server)
    monkeypatch.setattr(webrtc, "AsyncVideoProcessTrack", AsyncVideoProcessTrack)
    monkeypatch.setattr(rtcrtpreceiver, "JitterBuffer", JitterBuffer)
    monkeypatch.setattr(encoding.rtcrtpsender, "get_encoder", encoding.rtcrtpsender.get_encoder)  # type: ignore[attr-defined]
    transport.install()
    first = relay.get_global_relay()
    transport.install()
    assert isinstance(first, DirectRelay)
    assert rtcrtpreceiver.JitterBuffer is ShortWait  # type: ignore[attr-defined]
    assert relay.get_global_relay() is first

    loop = asyncio.new_event_loop()
    try:
        wrapped = webrtc._wrap_with_processor(Given(), Reader(), async_processing=True, relay=MediaRelay())  # type: ignore[arg-type]
        assert isinstance(wrapped, NewestTrack)
    finally:
        loop.close()
