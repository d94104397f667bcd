"""Cutting a rectangle out of a picture, where it reaches over the picture's edge with that edge repeated."""

import cv2
import numpy as np
import numpy.typing as npt


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
