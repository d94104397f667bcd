"""One camera as a program: python -m bench.streams.client URL reads|echo. It runs until its input ends.

It sends the sample clip, prints "ready" with the first frame that comes back, and in the end, as JSON, when each frame
came back and how long it took, and how many packets went each way.
"""

import asyncio
import json
import sys
from fractions import Fraction
from time import monotonic
from typing import Any, Final
from urllib.request import Request, urlopen

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from bench.streams.stamp import BITS, number_of, stamp
from emotion.sample.scene import frames

RATE: Final = 15.0  # frames a second, as most webcams give them in a room
ASKING: Final = 2.0  # seconds between two looks at what the server asks cameras for, as a page tells its browser
CLOCK: Final = 90_000


class Camera(MediaStreamTrack):
    """The sample clip over and over, each frame with its number, at its time."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        pictures = (av.VideoFrame.from_ndarray(picture, format="rgb24") for picture in frames())
        self._pictures = [picture.reformat(format="yuv420p").to_ndarray().astype(np.uint8) for picture in pictures]
        self._due = monotonic()
        self.rate = RATE
        self.sent: dict[int, float] = {}
        self._number = 0

    async def recv(self) -> av.VideoFrame:
        """Return the next frame when its time has come."""
        self._number += 1
        self._due += 1 / self.rate
        await asyncio.sleep(max(0.0, self._due - monotonic()))
        planes = self._pictures[self._number % len(self._pictures)].copy()
        height = planes.shape[0] * 2 // 3
        stamp(planes[:height], self._number)
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = round(self._due * CLOCK), Fraction(1, CLOCK)
        self.sent[self._number % 2**BITS] = monotonic()
        return frame


async def run(url: str, reads: bool) -> dict[str, Any]:
    """Send until the input ends; return what is printed.

    `came` has when each frame came back, seconds of `monotonic`, and after how long; `packets` has the numbers of those
    that were sent and received.
    """
    connection, camera = RTCPeerConnection(), Camera()
    came: list[tuple[float, float]] = []
    tasks: set[asyncio.Task[None]] = set()

    @connection.on("track")
    def on_track(track: MediaStreamTrack) -> None:
        tasks.add(asyncio.create_task(receive(track, camera, reads, came)))

    connection.addTrack(camera)
    await connection.setLocalDescription(await connection.createOffer())
    answer = await asyncio.to_thread(ask, url, connection.localDescription, reads)
    await connection.setRemoteDescription(RTCSessionDescription(answer["sdp"], answer["type"]))
    end = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    while not (await asyncio.wait([end], timeout=ASKING))[0]:
        camera.rate = min(RATE, (await asyncio.to_thread(asked, url))["frames"])
    packets = [0, 0]
    for one in (await connection.getStats()).values():
        packets[0] += one.packetsSent if one.type == "outbound-rtp" else 0
        packets[1] += one.packetsReceived if one.type == "inbound-rtp" else 0
    await connection.close()
    return {"came": came, "packets": packets}


async def receive(track: MediaStreamTrack, camera: Camera, reads: bool, came: list[tuple[float, float]]) -> None:
    """Note each frame once, though the server gives one back again while it has no newer."""
    newest = -1
    while True:
        try:
            frame: Any = await track.recv()
        except MediaStreamError:  # the end
            return
        now, number = monotonic(), number_of(frame, mirrored=reads)
        if number in camera.sent and number != newest:
            if newest < 0:
                print("ready", flush=True)
            newest = number
            came.append((now, now - camera.sent[number]))


def asked(url: str) -> dict[str, float]:
    """Return what the server asks cameras for."""
    with urlopen(f"{url}/bench/asked", timeout=60) as answer:
        return dict(json.load(answer))


def ask(url: str, offer: RTCSessionDescription, reads: bool) -> dict[str, str]:
    """Hand the offer to the server and return its answer."""
    body = json.dumps({"sdp": offer.sdp, "type": offer.type, "reads": reads}).encode()
    with urlopen(Request(f"{url}/bench/offer", body, {"Content-Type": "application/json"}), timeout=60) as answer:
        return dict(json.load(answer))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(sys.argv[1], sys.argv[2] == "reads"))))
