"""Cutting rectangles and squares out of a picture, where they reach over its edge with that edge repeated."""

import math
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

ROOT: Final = math.sqrt(2)


def cut(picture: npt.NDArray[np.uint8], left: int, top: int, right: int, bottom: int) -> npt.NDArray[np.uint8]:
    """Return columns `left` to `right` and rows `top` to `bottom`, each without the last, of a picture.

    Args:
        picture: uint8 [height, width] or [height, width, 3].
        left: may lie outside the picture, as the others may, as long as a part of it is inside.
        top: likewise.
        right: likewise.
        bottom: likewise.

    Returns:
        uint8 [bottom - top, right - left] or [bottom - top, right - left, 3]; a view where all of it is inside.
    """
    height, width = picture.shape[:2]
    part = picture[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    outside = max(0, -top), max(0, bottom - height), max(0, -left), max(0, right - width)
    if any(outside):
        return np.asarray(cv2.copyMakeBorder(part, *outside, borderType=cv2.BORDER_REPLICATE), np.uint8)
    return part


def cut_square(
    picture: npt.NDArray[np.uint8], middle: tuple[float, float], side: float, roll: float, size: tuple[int, int]
) -> npt.NDArray[np.uint8]:
    """Return a square of a picture in another size.

    Args:
        picture: uint8 [height, width] or [height, width, 3].
        middle: of the square, across and down, pixels; inside the picture.
        side: of the square, pixels.
        roll: degrees by which the square is turned with the clock; 0 cuts whole pixels.
        size: height and width of what is returned.
    """
    height, width = size
    if not roll:
        whole = max(1, round(side))
        left, top = round(middle[0] - whole / 2), round(middle[1] - whole / 2)
        return _resized(cut(picture, left, top, left + whole, top + whole), width, height)
    half = math.ceil(side * ROOT / 2) + 1  # of the upright square that holds the turned one
    across, down = round(middle[0]), round(middle[1])
    around = cut(picture, across - half, down - half, across + half, down + half)
    scale = min(1.0, max(height, width) / side)
    reduced = max(2, round(2 * half * scale))
    if scale < 1:
        around = _resized(around, reduced, reduced)
    scale = reduced / (2 * half) if scale < 1 else 1.0
    at = (middle[0] - across + half) * scale, (middle[1] - down + half) * scale
    matrix = np.asarray(cv2.getRotationMatrix2D(at, roll, 1.0), np.float64)
    matrix[:, 2] -= at
    matrix *= np.array([[width], [height]], np.float64) / (side * scale)
    matrix[:, 2] += (width / 2, height / 2)
    return np.asarray(cv2.warpAffine(around, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _resized(picture: npt.NDArray[np.uint8], width: int, height: int) -> npt.NDArray[np.uint8]:
    interpolation = cv2.INTER_AREA if picture.shape[0] > max(height, width) else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (width, height), interpolation=interpolation), np.uint8)
