"""The number of a frame, as blocks that survive the codec, at the foot of its picture."""

from typing import Final

import av
import numpy as np

BITS: Final = 12
SIDE: Final = 16  # pixels


def stamp(luma: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", number: int) -> None:
    """Write a number into the lowest rows of a picture's luma, uint8 [height, width]."""
    for bit in range(BITS):
        luma[-SIDE:, SIDE * bit : SIDE * (bit + 1)] = 220 if number >> bit & 1 else 30


def number_of(frame: av.VideoFrame, mirrored: bool) -> int:
    """Return the number that a frame carries.

    Args:
        frame: as it came back.
        mirrored: whether the server turned it left to right.
    """
    row = frame.to_ndarray(format="gray")[-SIDE // 2]
    if mirrored:
        row = row[::-1]
    return sum(int(row[SIDE * bit + SIDE // 2] > 128) << bit for bit in range(BITS))
