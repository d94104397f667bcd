"""A sequence whose resting face reads as something else: the astronaut, whose closed mouth still smiles a little."""

from collections.abc import Iterator
from fractions import Fraction

import av
import cv2
import numpy as np

from emotion.images.types import Picture
from emotion.sample.scene import HEIGHT, RATE, WIDTH, astronaut

MOUTH = (225, 146)  # middle, pixels of the astronaut's picture
REACH = (34, 22)  # how far from it the picture is drawn together, pixels
NARROWER, CLOSED, DOWN = 0.3, 1.6, 2.0


def resting() -> Picture:
    """Return the astronaut with a mouth that is narrower and closed, RGB [512, 512, 3]."""
    across, down = np.meshgrid(np.arange(512, dtype=np.float32), np.arange(512, dtype=np.float32))
    right, below = across - MOUTH[0], down - MOUTH[1]
    share = np.exp(-((right / REACH[0]) ** 2) - (below / REACH[1]) ** 2)
    corners = DOWN * (0.6 - np.minimum((right / 18) ** 2, 2.5))
    from_left = (across + share * NARROWER * right).astype(np.float32)
    from_top = (down + share * (CLOSED * below + corners)).astype(np.float32)
    drawn = cv2.remap(astronaut(), from_left, from_top, cv2.INTER_LINEAR)
    return np.asarray(drawn, np.uint8)


def seen(picture: Picture, swing: float = 0.0, mirrored: Picture | None = None) -> Picture:
    """Return what a camera sees, RGB [480, 640, 3]: a picture of the astronaut, and beside it another one mirrored.

    Args:
        picture: her, large.
        swing: pixels by which she has moved to the right.
        mirrored: another one, smaller, at the right edge.
    """
    placed = np.array([[1.0, 0, 20 + swing], [0, 1.0, 40]], np.float32)
    frame = cv2.warpAffine(picture, placed, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    if mirrored is not None:
        half = cv2.resize(mirrored[:320, 80:380, ::-1], None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
        frame[60 : 60 + half.shape[0], WIDTH - half.shape[1] :] = half
    return np.asarray(frame, np.uint8)


def frames(
    picture: Picture, seconds: float, begin: float = 0.0, mirrored: Picture | None = None
) -> Iterator[av.VideoFrame]:
    """Yield that many seconds of frames, 15 a second, in which she sways a little.

    Args:
        picture: her.
        seconds: how many.
        begin: time of the first frame, seconds.
        mirrored: as in `seen`.
    """
    for index in range(round(seconds * RATE)):
        at = begin + index / RATE
        drawn = seen(picture, 6 * float(np.sin(2 * np.pi * at / 3)), mirrored)
        frame = av.VideoFrame.from_ndarray(drawn, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = round(at * 90000), Fraction(1, 90000)
        yield frame
