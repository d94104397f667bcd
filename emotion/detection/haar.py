"""Finding faces with OpenCV's frontal Haar cascade on a reduced picture."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.detection.base import Detection, Sensitivity
from emotion.images.input import InputPicture
from emotion.results import Box

CASCADE: Final = "haarcascade_frontalface_default.xml"
# Share of a box's side added around it. On 4,000 Training faces of FER2013 this detector's box is the whole frame but
# for 1 to 3 % of its side, and its middle the frame's (python -m training framing), so a crop with this margin is
# framed as the faces that the model was trained on.
MARGIN: Final = 0.02
# How a known face is searched for around where it was. Measured on a slow pan and two clips: a search takes 1.0 to 1.3
# instead of 6.4 to 10.5 ms, finds all but one of 247 faces that a whole search finds, in boxes that overlap with its
# boxes by 0.93, as they do where the cascade sees the region in full resolution.
ROI_SIDE: Final = 64  # pixels to which the face's side is reduced
ROI_MIN_NEIGHBORS: Final = 3  # neighbouring hits, fewer than elsewhere, as there was a face a moment ago
ROOM: Final = 0.25  # of its side, searched on each side of it
GROWTH: Final = 1.25  # times its size that it may have grown or shrunk


@dataclass(frozen=True)
class HaarSettings:
    """How the cascade searches. Cost grows with the search size and falls with the smallest face."""

    max_side: int = 320  # pixels of the longer side of the picture that is searched; larger pictures are reduced
    min_face_size: float = 0.2  # side of the smallest face, share of the picture's shorter side
    scale_factor: float = 1.2  # ratio of one search size to the next, over 1
    min_neighbors: int = 5  # neighbouring hits that make a face; more means fewer false faces and more missed ones

    def __post_init__(self) -> None:
        if self.max_side < 48:
            raise ValueError(f"max_side: expected at least 48 pixels, found {self.max_side}")
        if not 0 < self.min_face_size <= 1:
            raise ValueError(f"min_face_size: expected a share over 0 and up to 1, found {self.min_face_size}")
        if self.scale_factor <= 1:
            raise ValueError(f"scale_factor: expected a ratio over 1, found {self.scale_factor}")
        if self.min_neighbors < 1:
            raise ValueError(f"min_neighbors: expected at least 1, found {self.min_neighbors}")


# How videos and streams are searched; photos have settings of their own (`emotion.detection.photos`).
SETTINGS: Final[Mapping[Sensitivity, HaarSettings]] = MappingProxyType(
    {
        "low": HaarSettings(min_face_size=0.28, min_neighbors=7),
        "normal": HaarSettings(),
        "high": HaarSettings(min_face_size=0.12, scale_factor=1.15, min_neighbors=4),
    }
)


class CascadeDetector(ABC):
    """A detector of cascades: they need grey alone, and give boxes without scores or landmarks."""

    margin: float = MARGIN

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        """Return the faces of a picture, largest first."""
        return tuple(Detection(box) for box in self.search(picture.grey))

    @abstractmethod
    def search(self, grey: npt.NDArray[np.uint8]) -> tuple[Box, ...]:
        """Return the faces of a grey picture [height, width], largest first; boxes lie inside the picture."""


class HaarDetector(CascadeDetector):
    """Viola and Jones' cascade (CVPR 2001) as OpenCV ships it. Not for two threads at once.

    Attributes:
        settings: may be replaced at any time; the next picture is searched with the new ones.
    """

    def __init__(self, settings: HaarSettings | None = None) -> None:
        self.settings = settings or HaarSettings()
        path = Path(cv2.__file__).parent / "data" / CASCADE
        self._cascade = cv2.CascadeClassifier(str(path))
        if self._cascade.empty():
            raise FileNotFoundError(f'{path}: no cascade; install "opencv-python-headless>=4.14,<5" again')

    def search(self, grey: npt.NDArray[np.uint8]) -> tuple[Box, ...]:
        """Return the faces of a grey picture [height, width], largest first; boxes lie inside the picture."""
        settings = self.settings
        searched = _reduced(grey, settings.max_side / max(grey.shape))
        smallest = max(24, round(settings.min_face_size * min(searched.shape)))
        if min(searched.shape) < smallest:
            return ()
        boxes = self._found(searched, smallest, 0, settings.min_neighbors)
        return _largest_first(_scaled(boxes, searched, grey))

    def follow(self, picture: InputPicture, before: Detection) -> Detection | None:
        """Return where a face is now, searched for only around where it was and in about its size.

        Args:
            picture: of the same size as the one before, taken shortly after.
            before: the face there.
        """
        box = self.moved(picture.grey, before.box)
        return Detection(box) if box else None

    def moved(self, grey: npt.NDArray[np.uint8], before: Box) -> Box | None:
        """Return where a face is now in a grey picture [height, width], by its box shortly before; None if not near."""
        height, width = grey.shape
        region = before.expanded(round(before.width * ROOM), round(before.height * ROOM)).clipped(width, height)
        if region is None:
            return None
        part = grey[region.top : region.bottom, region.left : region.right]
        side = max(before.width, before.height)
        searched = _reduced(part, min(1.0, ROI_SIDE / side))
        scale = searched.shape[1] / part.shape[1]
        smallest = max(24, round(scale * max(side / GROWTH, self.settings.min_face_size * min(grey.shape))))
        if min(searched.shape) < smallest:
            return None
        found = self._found(
            searched, smallest, round(scale * side * GROWTH), min(ROI_MIN_NEIGHBORS, self.settings.min_neighbors)
        )
        boxes = [
            Box(region.left + box.left, region.top + box.top, box.width, box.height)
            for box in _scaled(found, searched, part)
        ]
        return max(boxes, key=before.iou, default=None)

    def _found(self, searched: npt.NDArray[np.uint8], smallest: int, largest: int, min_neighbors: int) -> list[Box]:
        """Return the faces of these sizes, pixels of the side; 0 as the largest bounds nothing."""
        found = self._cascade.detectMultiScale(
            searched,
            self.settings.scale_factor,
            min_neighbors,
            minSize=(smallest, smallest),
            maxSize=(largest, largest),
        )
        return [Box(*map(int, box)) for box in found]


def _reduced(picture: npt.NDArray[np.uint8], scale: float) -> npt.NDArray[np.uint8]:
    if scale >= 1:
        return picture
    height, width = picture.shape
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _largest_first(boxes: list[Box]) -> tuple[Box, ...]:
    return tuple(sorted(boxes, key=lambda box: box.area, reverse=True))


def _scaled(boxes: Sequence[Box], old: npt.NDArray[np.uint8], new: npt.NDArray[np.uint8]) -> list[Box]:
    """Return boxes of one picture as they lie in the same picture of another size."""
    height, width = new.shape
    across, down = width / old.shape[1], height / old.shape[0]
    return [box.scaled(across, down, width, height) for box in boxes]
