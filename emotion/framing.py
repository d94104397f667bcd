"""How a face is framed for a model: the square that FER2013 would show of it, by a box or by points of the face."""

import math
from dataclasses import dataclass, replace
from typing import Final

from emotion.results import Box

Point = tuple[float, float]  # across and down, pixels of the picture

# Where FER2013's frames have the face, shares of the frame's side: medians of 2,000 Training faces.
EYES_DOWN: Final = 0.397  # middle of the eyes, from the top; across they lie in the middle
EYES_AND_MOUTH: Final = 0.524  # root of the squared distances of eye to eye, and of the eyes' middle to the mouth
NOSE: Final = 1.2  # how far the nose stands from a head's axis, by the ears' distance from it
BOX: Final = 0.85  # side of BlazeFace's own box
STEPS: Final = 8  # of a pixel and of a degree, in which a place is looked at again
UPRIGHT: Final = 15.0  # degrees; up to this tilt a face is cut out as it is, since models have seen as much


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Points of a face; right and left are the person's own."""

    right_eye: Point
    left_eye: Point
    nose: Point
    mouth: Point
    right_ear: Point
    left_ear: Point

    @property
    def roll(self) -> float:
        """Tilt of the head, degrees, roughly: positive where the picture's right side of the face is lower.

        The line of the eyes and the line from them to the mouth both say it, each as strongly as it is long: of a face
        in profile the eyes' line is short and says little.
        """
        (right, above), (left, below) = self.right_eye, self.left_eye
        across, down = self.mouth[0] - (right + left) / 2, self.mouth[1] - (above + below) / 2
        return math.degrees(math.atan2(below - above - across, left - right + down))

    @property
    def yaw(self) -> float:
        """Turn of the head to a side, degrees, roughly: positive towards the picture's right.

        The head is taken for a ball whose ears lie at its sides and whose nose stands out of it.
        """
        turn = math.radians(self.roll)
        nose, right, left = (
            across * math.cos(turn) + down * math.sin(turn)
            for across, down in (self.nose, self.right_ear, self.left_ear)
        )
        return math.degrees(math.atan2(nose - (right + left) / 2, abs(left - right) / 2 * NOSE))

    def moved(self, right: float, lower: float) -> "Landmarks":
        """Return the points so many pixels further right and down."""
        points = (self.right_eye, self.left_eye, self.nose, self.mouth, self.right_ear, self.left_ear)
        return Landmarks(*((across + right, down + lower) for across, down in points))


@dataclass(frozen=True, slots=True)
class Framing:
    """The square that is cut out for a model; it may reach over the picture's edge.

    Attributes:
        across: its middle, pixels of the picture.
        down: likewise.
        side: pixels.
        roll: degrees by which the square is turned with the clock, so that the face in it is upright.
    """

    across: float
    down: float
    side: float
    roll: float = 0.0

    @classmethod
    def around(cls, box: Box, margin: float = 0.0) -> "Framing":
        """Return an upright square around a box's middle, as wide as its longer side and a share of that."""
        return cls(*box.center, max(box.width, box.height) * (1 + margin))

    @classmethod
    def of_face(cls, landmarks: Landmarks, box_side: float) -> "Framing":
        """Return FER2013's frame of a face that BlazeFace found.

        Args:
            landmarks: of the face.
            box_side: of BlazeFace's own box, pixels; it holds the size where a face is turned and its eyes seem close.
        """
        (right, above), (left, below) = landmarks.right_eye, landmarks.left_eye
        across, down = (right + left) / 2, (above + below) / 2
        spread = math.hypot(left - right, below - above, landmarks.mouth[0] - across, landmarks.mouth[1] - down)
        side = (spread / EYES_AND_MOUTH + box_side / BOX) / 2
        turn, lower = math.radians(landmarks.roll), (0.5 - EYES_DOWN) * side
        return cls(across - lower * math.sin(turn), down + lower * math.cos(turn), side, landmarks.roll)

    @property
    def upright(self) -> "Framing":
        """The same square as models get it: turned only where the face is tilted more than they have seen."""
        return self if abs(self.roll) > UPRIGHT else Framing(self.across, self.down, self.side)

    @property
    def settled(self) -> "Framing":
        """The same square in whole steps, for a look whose answer leads to the next one.

        Else what differs in the last digit, on another processor or in a browser, grows about sevenfold with each look.
        """
        return Framing(*(round(value * STEPS) / STEPS for value in (self.across, self.down, self.side, self.roll)))

    def moved(self, right: float, lower: float) -> "Framing":
        """Return the square so many pixels further right and down."""
        return replace(self, across=self.across + right, down=self.down + lower)

    def scaled(self, scale: float) -> "Framing":
        """Return the square as it lies in the same picture, so many times as large."""
        return Framing(self.across * scale, self.down * scale, self.side * scale, self.roll)

    def iou(self, other: "Framing") -> float:
        """Return intersection over union with another square, 0 to 1, both taken as upright."""
        half = (self.side + other.side) / 2
        across = min(self.side, other.side, half - abs(self.across - other.across))
        down = min(self.side, other.side, half - abs(self.down - other.down))
        shared = max(0.0, across) * max(0.0, down)
        return shared / (self.side**2 + other.side**2 - shared)

    def outside(self, width: int, height: int) -> float:
        """Return the share of the square, 0 to 1, taken as upright, that lies outside a picture of this size."""
        half = self.side / 2
        across = min(width, self.across + half) - max(0.0, self.across - half)
        down = min(height, self.down + half) - max(0.0, self.down - half)
        return 1 - max(0.0, across) * max(0.0, down) / self.side**2

    def box(self, width: int, height: int) -> Box | None:
        """Return the part of an upright square of this size that lies in a picture.

        None where less than a pixel is left of it, or its middle lies outside: of such a face too little is seen.
        """
        if self.side < 1 or not (0 <= self.across < width and 0 <= self.down < height):
            return None
        left, top = round(self.across - self.side / 2), round(self.down - self.side / 2)
        side = round(self.side)
        return Box(left, top, side, side).clipped(width, height)
