"""Faces drawn on plain ground, and where a drawing has which colour."""

import numpy as np

from emotion.drawing.overlay import UNSURE, draw
from emotion.drawing.primitives import DARK
from emotion.labels import LABELS, rgb
from emotion.results import Box, FaceResult, FrameResult

MIDDLE = Box(250, 180, 120, 120)
GROUND = 128  # of the pictures that are drawn on: no colour of the drawing


def face(box, label="happy", confidence=0.87, sure=True, display_number=1):
    rest = (1 - confidence) / 6
    return FaceResult(box, tuple(confidence if name == label else rest for name in LABELS), label, sure, display_number)


def ground(height=480, width=640, level=GROUND):
    return np.full((height, width, 3), level, np.uint8)


def drawn(*faces, on=None, scores=True):
    picture = ground() if on is None else on
    return draw(picture, FrameResult(picture.shape[1], picture.shape[0], faces), scores)


def where(picture, *colours):
    """Mask of the pixels that have exactly one of these colours."""
    red, green, blue = np.moveaxis(picture.astype(np.int32), 2, 0)
    return np.isin(red << 16 | green << 8 | blue, [r << 16 | g << 8 | b for r, g, b in colours])


def changed(one, other):
    return (one != other).any(axis=2)


def letters(picture):
    """Mask of a drawing's letters: on plain ground and without bars whatever has no colour of a box or tag."""
    return ~where(picture, (GROUND,) * 3, DARK, UNSURE, *map(rgb, LABELS))


def extent(mask):
    """Left, top, right and bottom of what a mask holds; the last two are exclusive."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def inside(mask, box):
    return mask[box.top : box.bottom, box.left : box.right]


def grid(size=88, display_number=None):
    """Return twelve faces in three rows over 640x480."""
    places = [(int((at % 4 + 0.5) * 160 - size / 2), int((at // 4 + 0.5) * 160 - size / 2)) for at in range(12)]
    return [
        face(Box(left, top, size, size), LABELS[at % 7], 0.9, display_number=display_number or at + 1)
        for at, (left, top) in enumerate(places)
    ]
