"""The detectors that can be chosen, each under its name, and what a choice makes for photos, videos and streams."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, get_args

from emotion.detection import model_files
from emotion.detection.base import Detector, Purpose, Sensitivity
from emotion.detection.haar import SETTINGS, HaarDetector
from emotion.detection.photos import PhotoDetector, PhotoSettings
from emotion.detection.stream import StreamDetector

BOTH: Final = "both"
HAAR: Final = "haar"
BLAZEFACE: Final = "blazeface"
SENSITIVITIES: Final[tuple[Sensitivity, ...]] = get_args(Sensitivity)


@dataclass(frozen=True)
class RegisteredDetector:
    """A detector that can be chosen.

    Attributes:
        title: for people, a few words.
        make: returns one for a purpose and a sensitivity, of the caller's alone: no two threads share it.
        problem: returns why it cannot run here, a sentence; empty when it can.
    """

    title: str
    make: Callable[[Purpose, Sensitivity], Detector]
    problem: Callable[[], str] = str


@dataclass(frozen=True)
class DetectorChoice:
    """Which detector, by its name in `DETECTORS`, and how sensitive it is to be; without a name the first that runs."""

    name: str = ""
    sensitivity: Sensitivity = "normal"


DEFAULT_CHOICE: Final = DetectorChoice()


def available() -> dict[str, RegisteredDetector]:
    """Return the detectors that run here, by their names, the one that is taken by default first."""
    return {name: detector for name, detector in DETECTORS.items() if not detector.problem()}


def resolved(choice: DetectorChoice) -> str:
    """Return the name of the detector that a choice takes here."""
    return choice.name or next(iter(available()))


def make_detector(purpose: Purpose, choice: DetectorChoice = DEFAULT_CHOICE) -> Detector:
    """Return a new detector for a purpose, of the caller's alone.

    Raises:
        ValueError: no detector that runs here has that name.
    """
    detectors = available()
    name = resolved(choice)
    if name not in detectors:
        why = DETECTORS[name].problem() if name in DETECTORS else f"expected one of {', '.join(detectors)}"
        raise ValueError(f"detector: {why}; found {name!r}")
    return detectors[name].make(purpose, choice.sensitivity)


def _haar(purpose: Purpose, sensitivity: Sensitivity) -> Detector:
    if purpose == "photo":
        return PhotoDetector(PhotoSettings(sensitivity=sensitivity))
    detector = HaarDetector(SETTINGS[sensitivity])
    return StreamDetector(detector, detector) if purpose == "stream" else detector


# What runs LiteRT is imported when it is asked for: training finds faces too, and needs none of it for the cascade.
def _blazeface(purpose: Purpose, sensitivity: Sensitivity) -> Detector:
    from emotion.detection.blazeface import SETTINGS, BlazeFaceDetector
    from emotion.detection.tiles import TiledDetector

    detector = BlazeFaceDetector(SETTINGS[sensitivity])
    if purpose == "photo":
        return TiledDetector(detector)
    return StreamDetector(detector, detector, detector) if purpose == "stream" else detector


def _both(purpose: Purpose, sensitivity: Sensitivity) -> Detector:
    if purpose != "stream":  # nothing is followed there, which is what the cascade is for
        return _blazeface(purpose, sensitivity)
    from emotion.detection.blazeface import SETTINGS as BLAZEFACE_SETTINGS
    from emotion.detection.blazeface import BlazeFaceDetector
    from emotion.detection.both import BlazeFaceAndHaar

    blazeface = BlazeFaceDetector(BLAZEFACE_SETTINGS[sensitivity])
    both = BlazeFaceAndHaar(blazeface, HaarDetector(SETTINGS[sensitivity]))
    return StreamDetector(both, both, blazeface)


DETECTORS: Final[dict[str, RegisteredDetector]] = {
    BOTH: RegisteredDetector("BlazeFace and Haar together", _both, model_files.problem),
    HAAR: RegisteredDetector("Haar cascade", _haar),
    BLAZEFACE: RegisteredDetector("BlazeFace", _blazeface, model_files.problem),
}
