"""How well a face that was found can be seen."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.detection.base import Detection
from emotion.framing import Framing
from emotion.images.input import InputPicture
from emotion.images.luma import full_range, to_grey
from emotion.quality import DARKEST_PICTURE, FaceQuality

STEP: Final = 4  # every fourth pixel across and down tells how bright a picture is


def quality_of(
    detection: Detection,
    framing: Framing,
    crop: npt.NDArray[np.uint8],
    width: int,
    height: int,
    doubts: Sequence[float] = (0.0, 0.0),
) -> FaceQuality:
    """Return the quality of a face.

    Args:
        detection: of the face.
        framing: by which it is cut out.
        crop: what was cut out, in full range, uint8 [height, width] or [height, width, 3].
        width: of the picture, pixels.
        height: likewise.
        doubts: of the model that reads it, in the order of `emotion.classification.base.DOUBTS`.
    """
    no_face, cannot_tell = map(float, doubts)
    points = detection.landmarks
    return FaceQuality.of(
        side=framing.side,
        brightness=float((to_grey(crop).pixels if crop.ndim == 3 else crop).mean()),
        outside=framing.outside(width, height),
        yaw=points.yaw if points else None,
        roll=points.roll if points else None,
        score=detection.score,
        no_face=no_face,
        cannot_tell=cannot_tell,
    )


def too_dark(picture: InputPicture) -> bool:
    """Return whether a picture as a whole is too dark for a face to be found in it."""
    some = picture.grey[::STEP, ::STEP]
    return bool(full_range(some, picture.limited_range).mean() < DARKEST_PICTURE)
