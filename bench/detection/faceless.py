"""Pictures in which nobody is: what a detector finds there is false."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from skimage import data

from bench.detection.pictures import HEIGHT, WIDTH, Picture, textures

NAMES: Final = (
    "brick", "cell", "chelsea", "coffee", "coins", "grass", "gravel", "horse", "hubble_deep_field",
    "immunohistochemistry", "logo", "microaneurysms", "moon", "page", "retina", "rocket", "text",
)  # fmt: skip
GROUNDS: Final = range(200, 216)  # seeds of pictures that are put together from these
BLURS: Final = (2.0, 6.0, 15.0)  # pixels


def faceless() -> Iterator[Picture]:
    """Return scikit-image's pictures without faces in a camera's size, mixtures of them, and all of these blurred."""
    sharp = [*map(picture, NAMES), *map(textures, GROUNDS)]
    yield from sharp
    for sigma in BLURS:
        for seen in sharp:
            yield np.asarray(cv2.GaussianBlur(seen, (0, 0), sigma), np.uint8)


def picture(name: str) -> Picture:
    """Return one of scikit-image's pictures in a camera's size, RGB."""
    found = np.asarray(getattr(data, name)())
    if found.dtype == bool:
        found = found * np.uint8(255)
    if found.ndim == 2:
        found = np.repeat(found[..., None], 3, axis=2)
    height, width = found.shape[:2]
    scale = max(WIDTH / width, HEIGHT / height)
    enlarged = cv2.resize(found[..., :3].astype(np.uint8), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    top, left = (enlarged.shape[0] - HEIGHT) // 2, (enlarged.shape[1] - WIDTH) // 2
    return np.asarray(enlarged[top : top + HEIGHT, left : left + WIDTH], np.uint8)
