"""Anonymizes the faces of a picture: makes them unrecognisable, for pictures that are passed on."""

import math
from typing import Final

import cv2
import numpy as np

from emotion.images.types import Picture
from emotion.results import Box, FrameResult

# The cascade's box ends within forehead, ears and chin: an ellipse of this many of its sides covers them and the hair
# above the forehead.
_WIDTH: Final = 1.3
_HEIGHT: Final = 1.5
_MOST: Final = 7  # blocks over a face's width at strength 0
_LEAST: Final = 3  # likewise at strength 1


def blur_faces(picture: Picture, result: FrameResult, strength: float = 0.5) -> Picture:
    """Return a new picture in which no face can be recognised by its features; the one given stays as it is.

    Each face becomes a few blocks of its mean colours, which are then blurred, so that a face keeps as little detail
    at any size: the blocks give up what sharpening a blur could bring back. Draw frames and labels after this.

    What it does not hide: faces that were not found; hair, clothes, posture, company and place, by which people who
    know someone still recognise them; a face on another picture of the same moment. Colour of the skin remains.

    Args:
        picture: RGB uint8 [height, width, 3].
        result: its boxes are pixels of `picture`; what lies outside is cut off.
        strength: 0 to 1; from 7 blocks over a face's width, where only the outline of features shows, to 3.

    Raises:
        ValueError: the strength is out of its range.
    """
    if not 0 <= strength <= 1:
        raise ValueError(f"strength: expected 0 to 1, found {strength}")
    canvas = picture.copy()
    blocks = round(_MOST + (_LEAST - _MOST) * strength)
    for face in result.faces:
        _blur(canvas, face.box, blocks)
    return canvas


def _blur(canvas: Picture, box: Box, blocks: int) -> None:
    height, width = canvas.shape[:2]
    across, down = box.center
    half_width, half_height = _WIDTH * box.width / 2, _HEIGHT * box.height / 2
    left, right = max(0, math.floor(across - half_width)), min(width, math.ceil(across + half_width))
    top, bottom = max(0, math.floor(down - half_height)), min(height, math.ceil(down + half_height))
    if right <= left or bottom <= top:
        return
    part = canvas[top:bottom, left:right]
    side = max(box.width, box.height) / blocks
    size = max(1, round(part.shape[1] / side)), max(1, round(part.shape[0] / side))
    coarse = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(coarse, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_NEAREST)
    smooth = cv2.GaussianBlur(coarse, (0, 0), max(0.5, side / 2), borderType=cv2.BORDER_REPLICATE)
    rows, columns = np.ogrid[top:bottom, left:right]
    inside = ((columns + 0.5 - across) / half_width) ** 2 + ((rows + 0.5 - down) / half_height) ** 2 <= 1
    part[inside] = smooth[inside]
