"""Finding faces of all sizes in a photo with BlazeFace: in the whole picture, and in pieces of it."""

import math
from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from emotion.detection.base import Detection
from emotion.detection.blazeface import BlazeFaceDetector, Proposal
from emotion.images.input import InputPicture
from emotion.images.types import Picture

MEGAPIXELS: Final = 2.5  # searched at most; larger pictures are reduced for the search, not for the second look
# Side of a piece in small pictures and in those above, pixels. Of twenty faces of 32 pixels in 2.5 megapixels pieces of
# 256 find 18, of 320 13, of 480 seven; a photo of 640x480 is quick with the larger ones.
TILES: Final = (480, 256)
SMALL: Final = 0.5  # megapixels
OVERLAP: Final = 64  # pixels by which pieces overlap, so that a face up to that size lies whole in one
SAME: Final = 0.3  # IoU from which two places are one


class TiledDetector:
    """Finds the faces of a still picture, small ones in large pictures too. Not for two threads at once."""

    margin = 0.0

    def __init__(self, detector: BlazeFaceDetector) -> None:
        """Take a detector of the caller's alone."""
        self._detector = detector

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        """Return the faces of a picture, largest first."""
        return self._detector.confirm(picture.colour, self._places(picture.colour))

    def _places(self, picture: Picture) -> list[Proposal]:
        """Return where faces may be, best first, each place once."""
        height, width = picture.shape[:2]
        scale = min(1.0, math.sqrt(MEGAPIXELS * 1e6 / (height * width)))
        searched = picture
        if scale < 1:
            size = max(1, round(width * scale)), max(1, round(height * scale))
            searched = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        places = self._detector.propose(searched)
        side = TILES[searched.shape[0] * searched.shape[1] > SMALL * 1e6]
        for left, top in _corners(searched.shape[1], searched.shape[0], side):
            tile = np.ascontiguousarray(searched[top : top + side, left : left + side])
            places += [(framing.moved(left, top), score) for framing, score in self._detector.propose(tile)]
        kept: list[Proposal] = []
        for framing, score in sorted(places, key=lambda place: -place[1]):
            if not any(framing.iou(other) > SAME for other, _ in kept):
                kept.append((framing, score))
        return [(framing.scaled(1 / scale), score) for framing, score in kept]


def _corners(width: int, height: int, side: int) -> Iterator[tuple[int, int]]:
    """Return the left and top of each piece; none for a picture that is one piece itself."""
    if max(width, height) > side:
        yield from ((left, top) for top in _starts(height, side) for left in _starts(width, side))


def _starts(length: int, side: int) -> list[int]:
    count = max(1, math.ceil((length - OVERLAP) / (side - OVERLAP)))
    last = max(0, length - side)
    return [round(index * last / max(1, count - 1)) for index in range(count)]
