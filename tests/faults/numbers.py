"""Frames that carry their number so that it survives the codec, and tell when it did not."""

from fractions import Fraction
from typing import Any, Final

import av
import numpy as np

BITS: Final = 14
SIDE: Final = 16  # pixels: a macroblock
WIDTH, HEIGHT = SIDE * BITS, 128  # pixels: small, so that a frame is one packet
CLOCK: Final = 90_000
TOP: Final = 96  # row under which the number stands, and under that its complement


def numbered(number: int, at: float) -> av.VideoFrame:
    """Return a grey frame with its number, modulo 2**14, and the time in seconds at which it was made."""
    planes = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    for bit in range(BITS):
        level = 220 if number >> bit & 1 else 30
        planes[TOP : TOP + SIDE, SIDE * bit : SIDE * (bit + 1)] = level
        planes[TOP + SIDE : HEIGHT, SIDE * bit : SIDE * (bit + 1)] = 250 - level
    frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
    frame.pts, frame.time_base = round(at * CLOCK), Fraction(1, CLOCK)
    return frame


def number_of(frame: Any) -> int | None:
    """Return the number that a frame carries; None where lost packets left it in pieces."""
    grey = frame.to_ndarray(format="gray")
    number, complement = (grey[row + SIDE // 2, SIDE // 2 :: SIDE] > 128 for row in (TOP, TOP + SIDE))
    if grey.shape != (HEIGHT, WIDTH) or (number == complement).any():
        return None
    return sum(int(bit) << place for place, bit in enumerate(number))
