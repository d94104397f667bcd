"""Between a camera's frames and the encoder: the newest is read and sent, one at a time, so that nothing piles up."""

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import av
from aiortc import MediaStreamTrack, rtcrtpreceiver
from aiortc.contrib.media import MediaRelay
from aiortc.mediastreams import MediaStreamError
from streamlit import runtime
from streamlit_webrtc import relay, webrtc

from emotion.web.live import encoding
from emotion.web.live.jitter import ShortWait

KEPT: Final = 8  # frames that wait for a read at most; the newest of them is read, the others are counted


class NewestTrack(MediaStreamTrack):
    """Gives the encoder what the callback made of the newest frame, when the encoder asks for it.

    It stands in for streamlit-webrtc's `AsyncVideoProcessTrack`, which answers each frame that comes: late by a frame,
    with the same picture again while another is read, into a queue before the encoder that has no end.
    """

    kind = "video"

    def __init__(self, track: MediaStreamTrack, processor: Any) -> None:
        """Make it.

        Args:
            track: the camera's frames.
            processor: of which `recv_queued` makes frames of frames, as streamlit-webrtc's have it; its exception ends
                the video.
        """
        super().__init__()
        self.track, self.processor = track, processor
        self._came: deque[av.VideoFrame] = deque(maxlen=KEPT)
        self._news = asyncio.Event()
        self._taking: asyncio.Task[None] | None = None
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(1, "reading")
        track.add_listener("ended", self.stop)

    async def recv(self) -> av.VideoFrame:
        """Return the answer to the newest frame that was not yet answered, as soon as there is one.

        Raises:
            MediaStreamError: the camera's frames ended.
        """
        if self._taking is None and self.readyState == "live":
            self._taking = asyncio.create_task(self._take())
        while self.readyState == "live" and not self._came:
            self._news.clear()
            await self._news.wait()
        if self.readyState != "live":
            raise MediaStreamError
        frames = list(self._came)
        self._came.clear()
        answer = await asyncio.get_running_loop().run_in_executor(self._thread, self._read, frames)
        answer.pts, answer.time_base = frames[-1].pts, frames[-1].time_base
        return answer

    def stop(self) -> None:
        """End it; a read that runs comes to its end first."""
        if self.readyState != "live":
            return
        super().stop()
        self._news.set()
        if self._taking is not None:
            self._taking.cancel()
        self.track.stop()
        self._thread.submit(self._runner.close)
        self._thread.shutdown(wait=False)

    async def _take(self) -> None:
        while True:
            try:
                frame: Any = await self.track.recv()
            except MediaStreamError:
                return self.stop()
            self._came.append(frame)
            self._news.set()

    def _read(self, frames: list[av.VideoFrame]) -> av.VideoFrame:
        answers: list[av.VideoFrame] = self._runner.run(self.processor.recv_queued(frames))
        return answers[-1] if answers else frames[-1]


class DirectRelay(MediaRelay):
    """Lets the encoder ask a `NewestTrack` itself: between the two a relay's queue would fill under load."""

    def subscribe(self, track: MediaStreamTrack, buffered: bool = True) -> MediaStreamTrack:
        """Return what gives the frames of a track."""
        return track if isinstance(track, NewestTrack) else super().subscribe(track, buffered)


def install() -> None:
    """Have streamlit-webrtc send this way; may be called again, before each stream is made."""
    server = runtime.get_instance()
    if not isinstance(getattr(server, relay._SERVER_GLOBAL_RELAY_ATTR_NAME_, None), DirectRelay):
        setattr(server, relay._SERVER_GLOBAL_RELAY_ATTR_NAME_, DirectRelay())
        webrtc.AsyncVideoProcessTrack = NewestTrack  # type: ignore[assignment,attr-defined]
        rtcrtpreceiver.JitterBuffer = ShortWait  # type: ignore[attr-defined]
        encoding.install()
