"""A camera with a face in it: the astronaut panning slowly, the number of each frame stamped along the bottom edge."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
import numpy.typing as npt
from skimage.data import astronaut

from emotion.results import Box

WIDTH: Final = 640
HEIGHT: Final = 480
FRAMES: Final = 150
RATE: Final = 20
BITS: Final = 8
BLOCKS: Final = BITS + 3  # a white one, the bits, their parity, a black one
STAMP_TOP: Final = 0.92  # share of the height where the stamp begins
FACE: Final = Box(170, 65, 110, 110)  # of the astronaut, by eye, pixels of the 512x512 picture


def face_in(number: int, width: int, height: int, mirrored: bool) -> Box:
    """Return where the face lies in a frame of the stream, given in another size and perhaps mirrored."""
    matrix = _matrix(number)
    left, top = matrix @ (FACE.left, FACE.top, 1)
    side = matrix[0, 0] * FACE.width
    scale = width / WIDTH
    box = Box(*(round(value * scale) for value in (left, top, side, side)))
    return box.mirrored(width) if mirrored else box


def stamp_of(blocks: list[float], mirrored: bool) -> int | None:
    """Decode the brightness (0 to 255) at the middle of each stamped block; None when it is unreadable."""
    bits = [int(value > 128) for value in (blocks[::-1] if mirrored else blocks)]
    number = sum(bit << position for position, bit in enumerate(bits[1 : 1 + BITS]))
    whole = bits[0] == 1 and bits[-1] == 0 and bits[-2] == sum(bits[1 : 1 + BITS]) % 2
    return number if whole and number < FRAMES else None


def write(path: Path, stamped: bool = True) -> None:
    """Write the video as Chromium's fake camera plays it (Y4M)."""
    write_pictures(path, (picture(number, stamped) for number in range(FRAMES)), RATE)


def write_pictures(path: Path, pictures: Iterable[npt.NDArray[np.uint8]], rate: int) -> None:
    """Write pictures of the scene's size, RGB, as Chromium's fake camera plays them (Y4M), so many a second."""
    with av.open(str(path), "w", format="yuv4mpegpipe") as container:
        stream = container.add_stream("wrapped_avframe", rate=rate)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number, drawn in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(drawn, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


def _matrix(number: int) -> npt.NDArray[np.float64]:
    turn = 2 * np.pi * number / FRAMES
    zoom = HEIGHT / 360 * (1 + 0.15 * np.sin(turn))
    across, down = 225 + 25 * np.cos(turn), 120 + 10 * np.sin(2 * turn)
    return np.array([[zoom, 0, WIDTH / 2 - zoom * across], [0, zoom, HEIGHT * 0.45 - zoom * down]])


def picture(number: int, stamped: bool = True) -> npt.NDArray[np.uint8]:
    """Return one frame of the scene, RGB."""
    drawn: Any = cv2.warpAffine(astronaut(), _matrix(number), (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    if not stamped:
        return drawn
    bits = [number >> position & 1 for position in range(BITS)]
    top, block = int(HEIGHT * STAMP_TOP), WIDTH / BLOCKS
    drawn[top:] = 0
    for index, bit in enumerate([1, *bits, sum(bits) % 2, 0]):
        drawn[top:, int(index * block) : int((index + 1) * block)] = 255 * bit
    return drawn
