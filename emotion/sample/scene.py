"""The astronaut as a camera might see her: turning, beside herself, and in changing light."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.images.decode import decode
from emotion.images.types import Picture

PICTURE: Final = Path(__file__).parent / "astronaut.jpg"
WIDTH: Final = 640
HEIGHT: Final = 480
RATE: Final = 15  # frames a second
PART: Final = 5  # seconds of each of the three parts
SECONDS: Final = 3 * PART
FACE: Final = (223.0, 118.0)  # middle of her face, pixels of the picture
TILT: Final = 16.0  # degrees to either side
TURN: Final = 0.22  # share by which the far side of a turned picture gets shorter
DARKEST: Final = 0.02  # of the light

Points = npt.NDArray[np.float32]


@lru_cache(maxsize=1)
def astronaut() -> Picture:
    """Return the picture, RGB uint8 [512, 512, 3]."""
    return decode(PICTURE.read_bytes())


def frames() -> Iterator[Picture]:
    """Yield the frames of the whole sequence, RGB uint8 [480, 640, 3], 15 a second; the last leads to the first."""
    for part in (_turning, _two_faces, _changing_light):
        yield from (part(index / (PART * RATE)) for index in range(PART * RATE))


def _turning(share: float) -> Picture:
    """Return the frame after a share of the part: she tilts her head, turns it, and comes nearer."""
    swing = np.sin(2 * np.pi * share)
    return _seen(1.35 + 0.25 * np.sin(np.pi * share) ** 2, TILT * swing, TURN * np.sin(4 * np.pi * share))


def _two_faces(share: float) -> Picture:
    """Return the frame after a share of the part: she stands beside herself, one of the two now nearer, now farther."""
    nearer = 0.9 + 0.15 * np.sin(2 * np.pi * share)
    left = _seen(1.0, 4 * np.sin(4 * np.pi * share), middle=WIDTH * 0.24)[:, : WIDTH // 2]
    right = _seen(nearer, 0, middle=WIDTH * 0.26)[:, : WIDTH // 2][:, ::-1]
    return np.ascontiguousarray(np.hstack([left, right]))


def _changing_light(share: float) -> Picture:
    """Return the frame after a share of the part: the light goes nearly out and comes back."""
    light = 1 - (1 - DARKEST) * np.sin(np.pi * share) ** 2
    return np.asarray(cv2.convertScaleAbs(_seen(1.35, 0), alpha=float(light)), np.uint8)


def _seen(scale: float, tilt: float, turn: float = 0.0, middle: float = WIDTH / 2) -> Picture:
    """Return the picture with her face in the middle.

    Args:
        scale: pixels of the frame for one of the picture.
        tilt: degrees, clockwise.
        turn: how much shorter the left side is than the right one, -1 to 1.
        middle: where her face stands, pixels from the left.
    """
    corners = np.array([[0, 0], [512, 0], [512, 512], [0, 512]], np.float32)
    placed = _placed(corners, scale, tilt, middle)
    depth: Callable[[float], float] = lambda x: 1 + turn * (x - middle) / WIDTH  # noqa: E731
    turned = np.array([[x, HEIGHT / 2 + (y - HEIGHT / 2) * depth(x)] for x, y in placed], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, turned)
    drawn: Any = cv2.warpPerspective(astronaut(), matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, np.uint8)


def _placed(points: Points, scale: float, tilt: float, middle: float) -> Points:
    angle = np.deg2rad(tilt)
    rotation = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray((points - FACE) @ rotation.T + (middle, HEIGHT * 0.42), np.float32)
