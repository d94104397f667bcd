"""Cutting faces out for the model: framed as FER2013 frames them, in its size. Serving and training both cut here."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from emotion.classification.base import FACE_SIZE as FACE_SIZE
from emotion.framing import Framing
from emotion.images.cut import cut_square


def cut_faces(
    picture: npt.NDArray[np.uint8],
    framings: Sequence[Framing],
    height: int = FACE_SIZE,
    width: int = FACE_SIZE,
) -> npt.NDArray[np.uint8]:
    """Cut faces out of a picture as a model wants to see them, upright where they are tilted by more than 15 degrees.

    What lies outside the picture repeats its edge.

    Args:
        picture: grey [height, width] or RGB [height, width, 3].
        framings: of faces in it.
        height: of a cut-out face, pixels.
        width: likewise.

    Returns:
        uint8 [number of faces, height, width], or [number of faces, height, width, 3]; no face is an ordinary case.
    """
    faces = np.empty((len(framings), height, width, *picture.shape[2:]), np.uint8)
    for index, framing in enumerate(framings):
        square = framing.upright
        faces[index] = cut_square(picture, (square.across, square.down), square.side, square.roll, (height, width))
    return faces
