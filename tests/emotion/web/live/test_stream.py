"""A real stream without a browser: two aiortc peers on this machine, our callback between them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from aiortc import MediaStreamTrack, RTCPeerConnection
from streamlit_webrtc.models import CallbackAttachableProcessor

from emotion.detection.base import Detection
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.results import Box
from emotion.web.live.transport import NewestTrack
from tests.support.camera import Numbered, number
from tests.support.fakes import Always, FakeDetector

EXCEPTIONS = 50


class Failing(FakeDetector):
    """Raises until told otherwise."""

    broken = True

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        if self.broken:
            raise RuntimeError("injected")
        return super().detect(picture)


async def watch(callback: LiveCallback, detector: Failing) -> list[int]:
    """Connect, let the callback fail many times, mend it, and return the numbers of the frames that came back."""
    visitor, server = RTCPeerConnection(), RTCPeerConnection()
    returned: asyncio.Future[MediaStreamTrack] = asyncio.get_running_loop().create_future()
    visitor.on("track", returned.set_result)

    @server.on("track")
    def answer(track: MediaStreamTrack) -> None:
        processor = CallbackAttachableProcessor(callback, None, None)
        server.addTrack(NewestTrack(track=track, processor=processor))

    try:
        visitor.addTrack(Numbered())
        await visitor.setLocalDescription(await visitor.createOffer())
        await server.setRemoteDescription(visitor.localDescription)
        await server.setLocalDescription(await server.createAnswer())
        await visitor.setRemoteDescription(server.localDescription)
        track = await returned
        numbers = []
        while callback.state.errors < EXCEPTIONS:
            numbers.append(number(await track.recv()))
        detector.broken = False
        while callback.state.failing or callback.state.result is None:
            numbers.append(number(await track.recv()))
        return numbers
    finally:
        await visitor.close()
        await server.close()


def test_exceptions_one_after_the_other_do_not_stop_the_video() -> None:
    detector = Failing([Box(40, 20, 40, 40)])
    callback = LiveCallback(detector, Always("happy"), LiveSettings(mirror=False, scores=False))
    # In a thread of its own: tests that drive a browser leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        numbers = thread.submit(lambda: asyncio.run(asyncio.wait_for(watch(callback, detector), 120))).result()

    assert callback.state.errors >= EXCEPTIONS
    assert not callback.state.failing
    changes = [later - earlier for earlier, later in pairwise(numbers)]
    assert min(changes) >= 0, "frames came back in another order"
    assert max(changes) < 200, "the video stood still for a second"
    assert numbers[-1] - numbers[0] > EXCEPTIONS * 0.9
