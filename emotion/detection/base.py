"""The detector's interface: what every part that needs faces asks for, and what it gets."""

from dataclasses import dataclass
from typing import Literal, Protocol

from emotion.images.input import InputPicture
from emotion.results import Box

# A photo is searched at leisure for faces of all sizes; a video's frames each for itself; a stream's one after another,
# in time for the next.
Purpose = Literal["photo", "video", "stream"]
Sensitivity = Literal["low", "normal", "high"]  # low: fewest false faces; high: finds more small and dim ones
Point = tuple[float, float]  # across and down, pixels of the picture


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Points of a face; right and left are the person's own."""

    right_eye: Point
    left_eye: Point
    nose: Point
    mouth: Point
    right_ear: Point
    left_ear: Point


@dataclass(frozen=True, slots=True)
class Detection:
    """A face that was found.

    Attributes:
        box: where, inside the picture.
        score: how sure the detector is, 0 to 1; None where it does not tell.
        landmarks: None where the detector finds none.
    """

    box: Box
    score: float | None = None
    landmarks: Landmarks | None = None

    def __post_init__(self) -> None:
        if self.score is not None and not 0 <= self.score <= 1:
            raise ValueError(f"score: expected 0 to 1, or None where the detector has none; found {self.score}")


class Detector(Protocol):
    """Anything that finds faces."""

    @property
    def margin(self) -> float:
        """Share of a box's side that is added around it where a face is cut out, so that models see what they know."""
        ...

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        """Return the faces of a picture, largest first."""
        ...
