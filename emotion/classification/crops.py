"""Cutting faces out for the model: squared, with a margin, 48x48, grey. Serving and training both cut here."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.images.cut import cut
from emotion.results import Box

FACE_SIZE: Final = 48  # pixels, side of what the model sees


def cut_faces(grey: npt.NDArray[np.uint8], boxes: Sequence[Box], margin: float) -> npt.NDArray[np.uint8]:
    """Cut each box out of a grey picture [height, width] as the model wants to see it.

    The cut is a square around the box's middle, as wide as the box's longer side and the margin; what lies outside the
    picture repeats its edge.

    Args:
        grey: of the picture.
        boxes: of faces in it.
        margin: share of a box's side that is added around it; the detector that found it has it.

    Returns:
        uint8 [number of boxes, 48, 48]; zero boxes give shape (0, 48, 48).
    """
    faces = np.empty((len(boxes), FACE_SIZE, FACE_SIZE), np.uint8)
    for index, box in enumerate(boxes):
        faces[index] = _cut(grey, box, margin)
    return faces


def _cut(grey: npt.NDArray[np.uint8], box: Box, margin: float) -> npt.NDArray[np.uint8]:
    side = max(1, round(max(box.width, box.height) * (1 + margin)))
    across, down = box.center
    left, top = round(across - side / 2), round(down - side / 2)
    face = cut(grey, left, top, left + side, top + side)
    interpolation = cv2.INTER_AREA if side > FACE_SIZE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(face, (FACE_SIZE, FACE_SIZE), interpolation=interpolation), np.uint8)
