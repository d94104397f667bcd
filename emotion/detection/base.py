"""The detector's interface: what every part that needs faces asks for, and what it gets."""

from dataclasses import dataclass
from typing import Literal, Protocol

from emotion.framing import Framing, Landmarks
from emotion.images.input import InputPicture
from emotion.results import Box

# A photo is searched at leisure for faces of all sizes; a video's frames each for itself; a stream's one after another,
# in time for the next.
Purpose = Literal["photo", "video", "stream"]
Sensitivity = Literal["low", "normal", "high"]  # low: fewest false faces; high: finds more small and dim ones


@dataclass(frozen=True, slots=True)
class Detection:
    """A face that was found.

    Attributes:
        box: where, inside the picture.
        score: how sure the detector is, 0 to 1; None where it does not tell.
        landmarks: None where the detector finds none.
        framing: how the face is cut out; None takes the box and the detector's margin.
    """

    box: Box
    score: float | None = None
    landmarks: Landmarks | None = None
    framing: Framing | None = None

    def __post_init__(self) -> None:
        if self.score is not None and not 0 <= self.score <= 1:
            raise ValueError(f"score: expected 0 to 1, or None where the detector has none; found {self.score}")

    def framed(self, margin: float) -> Framing:
        """Return how the face is cut out; without a framing of its own as its box with the detector's margin."""
        return self.framing or Framing.around(self.box, margin)


class Detector(Protocol):
    """Anything that finds faces."""

    @property
    def margin(self) -> float:
        """Share of a box's side that is added around it where a face without a framing is cut out."""
        ...

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        """Return the faces of a picture, largest first."""
        ...


class Follower(Protocol):
    """Anything that finds a face again shortly after."""

    def follow(self, picture: InputPicture, before: Detection) -> Detection | None:
        """Return where a face is now, None where it is not near.

        Args:
            picture: of the same size as the one before.
            before: the face there.
        """
        ...
