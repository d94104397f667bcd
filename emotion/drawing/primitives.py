"""Filled rectangles and letters on a picture, in sizes that follow it; `overlay` and `score_bars` draw with these."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from emotion.images.types import Picture

Colour = tuple[int, int, int]  # red, green, blue, each 0 to 255

FONT: Final = cv2.FONT_HERSHEY_DUPLEX
CAP_HEIGHT: Final = 21  # pixels of a capital letter's height at font scale 1
SMALLEST: Final = 7  # pixels of a capital letter's height under which this font cannot be read
DARK: Final = (24, 24, 24)
LIGHT: Final = (255, 255, 255)
# Sizes in a frame of 640x480, pixels; others are in proportion.
UNIT: Final = 480
LINE: Final = 2.5  # of a box
EDGE: Final = 1  # of the dark outline on either side of it
CAPITALS: Final = 11  # height of a capital letter on a tag
ROWS: Final = 15  # from a bar to the next


@dataclass(frozen=True)
class Style:
    """Sizes that follow the frame's; pixels."""

    line: int  # of a box, in its colour
    edge: int  # of the dark outline on either side of it
    cap_height: int  # height of a capital letter on a tag
    row_height: int  # from a bar to the next

    @classmethod
    def of(cls, height: int, width: int) -> "Style":
        """Return the sizes for a frame of this height and width."""
        unit = min(height, width * 3 / 4) / UNIT
        return cls(
            line=max(2, round(LINE * unit)),
            edge=max(1, round(EDGE * unit)),
            cap_height=max(SMALLEST, round(CAPITALS * unit)),
            row_height=max(SMALLEST + 3, round(ROWS * unit)),
        )

    def with_letters(self, smallest: int) -> "Style":
        """Return the sizes with the letters of tags at least so high."""
        return replace(self, cap_height=max(self.cap_height, smallest))

    def around(self, width: int) -> "Style":
        """Return the sizes for a box of this width: its line with both outlines takes at most about 1/12 of it.

        Boxes from 48 pixels on in a frame of 640x480 keep the frame's sizes; a small face in a large photo stays seen.
        """
        line, edge = max(1, round(width / 24)), max(1, round(width / 48))
        return replace(self, line=min(self.line, line), edge=min(self.edge, edge))


def fill(canvas: Picture, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
    """Fill a rectangle up to, and without, its right column and bottom row; what lies outside is cut off."""
    # Slices, as cv2.rectangle draws a line of 3 pixels off its centre.
    canvas[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = colour


@lru_cache(maxsize=128)
def text_colour_on(ground: Colour) -> Colour:
    """Return white or black, whichever has more contrast on a colour by WCAG 2.2's relative luminance."""
    parts = np.array(ground) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ (0.2126, 0.7152, 0.0722))
    return LIGHT if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else (0, 0, 0)


def text_width(text: str, cap_height: int) -> int:
    """Return the pixels that a text takes from left to right."""
    (width, _), _ = cv2.getTextSize(text, FONT, cap_height / CAP_HEIGHT, _stroke(cap_height))
    return int(width)


def _stroke(cap_height: int) -> int:
    return max(1, round(cap_height / 12))


def write(canvas: Picture, text: str, left: int, baseline: int, cap_height: int, colour: Colour) -> None:
    """Write a text whose capital letters stand on the baseline."""
    cv2.putText(canvas, text, (left, baseline), FONT, cap_height / CAP_HEIGHT, colour, _stroke(cap_height), cv2.LINE_AA)
