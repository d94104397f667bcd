"""How far colours stand apart, for the tests of labels and theme."""

from typing import Final

import numpy as np
import numpy.typing as npt

Colour = tuple[int, int, int]  # red, green, blue, each 0 to 255

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)


def from_hexadecimal(text: str) -> Colour:
    """Return the colour written as #RRGGBB."""
    value = int(text.removeprefix("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255


def linear(colour: Colour) -> npt.NDArray[np.float64]:
    """Return a colour of sRGB as light of 0 to 1 (IEC 61966-2-1)."""
    share = np.array(colour) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    darker, lighter = sorted(float(linear(colour) @ weights) for colour in (first, second))
    return (lighter + 0.05) / (darker + 0.05)
