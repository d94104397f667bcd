"""Still pictures: faces of all sizes found in two looks, and read from the picture in full size."""

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.detection.base import Sensitivity
from emotion.detection.haar import CascadeDetector, HaarDetector, HaarSettings
from emotion.images.cut import cut
from emotion.results import Box

SECOND_CASCADE: Final = "haarcascade_frontalface_alt.xml"

# Neighbouring hits that make a face, in the first look and in the second, measured on pictures like those of
# bench/photos.py. False faces in eight textures of 1,600x1,200: 1, 1 and 17 (31 in five by the first look alone). Found
# of one person's faces in a picture 2,000 wide: 65, 80 and 90 % of those of 32 pixels, all from 48 on. Found of
# FER2013's Training faces at 32 to 96 pixels, turned and covered ones among them: 55, 65 and 69 %.
_MIN_NEIGHBORS: Final = MappingProxyType({"low": (3, 10), "normal": (2, 6), "high": (1, 2)})
_SMALLEST: Final = 24  # pixels, side of the cascades' own window
_MARGIN: Final = 0.35  # share of a found box's side, added on each side of it for the second look
_SIDE: Final = 80  # pixels of the box's side in the second look; at 48 fewer small faces pass


@dataclass(frozen=True)
class PhotoSettings:
    """How a still picture is searched. The time grows with the megapixels searched, not with the picture."""

    # low misses more small, dim and turned faces; high takes more textures, hands and shadows for faces
    sensitivity: Sensitivity = "normal"
    # Searched at once; larger pictures are reduced. Of faces of 32 pixels in a picture 2,000 wide, 1, 2 and
    # 3 megapixels find none, 80 and 100 %, in 0.65, 1.2 and 1.7 seconds; from 48 on 2 and 3 are alike.
    megapixels: float = 2.0
    min_face_size: int = _SMALLEST  # side of the smallest face, pixels of the picture that is searched
    scale_factor: float = 1.1  # ratio of one search size to the next, over 1; 1.2 halves the time and loses small faces

    def __post_init__(self) -> None:
        if self.sensitivity not in _MIN_NEIGHBORS:
            raise ValueError(f"sensitivity: expected one of {', '.join(_MIN_NEIGHBORS)}; found {self.sensitivity!r}")
        if not 0.1 <= self.megapixels <= 50:
            raise ValueError(f"megapixels: expected 0.1 to 50, found {self.megapixels}")
        if self.min_face_size < _SMALLEST:
            raise ValueError(f"min_face_size: expected at least {_SMALLEST} pixels, found {self.min_face_size}")
        if self.scale_factor <= 1:
            raise ValueError(f"scale_factor: expected a ratio over 1, found {self.scale_factor}")


class PhotoDetector(CascadeDetector):
    """Finds faces of all sizes in a still picture, in two looks. Not for two threads at once.

    The first look searches the reduced picture with few hits for a face, so that it misses little. The second goes
    through what it found, in the full picture, with another cascade: the two were trained apart and seldom err on the
    same texture. The box stays the first one's, on which the crops' margin was measured.

    Attributes:
        settings: may be replaced at any time; the next picture is searched with the new ones.
    """

    def __init__(self, settings: PhotoSettings | None = None) -> None:
        self.settings = settings or PhotoSettings()
        self._first = HaarDetector()
        path = Path(cv2.__file__).parent / "data" / SECOND_CASCADE
        self._second = cv2.CascadeClassifier(str(path))
        if self._second.empty():
            raise FileNotFoundError(f'{path}: no cascade; install "opencv-python-headless>=4.14,<5" again')

    def search(self, grey: npt.NDArray[np.uint8]) -> tuple[Box, ...]:
        """Return the faces of a grey picture [height, width], largest first; boxes lie inside the picture."""
        first, second = _MIN_NEIGHBORS[self.settings.sensitivity]
        checked = [(self._hits(grey, box), box) for box in self._candidates(grey, first)]
        kept: list[Box] = []
        for hits, box in sorted(checked, key=lambda item: (item[0], item[1].area), reverse=True):
            if hits >= second and not any(_same_face(box, other) for other in kept):
                kept.append(box)
        return tuple(sorted(kept, key=lambda box: box.area, reverse=True))

    def _candidates(self, grey: npt.NDArray[np.uint8], min_neighbors: int) -> tuple[Box, ...]:
        height, width = grey.shape
        scale = min(1.0, (self.settings.megapixels * 1e6 / (height * width)) ** 0.5)
        self._first.settings = HaarSettings(
            max_side=max(48, round(scale * max(height, width))),
            min_face_size=min(1.0, self.settings.min_face_size / max(1.0, scale * min(height, width))),
            scale_factor=self.settings.scale_factor,
            min_neighbors=min_neighbors,
        )
        return self._first.search(grey)

    def _hits(self, grey: npt.NDArray[np.uint8], box: Box) -> int:
        """Return how often the second cascade finds a candidate again, in the picture at full size around it."""
        margin = round(_MARGIN * box.width)
        around = box.expanded(margin, margin)
        whole = cut(grey, around.left, around.top, around.right, around.bottom)
        scale = _SIDE / box.width
        interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        seen = cv2.resize(whole, None, fx=scale, fy=scale, interpolation=interpolation)
        smallest, largest = round(0.7 * _SIDE), round(1.4 * _SIDE)
        found = self._second.detectMultiScale(seen, 1.1, 0, minSize=(smallest, smallest), maxSize=(largest, largest))
        place = round(_MARGIN * _SIDE)
        expected = Box(place, place, _SIDE, _SIDE)
        return sum(Box(*map(int, hit)).iou(expected) > 0.5 for hit in found)


def _same_face(box: Box, other: Box) -> bool:
    across, down = box.center
    return box.iou(other) > 0.3 or (other.left < across < other.right and other.top < down < other.bottom)
