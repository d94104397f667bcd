"""Finds pictures that stand in two splits in another crop or copy: what a network may know of a test face by heart.

Of FER2013's PublicTest faces, 280 are identical to a Training face. Some 220 more show the same photograph cut, scaled
or stamped a little otherwise; a small thumbnail of both is almost the same, and they have the same label in 87 of 100
cases.
"""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from training.data.dataset_summary import blank, has_exact_duplicate
from training.data.faceset import FaceSet

SIDE: Final = 16  # of the thumbnails
# Correlation of two thumbnails from which both show the same photograph. By eye, 23 of 24 pairs just above it did; of
# pairs at 0.92 about half.
ALIKE: Final = 0.95
COMPARED: Final = 256  # faces at once


def has_near_duplicate(data: FaceSet, split: str) -> npt.NDArray[np.bool_]:
    """Return bool [n] for the n faces of a split: one of another split shows the same, mirrored or not.

    Args:
        data: all splits.
        split: one of `training.data.faceset.SPLITS`.
    """
    here = data.splits == split
    duplicate: npt.NDArray[np.bool_] = has_exact_duplicate(data)[here]
    faces, others = data.pixels[here], data.pixels[~here]
    thumbnails, compared = _thumbnails(faces), _thumbnails(np.concatenate([others, others[:, :, ::-1]]))
    if len(compared):
        for start in range(0, len(faces), COMPARED):
            part = slice(start, start + COMPARED)
            duplicate[part] |= (thumbnails[part] @ compared.T).max(axis=1) > ALIKE
    return duplicate


def _thumbnails(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Return float32 [n, SIDE²] for pictures [n, height, width]: their products are correlations; 0 for blank ones."""
    small = [cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA).ravel() for picture in pictures]
    values = np.array(small, np.float32).reshape(len(pictures), SIDE * SIDE)
    values -= values.mean(axis=1, keepdims=True)
    values /= np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-6)
    values[blank(pictures)] = 0
    return values
