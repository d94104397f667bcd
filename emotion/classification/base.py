"""The classifier's interface: what reads the expression of cut-out faces, and how it wants to see them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

FACE_SIZE: Final = 48  # pixels, side of what the models of this repository see
SIDES: Final = (8, 1024)  # pixels, the smallest and the largest side of a face that a model may ask for
CHANNELS: Final = (1, 3)  # grey, or red, green and blue
DOUBTS: Final = ("no face", "cannot tell")  # order of the second output that a model may have


class ModelError(Exception):
    """A model is missing, corrupt or disagrees with itself; the message says what and how to mend it."""


@dataclass(frozen=True)
class InputSpec:
    """How a model wants to see a face.

    Attributes:
        height: pixels; where it is not the width, a square cut is stretched.
        width: likewise.
        channels: 1 for grey, 3 for RGB.
        lowest: value that the model gets for black.
        highest: likewise for white.
    """

    height: int = FACE_SIZE
    width: int = FACE_SIZE
    channels: int = 1
    lowest: float = 0.0
    highest: float = 255.0

    def __post_init__(self) -> None:
        small, large = SIDES
        if not small <= self.height <= large or not small <= self.width <= large:
            raise ValueError(f"input: expected sides of {small} to {large} pixels, found {self.height}x{self.width}")
        if self.channels not in CHANNELS:
            raise ValueError(f"input: expected 1 channel (grey) or 3 (RGB), found {self.channels}")
        if not -math.inf < self.lowest < self.highest < math.inf:
            raise ValueError(f"input: expected a range from low to high, found {self.lowest} to {self.highest}")

    @classmethod
    def of(cls, shape: Sequence[int], values: Sequence[float]) -> "InputSpec":
        """Return the input that a model's card describes.

        Args:
            shape: height, width and channels.
            values: lowest and highest.

        Raises:
            ValueError: no model can have such an input.
        """
        if len(shape) != 3 or len(values) != 2:
            raise ValueError(
                "input: expected height, width and channels, and a lowest and a highest value; "
                f"found {tuple(shape)} of {tuple(values)}"
            )
        return cls(*shape, *values)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Height, width and channels."""
        return self.height, self.width, self.channels

    @property
    def crops_shape(self) -> tuple[int, ...]:
        """Shape of one crop: [height, width] in grey, [height, width, 3] in colour."""
        return self.shape if self.channels > 1 else self.shape[:2]


@dataclass(frozen=True, eq=False)
class Classified:
    """What a model says of n faces.

    Attributes:
        probabilities: float32 [n, 7] in the order of `LABELS`, each row summing to 1.
        doubts: float32 [n, 2] in the order of `DOUBTS`, 0 to 1: how likely it is no face, and the share of people who
            would say that they cannot tell its expression; zeros from a model that knows neither.
    """

    probabilities: npt.NDArray[np.float32]
    doubts: npt.NDArray[np.float32]

    @classmethod
    def of(cls, probabilities: npt.NDArray[np.floating]) -> "Classified":
        """Return what a model says that knows no doubts, for probabilities [n, 7]."""
        return cls(np.asarray(probabilities, np.float32), np.zeros((len(probabilities), len(DOUBTS)), np.float32))


class ExpressionClassifier(Protocol):
    """Anything that gives seven probabilities for a face."""

    @property
    def input(self) -> InputSpec:
        """How it wants to see faces."""
        ...

    def classify(self, faces: npt.NDArray[np.uint8]) -> Classified:
        """Return what it says of faces of 0 to 255; n may be 0.

        Args:
            faces: grey [n, height, width] or RGB [n, height, width, 3], as `input` says.
        """
        ...
