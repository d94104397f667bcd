"""Cutting faces out for the model: squared, with a margin, in its size. Serving and training both cut here."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from emotion.classification.base import FACE_SIZE as FACE_SIZE
from emotion.images.cut import cut
from emotion.results import Box


def cut_faces(
    picture: npt.NDArray[np.uint8],
    boxes: Sequence[Box],
    margin: float,
    height: int = FACE_SIZE,
    width: int = FACE_SIZE,
) -> npt.NDArray[np.uint8]:
    """Cut each box out of a picture as a model wants to see it.

    The cut is a square around the box's middle, as wide as the box's longer side and the margin; what lies outside the
    picture repeats its edge.

    Args:
        picture: grey [height, width] or RGB [height, width, 3].
        boxes: of faces in it.
        margin: share of a box's side that is added around it; the detector that found it has it.
        height: of a cut-out face, pixels.
        width: likewise.

    Returns:
        uint8 [number of boxes, height, width], or [number of boxes, height, width, 3]; zero boxes are an ordinary case.
    """
    faces = np.empty((len(boxes), height, width, *picture.shape[2:]), np.uint8)
    for index, box in enumerate(boxes):
        faces[index] = _cut(picture, box, margin, height, width)
    return faces


def _cut(picture: npt.NDArray[np.uint8], box: Box, margin: float, height: int, width: int) -> npt.NDArray[np.uint8]:
    side = max(1, round(max(box.width, box.height) * (1 + margin)))
    across, down = box.center
    left, top = round(across - side / 2), round(down - side / 2)
    face = cut(picture, left, top, left + side, top + side)
    interpolation = cv2.INTER_AREA if side > max(height, width) else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(face, (width, height), interpolation=interpolation), np.uint8)
