"""Calibration of crops: how a face fills FER2013's frame, as a detector sees it; that gives the margin of its crops."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.detection.haar import HaarSettings
from emotion.detection.presets import DEFAULT_CHOICE, DetectorChoice
from emotion.images.input import InputPicture
from training.data.one_face import one_face_detector

SEARCH: Final = HaarSettings(min_face_size=0.35)  # one large face
ENLARGED: Final = 160  # pixels; the cascade finds nothing under 24, and little at 48
BORDER: Final = 40  # pixels of repeated edge around the enlarged face, so that a box may reach over the frame


@dataclass(frozen=True)
class CropCalibration:
    """Medians over the faces that the detector found.

    Attributes:
        detected: share of the faces, 0 to 1.
        margin: what must be added to a box's side, as a share of it, to get FER2013's frame.
        right: from the frame's middle to the box's, share of the frame's side; positive to the right.
        down: likewise; positive downwards.
    """

    detected: float
    margin: float
    right: float
    down: float


def measure(faces: npt.NDArray[np.uint8], choice: DetectorChoice = DEFAULT_CHOICE) -> CropCalibration:
    """Find the face in each of FER2013's frames and compare its box with the frame.

    Args:
        faces: uint8 [n, 48, 48], a few thousand Training faces.
        choice: the detector.

    Raises:
        ValueError: no face was found at all, or no detector has that name.
    """
    detector = one_face_detector(choice, SEARCH)
    rows = []
    for face in faces:
        enlarged = cv2.resize(face, (ENLARGED, ENLARGED), interpolation=cv2.INTER_CUBIC)
        framed = cv2.copyMakeBorder(enlarged, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_REPLICATE)
        for detection in detector.detect(InputPicture(np.asarray(framed, np.uint8)))[:1]:
            across, down = detection.box.center
            middle = BORDER + ENLARGED / 2
            rows.append((detection.box.width / ENLARGED, (across - middle) / ENLARGED, (down - middle) / ENLARGED))
    if not rows:
        raise ValueError("the detector found no face in any of these pictures")
    side, right, down = np.median(np.array(rows), axis=0)
    return CropCalibration(len(rows) / len(faces), float(1 / side - 1), float(right), float(down))
