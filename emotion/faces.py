"""Finding faces: the detector's interface and OpenCV's frontal Haar cascade on a reduced picture."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from emotion.readings import Box

CASCADE: Final = "haarcascade_frontalface_default.xml"


class FaceDetector(Protocol):
    """Anything that finds faces."""

    def detect(self, gray: npt.NDArray[np.uint8]) -> tuple[Box, ...]:
        """Return the faces of a grey picture [height, width], largest first; boxes lie inside the picture."""
        ...


@dataclass(frozen=True)
class HaarSettings:
    """How the cascade searches. Cost grows with the search size and falls with the smallest face."""

    search_size: int = 320  # pixels of the longer side of the picture that is searched; larger pictures are reduced
    smallest_face: float = 0.2  # side of the smallest face, share of the picture's shorter side
    scale_step: float = 1.2  # ratio of one search size to the next, over 1
    agreement: int = 5  # neighbouring hits that make a face; more means fewer false faces and more missed ones

    def __post_init__(self) -> None:
        if self.search_size < 48:
            raise ValueError(f"search_size: expected at least 48 pixels, found {self.search_size}")
        if not 0 < self.smallest_face <= 1:
            raise ValueError(f"smallest_face: expected a share over 0 and up to 1, found {self.smallest_face}")
        if self.scale_step <= 1:
            raise ValueError(f"scale_step: expected a ratio over 1, found {self.scale_step}")
        if self.agreement < 1:
            raise ValueError(f"agreement: expected at least 1, found {self.agreement}")


class HaarDetector:
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

    def detect(self, gray: npt.NDArray[np.uint8]) -> tuple[Box, ...]:
        """Return the faces of a grey picture [height, width], largest first; boxes lie inside the picture."""
        settings = self.settings
        height, width = gray.shape
        scale = min(1.0, settings.search_size / max(height, width))
        searched = gray
        if scale < 1:
            size = max(1, round(width * scale)), max(1, round(height * scale))
            searched = np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)
        smallest = max(24, round(settings.smallest_face * min(searched.shape)))
        if min(searched.shape) < smallest:
            return ()
        found = self._cascade.detectMultiScale(
            searched, settings.scale_step, settings.agreement, minSize=(smallest, smallest)
        )
        across, down = width / searched.shape[1], height / searched.shape[0]
        boxes = [_scaled(tuple(map(int, box)), across, down, width, height) for box in found]
        return tuple(sorted(boxes, key=lambda box: box.area, reverse=True))


def _scaled(found: tuple[int, ...], across: float, down: float, width: int, height: int) -> Box:
    x, y, w, h = found
    left, top = min(width - 1, round(x * across)), min(height - 1, round(y * down))
    return Box(left, top, max(1, min(width - left, round(w * across))), max(1, min(height - top, round(h * down))))
