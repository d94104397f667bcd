"""The frozen results that travel through everything: a box, a face's result, a frame's result."""

from dataclasses import dataclass, replace
from typing import Final

from emotion.labels import ADJECTIVES, DISPLAY_NAMES, LABELS
from emotion.quality import UNKNOWN, FaceQuality, why_nobody

UNSURE: Final = "Unsure"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels of the frame that it was found in, inside that frame, at least 1x1."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column right of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.top + self.height

    @property
    def center(self) -> tuple[float, float]:
        """Horizontal and vertical middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def area(self) -> int:
        """Square pixels."""
        return self.width * self.height

    def scaled(self, across: float, down: float, width: int, height: int) -> "Box":
        """Return the box as it lies in the same picture of another size, inside it and at least 1x1.

        Args:
            across: new width by old width of the picture.
            down: likewise of the heights.
            width: of the picture in its new size, pixels.
            height: likewise.
        """
        left, top = min(width - 1, round(self.left * across)), min(height - 1, round(self.top * down))
        return Box(
            left,
            top,
            max(1, min(width - left, round(self.width * across))),
            max(1, min(height - top, round(self.height * down))),
        )

    def expanded(self, across: int, down: int) -> "Box":
        """Return the box with so many pixels more on its left and right, and on its top and bottom.

        It may reach out of the picture; `clipped` brings it back.
        """
        return Box(self.left - across, self.top - down, self.width + 2 * across, self.height + 2 * down)

    def clipped(self, width: int, height: int) -> "Box | None":
        """Return the part of the box that lies inside a picture of that size, None when nothing does."""
        left, top = max(0, self.left), max(0, self.top)
        right, bottom = min(width, self.right), min(height, self.bottom)
        return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None

    def mirrored(self, frame_width: int) -> "Box":
        """Return the box as it lies after the frame is flipped left to right."""
        return Box(frame_width - self.right, self.top, self.width, self.height)

    def iou(self, other: "Box") -> float:
        """Return intersection over union, 0 to 1."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        shared = max(0, across) * max(0, down)
        return shared / (self.area + other.area - shared)


@dataclass(frozen=True, slots=True)
class FaceResult:
    """What one face looks like.

    Attributes:
        box: where the face is, in pixels of the frame.
        probabilities: one for each of `LABELS`, in that order, sum 1; over time in a video they are smoothed.
        label: the answer, one of `LABELS`; over time it changes only to one that leads clearly, so that it does not
            flicker, and need not be the best of every frame.
        sure: False when the label's probability is under the model's threshold, over time by a margin once it was sure;
            or when the face has an issue, since then even high ones are wrong too often.
        display_number: 1, 2, 3 ... within a picture; in a video the lowest number that no other face on screen has.
        track_id: 1, 2, 3 ... never used twice in one video; 0 in a still picture.
        quality: how well the face can be seen; over time its issues are steady.
        rival: the other label that an unsure answer lies close to, None where there is none.
        baseline: whether the person's neutral baseline was subtracted from the probabilities.
    """

    box: Box
    probabilities: tuple[float, ...]
    label: str
    sure: bool
    display_number: int
    track_id: int = 0
    quality: FaceQuality = UNKNOWN
    rival: str | None = None
    baseline: bool = False

    def __post_init__(self) -> None:
        if len(self.probabilities) != len(LABELS):
            raise ValueError(f"expected {len(LABELS)} probabilities, found {len(self.probabilities)}")
        if self.label not in LABELS:
            raise ValueError(f"unknown label {self.label!r}: expected one of {', '.join(LABELS)}")

    @property
    def confidence(self) -> float:
        """Probability of `label`, 0 to 1."""
        return self.probabilities[LABELS.index(self.label)]

    @property
    def words(self) -> str:
        """The answer as headline, tag and file word it: Happy, Perhaps sad, Between happy and surprised, Unsure."""
        return worded(self.label, self.sure, self.rival, self.quality.usable)


def worded(label: str, sure: bool, rival: str | None = None, usable: bool = True) -> str:
    """Return an answer in words; of a face that cannot be read none is guessed.

    Arguments as the attributes of `FaceResult`, and whether its quality is usable.
    """
    if sure or not usable:
        return DISPLAY_NAMES[label] if sure else UNSURE
    return f"Between {ADJECTIVES[label]} and {ADJECTIVES[rival]}" if rival else f"Perhaps {ADJECTIVES[label]}"


@dataclass(frozen=True, slots=True)
class FrameResult:
    """All faces of one picture or frame.

    Attributes:
        width: of the frame, pixels.
        height: of the frame, pixels.
        faces: in the order of their numbers.
        at: seconds since the stream began; 0 for a still picture.
        frame: index of the frame in its stream, from 0.
        followed: track_id of the face that a live stream follows; None where no face is followed.
        too_dark: whether no face was found and the picture as a whole is too dark for that.
    """

    width: int
    height: int
    faces: tuple[FaceResult, ...] = ()
    at: float = 0.0
    frame: int = 0
    followed: int | None = None
    too_dark: bool = False

    @property
    def issues(self) -> tuple[str, ...]:
        """Why nobody is read, in words; empty where there is a face."""
        return () if self.faces else why_nobody(self.too_dark)

    @property
    def in_focus(self) -> FaceResult | None:
        """The face that is followed, where none is the largest; None when it is not in view."""
        if self.followed is None:
            return self.largest
        return next((face for face in self.faces if face.track_id == self.followed), None)

    @property
    def largest(self) -> FaceResult | None:
        """The face with the largest box, None when there is no face."""
        return max(self.faces, key=lambda face: face.box.area, default=None)

    def scaled(self, width: int, height: int) -> "FrameResult":
        """Return the result with its boxes in the pixels of a frame of another size."""
        if (self.width, self.height) == (width, height):
            return self
        across, down = width / self.width, height / self.height
        faces = tuple(replace(face, box=face.box.scaled(across, down, width, height)) for face in self.faces)
        return replace(self, width=width, height=height, faces=faces)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened to a stream beside what was seen, such as another model.

    Attributes:
        at: seconds, as the results' of the stream.
        words: what happened, short.
    """

    at: float
    words: str
