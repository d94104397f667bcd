"""The detectors that can be chosen, each under its name, and what a choice makes for photos, videos and streams."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, get_args

from emotion.detection.base import Detector, Purpose, Sensitivity
from emotion.detection.haar import SETTINGS, HaarDetector
from emotion.detection.photos import PhotoDetector, PhotoSettings
from emotion.detection.stream import RoiDetector

HAAR: Final = "haar"
SENSITIVITIES: Final[tuple[Sensitivity, ...]] = get_args(Sensitivity)


@dataclass(frozen=True)
class RegisteredDetector:
    """A detector that can be chosen.

    Attributes:
        title: for people, a few words.
        make: returns one for a purpose and a sensitivity, of the caller's alone: no two threads share it.
    """

    title: str
    make: Callable[[Purpose, Sensitivity], Detector]


@dataclass(frozen=True)
class DetectorChoice:
    """Which detector, by its name in `DETECTORS`, and how sensitive it is to be."""

    name: str = HAAR
    sensitivity: Sensitivity = "normal"


DEFAULT_CHOICE: Final = DetectorChoice()


def make_detector(purpose: Purpose, choice: DetectorChoice = DEFAULT_CHOICE) -> Detector:
    """Return a new detector for a purpose, of the caller's alone.

    Raises:
        ValueError: no detector has that name.
    """
    if choice.name not in DETECTORS:
        raise ValueError(f"detector: expected one of {', '.join(DETECTORS)}; found {choice.name!r}")
    return DETECTORS[choice.name].make(purpose, choice.sensitivity)


def _haar(purpose: Purpose, sensitivity: Sensitivity) -> Detector:
    if purpose == "photo":
        return PhotoDetector(PhotoSettings(sensitivity=sensitivity))
    detector = HaarDetector(SETTINGS[sensitivity])
    return RoiDetector(detector) if purpose == "stream" else detector


# With one there is nothing to choose; the pages offer a choice as soon as a second is here.
DETECTORS: Final[dict[str, RegisteredDetector]] = {HAAR: RegisteredDetector("Haar cascade", _haar)}
