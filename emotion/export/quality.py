"""How well a face could be seen, as it stands in CSV and JSON."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from emotion.quality import FaceQuality

ANSWER: Final = "in words, as the page has it: a label, perhaps one, between two, or unsure when there are issues"
QUALITY_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "issues": "why a face, or a picture without one, is not read; in CSV joined by semicolons",
        "yaw": "degrees, rough: turn of the head, positive to the right of the picture; empty (null) where not known",
        "roll": "degrees, rough: tilt of the head, positive with the clock; empty (null) where not known",
        "detection_score": "0 to 1, how sure the detector is; empty (null) where it does not tell",
    }
)


def quality_values(quality: FaceQuality) -> dict[str, object]:
    """Return a face's quality for JSON: issues as a list, angles in whole degrees, null for what is not known."""
    return {
        "issues": quality.words,
        "yaw": None if quality.yaw is None else round(quality.yaw),
        "roll": None if quality.roll is None else round(quality.roll),
        "detection_score": None if quality.score is None else round(quality.score, 2),
    }


def quality_cells(quality: FaceQuality) -> dict[str, object]:
    """Return the same for CSV."""
    return {**quality_values(quality), "issues": joined(quality.words)}


def joined(issues: Iterable[str]) -> str:
    """Return issues as one cell."""
    return "; ".join(issues)
