"""Frames as a camera gives them, and a stream of them."""

import asyncio
from fractions import Fraction
from typing import Any

import av
import numpy as np
from aiortc import MediaStreamTrack

from emotion.live.callback import LiveCallback

BITS = 12
WIDTH, HEIGHT = 16 * BITS, 96


def camera_frame(index: int, width: int = 640, height: int = 480, rate: int = 30) -> av.VideoFrame:
    """Return a grey frame at the time that a camera of this rate gives it."""
    frame = av.VideoFrame.from_ndarray(np.full((height, width, 3), 90, np.uint8), format="rgb24")
    frame = frame.reformat(format="yuv420p")
    frame.pts, frame.time_base = index * 90000 // rate, Fraction(1, 90000)
    return frame


class Numbered(MediaStreamTrack):
    """Frames with their number stamped as blocks, as fast as the peers take them."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self.sent = 0

    async def recv(self) -> av.VideoFrame:
        await asyncio.sleep(0.005)
        self.sent += 1
        return self.picture(self.sent)

    @staticmethod
    def picture(number: int) -> av.VideoFrame:
        picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        for bit in range(BITS):
            picture[:, 16 * bit : 16 * bit + 16] = 255 * (number >> bit & 1)
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = number * 450, Fraction(1, 90000)
        return frame


def number(frame: Any) -> int:
    """Return the number stamped on a frame."""
    row = frame.to_ndarray(format="gray")[HEIGHT - 8]
    return sum(int(row[16 * bit + 8] > 128) << bit for bit in range(BITS))


def play(callback: LiveCallback, count: int, start: int = 0, **shape: int) -> list[av.VideoFrame]:
    """Give a callback that many frames and return its answers."""
    return [callback(camera_frame(index, **shape)) for index in range(start, start + count)]
