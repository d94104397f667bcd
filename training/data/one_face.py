"""The detector for pictures that show one large face: the core's choice, the cascade with settings of its own."""

from typing import Final

from emotion.detection.base import Detector
from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.detection.presets import HAAR, DetectorChoice, make_detector

CASCADE: Final = DetectorChoice(HAAR)  # what is here on every machine, so that figures do not depend on it


def one_face_detector(choice: DetectorChoice, cascade: HaarSettings) -> Detector:
    """Return a new detector of the caller's alone.

    Args:
        choice: which one, by its name in `emotion.detection.presets.DETECTORS`. All but the cascade search as they do
            photos.
        cascade: how the cascade searches, which finds more where it is told how large a face to expect.

    Raises:
        ValueError: no detector has that name.
    """
    return HaarDetector(cascade) if choice.name == HAAR else make_detector("photo", choice)
