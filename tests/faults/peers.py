"""A browser's end and the server's of one stream in one process, with a link between them that can lose packets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

import av
import pytest
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
    rtcrtpreceiver,
    rtcrtpsender,
)
from aiortc.mediastreams import MediaStreamError
from streamlit_webrtc import WebRtcMode, webrtc
from streamlit_webrtc.webrtc import WebRtcWorker

from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.results import Box
from emotion.web.live import encoding
from emotion.web.live.jitter import ShortWait
from emotion.web.live.transport import DirectRelay, NewestTrack
from tests.faults.link import Link
from tests.faults.numbers import number_of, numbered
from tests.support.fakes import Always, FakeDetector
from tests.support.loops import run_apart

PATIENCE: Final = 60  # seconds for anything that is awaited: much more than it takes on a busy machine
ALONE: Final = RTCConfiguration(iceServers=[])  # peers on one machine ask no server how to meet
FACE: Final = Box(40, 20, 40, 40)


class Camera(MediaStreamTrack):
    """Small numbered frames, so many a second, until it is unplugged."""

    kind = "video"

    def __init__(self, rate: float = 30.0) -> None:
        super().__init__()
        self.rate, self.sent, self._due = rate, 0, monotonic()

    async def recv(self) -> av.VideoFrame:
        self._due = max(self._due + 1 / self.rate, monotonic() - 1)
        await asyncio.sleep(max(0.0, self._due - monotonic()))
        if self.readyState != "live":
            raise MediaStreamError
        self.sent += 1
        return numbered(self.sent, self._due)


@dataclass
class Stream:
    """One camera's stream.

    Attributes:
        came: numbers of the frames that came back, in that order.
        read: numbers of the frames that the server read.
        pieces: frames, read or come back, of which lost packets left the number in pieces; they are in neither.
    """

    camera: Camera
    visitor: RTCPeerConnection
    callback: LiveCallback
    link: Link
    came: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    pieces: int = 0

    def __post_init__(self) -> None:
        self.worker = worker(self.newest)

    @property
    def server(self) -> RTCPeerConnection:
        """The server's end."""
        return self.worker.pc

    @property
    def behind(self) -> int:
        """How many frames the camera has sent since the newest that came back."""
        return self.camera.sent - self.came[-1]

    async def newest(self, frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
        """Read the newest of the frames that came while another was read, as a session's camera does."""
        self.note(frames[-1], self.read)
        return [self.callback(frames[-1])]

    async def watch(self, track: MediaStreamTrack) -> None:
        """Note each frame that comes back, until the end."""
        with suppress(MediaStreamError):
            while True:
                self.note(await track.recv(), self.came)

    def note(self, frame: Any, numbers: list[int]) -> None:
        """Note a frame's number."""
        number = number_of(frame)
        if number is None:
            self.pieces += 1
        else:
            numbers.append(number)

    async def newer(self, than: int) -> int:
        """Wait until a frame came back that is newer than this number, and return its own."""
        await until(lambda: self.came[-1] > than)
        return self.came[-1]


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds.

    Raises:
        TimeoutError: it did not come to hold for a minute.
    """
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.01)


def worker(newest: Callable[[list[av.VideoFrame]], Awaitable[list[av.VideoFrame]]]) -> WebRtcWorker[Any, Any]:
    """Return what streamlit-webrtc makes for a stream, in the running loop; see `as_installed`."""
    nothing: dict[str, Any] = dict.fromkeys(
        (
            *("source_video_track", "source_audio_track", "sink_video_track", "sink_audio_track", "player_factory"),
            *("in_recorder_factory", "out_recorder_factory", "video_frame_callback", "audio_frame_callback"),
            *("queued_audio_frames_callback", "on_video_ended", "on_audio_ended"),
            *("video_processor_factory", "audio_processor_factory"),
        )
    )
    return WebRtcWorker(
        mode=WebRtcMode.SENDRECV,
        rtc_configuration=ALONE,
        queued_video_frames_callback=newest,
        async_processing=True,
        video_receiver_size=4,
        audio_receiver_size=4,
        sendback_video=True,
        sendback_audio=False,
        loop=asyncio.get_running_loop(),
        relay=DirectRelay(),
        **nothing,
    )


@asynccontextmanager
async def connected(seed: int = 0, rate: float = 30.0) -> AsyncIterator[Stream]:
    """Connect a camera, wait for the first frame that comes back, and end the stream with the block."""
    callback = LiveCallback(FakeDetector([FACE]), Always("happy"), LiveSettings(mirror=False, scores=False))
    stream = Stream(Camera(rate), RTCPeerConnection(ALONE), callback, Link(seed))
    visitor, watching = stream.visitor, set[asyncio.Task[None]]()
    visitor.on("track", lambda track: watching.add(asyncio.create_task(stream.watch(track))))
    try:
        visitor.addTrack(stream.camera)
        await visitor.setLocalDescription(await visitor.createOffer())
        offer = visitor.localDescription
        answer = await asyncio.to_thread(stream.worker.process_offer, offer.sdp, offer.type, PATIENCE)
        for connection in (visitor, stream.server):
            stream.link.lay(connection)
        await visitor.setRemoteDescription(RTCSessionDescription(answer.sdp, answer.type))
        await until(lambda: bool(stream.came))
        yield stream
    finally:
        await visitor.close()
        await asyncio.to_thread(stream.worker.stop, PATIENCE)
        await asyncio.gather(*watching)


def as_installed(patch: pytest.MonkeyPatch) -> None:
    """Have streamlit-webrtc send as the product makes it, for one test."""
    patch.setattr(webrtc, "AsyncVideoProcessTrack", NewestTrack)
    patch.setattr(rtcrtpreceiver, "JitterBuffer", ShortWait)
    patch.setattr(rtcrtpsender, "get_encoder", encoding.encoder_for)


def run(check: Coroutine[Any, Any, None]) -> None:
    """Run a check in a loop and a thread of its own: browser tests leave a running loop in this one."""
    run_apart(check, 10 * PATIENCE)
