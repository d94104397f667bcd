"""How far colours stand apart, for the tests of labels and theme."""

import tomllib
from typing import Final

import numpy as np
import numpy.typing as npt
from skimage.color import rgb2lab

from tests.support.repository import ROOT

Colour = tuple[int, int, int]  # red, green, blue, each 0 to 255

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
LEAST_DIFFERENCE = 13.0  # CIEDE2000; colours under about 5 are hard to tell apart when they are not side by side

# How people without red or green cones see linear RGB: Machado, Oliveira and Fernandes 2009
# (doi:10.1109/TVCG.2009.113), severity 1.0.
SIGHT = {
    "full colour": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}


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


def seen(colour: Colour, sight: str) -> npt.NDArray[np.float64]:
    """Return a colour in CIELAB as it looks with that sight."""
    light = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    return rgb2lab(np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055))


DARK_PAGE = from_hexadecimal(
    tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]["dark"]["backgroundColor"]
)
