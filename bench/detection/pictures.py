"""What the measurements are made of: the astronaut's head, changed, put into pictures of a camera's size."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from bench.photos import ground
from emotion.results import Box

Picture = npt.NDArray[np.uint8]

WIDTH: Final = 640
HEIGHT: Final = 480
# Marked by eye in the 512x512 picture, pixels.
FACE: Final = Box(170, 62, 112, 116)  # from the middle of the forehead to the chin, from ear to ear
EYES: Final = ((203.0, 101.0), (247.0, 103.0))  # as seen, left and right
NOSE: Final = (224.5, 126.0)
CHIN: Final = (221.0, 178.0)
MASK: Final = ((180, 112), (224, 118), (272, 114), (266, 156), (240, 178), (222, 182), (204, 176), (186, 154))
CYLINDER: Final = 75.0  # pixels, radius of the cylinder that a head is taken for where it turns


@dataclass(frozen=True)
class Pose:
    """Where one person's face is, and how.

    Attributes:
        across: middle of the face, pixels.
        down: likewise.
        side: of the face, pixels.
        tilt: degrees, against the clock.
        turn: degrees to a side.
        mirrored: the astronaut's mirror image, which stands for a second person.
    """

    across: float
    down: float
    side: float
    tilt: float = 0.0
    turn: float = 0.0
    mirrored: bool = False

    @property
    def box(self) -> Box:
        """The face's true box; turned, what is seen of it lies to that side."""
        shift = 0.7 * CYLINDER * np.sin(np.radians(self.turn)) * self.side / FACE.height
        return box_at((self.across + float(-shift if self.mirrored else shift), self.down), self.side)


def head() -> Picture:
    """Return the astronaut, RGB [512, 512, 3]."""
    return np.asarray(data.astronaut(), np.uint8).copy()


def masked(picture: Picture) -> Picture:
    """Return the astronaut with a mask over nose, mouth and chin."""
    covered = cv2.fillPoly(picture.copy(), [np.array(MASK, np.int32)], (150, 190, 215), cv2.LINE_AA)
    for height in (132, 144, 156):
        cv2.line(covered, (190, height), (262, height), (130, 170, 200), 1, cv2.LINE_AA)
    return np.asarray(covered, np.uint8)


def behind_sunglasses(picture: Picture) -> Picture:
    """Return the astronaut with dark glasses."""
    covered = picture.copy()
    for across, down in EYES:
        cv2.ellipse(covered, (round(across), round(down) + 2), (19, 14), 0, 0, 360, (18, 16, 20), -1, cv2.LINE_AA)
    cv2.line(covered, (215, 98), (235, 99), (18, 16, 20), 3, cv2.LINE_AA)
    cv2.line(covered, (185, 99), (172, 96), (18, 16, 20), 3, cv2.LINE_AA)
    cv2.line(covered, (265, 101), (276, 99), (18, 16, 20), 3, cv2.LINE_AA)
    return covered


def turned(picture: Picture, degrees: float) -> Picture:
    """Return the astronaut with its head turned to a side, roughly: as if its face lay on an upright cylinder."""
    rows, columns = np.mgrid[: picture.shape[0], : picture.shape[1]].astype(np.float32)
    middle = FACE.center[0]
    angle = np.arcsin(np.clip((columns - middle) / CYLINDER, -1, 1)) - np.radians(degrees)
    source = middle + CYLINDER * np.sin(np.clip(angle, -np.pi / 2, np.pi / 2))
    inside = np.abs(columns - middle) < CYLINDER
    moved = np.where(inside, source, columns).astype(np.float32)
    return np.asarray(cv2.remap(picture, moved, rows, cv2.INTER_LINEAR), np.uint8)


def placed(source: Picture, under: Picture | None, middle: tuple[float, float], side: float, tilt: float) -> Picture:
    """Return a picture of a camera's size with the head in it.

    Args:
        source: the astronaut, perhaps changed.
        under: RGB [480, 640, 3], what the head is put on in a soft ellipse; None shows the astronaut's own ground.
        middle: of the face, pixels across and down.
        side: of the face, pixels.
        tilt: degrees, against the clock.
    """
    scale = side / FACE.height
    if scale < 1:  # without it, reducing leaves steps that no camera would
        source = np.asarray(cv2.GaussianBlur(source, (0, 0), 0.45 * (1 / scale - 1) + 0.01), np.uint8)
    matrix = cv2.getRotationMatrix2D(FACE.center, tilt, scale)
    matrix[:, 2] += np.array(middle) - np.array(FACE.center)
    drawn = cv2.warpAffine(source, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    if under is None:
        return np.asarray(drawn, np.uint8)
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    turn = np.radians(tilt)
    across, down = (columns - middle[0]) / side, (rows - middle[1]) / side
    along, above = across * np.cos(turn) - down * np.sin(turn), across * np.sin(turn) + down * np.cos(turn)
    weight = np.clip((1.08 - np.hypot(along / 0.84, (above + 0.1) / 0.9)) / 0.1, 0, 1)[..., None]
    return np.asarray(under * (1 - weight) + drawn * weight, np.uint8)


def with_head(under: Picture, pose: Pose, source: Picture | None = None) -> Picture:
    """Return a picture of a camera's size with a head put on it: the astronaut's, or that of `source`, changed."""
    source = head() if source is None else source
    source = turned(source, pose.turn) if pose.turn else source
    if not pose.mirrored:
        return placed(source, under, (pose.across, pose.down), pose.side, pose.tilt)
    flipped = np.asarray(under[:, ::-1], np.uint8)
    drawn = placed(source, flipped, (WIDTH - 1 - pose.across, pose.down), pose.side, -pose.tilt)
    return np.asarray(drawn[:, ::-1], np.uint8)


def textures(seed: int) -> Picture:
    """Return a picture without faces, of a camera's size."""
    return ground(WIDTH, HEIGHT, seed)


def lit(picture: Picture, light: float | npt.NDArray[np.float64], seed: int, noise: float = 2.0) -> Picture:
    """Return a picture in another light, with the noise of a camera.

    Args:
        picture: RGB.
        light: factor, one or one for each pixel [height, width, 1].
        seed: of the noise.
        noise: its standard deviation, levels of 255.
    """
    random = np.random.default_rng(seed)
    return np.asarray(np.clip(picture * light + random.normal(0, noise, picture.shape), 0, 255), np.uint8)


def box_at(middle: tuple[float, float], side: float) -> Box:
    """Return the face's true box in a picture that `placed` made."""
    width = side * FACE.width / FACE.height
    return Box(round(middle[0] - width / 2), round(middle[1] - side / 2), round(width), round(side))
