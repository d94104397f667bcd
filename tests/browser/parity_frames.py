"""Frames and photos in which everything happens that readings depend on, drawn of the astronaut, the same each time."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
from skimage.data import astronaut

Picture = npt.NDArray[np.uint8]

FRAMES: Final = 20  # of a stream
SIZES: Final = ((640, 480), (320, 240), (1280, 720), (480, 640), (640, 480), (427, 239), (355, 631), (853, 481))
PHOTOS: Final = ((640, 480), (1600, 1200), (1000, 1500), (481, 333), (2400, 1350), (500, 900))
MOST: Final = 20  # heads in a photo
HEAD: Final = (slice(0, 230), slice(130, 320))  # of the astronaut's picture
MIDDLE: Final = (93.0, 112.0)  # of the head there, across and down
RADII: Final = (74.0, 100.0)  # of an ellipse around it
LIPS: Final = (slice(125, 200), slice(40, 150))  # of the head: from the nose to the chin
MOUTHS: Final = ("", "", "turned", "stretched", "hidden")
GROUND: Final = (slice(250, 512), slice(0, 300))  # where she wears nothing but her suit
STEPS: Final = (1 / 15, 1 / 15, 1 / 30, 0.2)  # seconds between two frames
PAUSES: Final = (0.3, 1.5, 2.5, -0.5)  # seconds that come to one of these, or are taken off
LIGHTS: Final = (0.02, 0.1, 0.35, 0.7, 1.0, 1.0, 1.0, 1.8)  # shares of the light


@dataclass(frozen=True)
class Frame:
    """A frame of a stream: RGB, and when it was taken, seconds."""

    picture: Picture
    at: float


@dataclass(frozen=True)
class Head:
    """A head that sways; lengths are shares of the picture's shorter side.

    Attributes:
        middle: of it, across and down.
        sway: how far it goes to either side.
        size: how high it is.
        tilt: degrees.
        turn: how much smaller one side of it is than the other.
        mirrored: whether it is seen in a mirror.
        mouth: what comes and goes instead of the smile, one of `MOUTHS`.
    """

    middle: tuple[float, float]
    sway: float
    size: float
    tilt: float
    turn: float
    mirrored: bool
    mouth: str = ""

    @classmethod
    def any(cls, chance: np.random.Generator, width: float, height: float) -> "Head":
        """Return one in a picture of such sides, shares of the shorter one; it may reach over the edge."""
        return cls(
            middle=(chance.uniform(-0.05, 1.05) * width, chance.uniform(0.05, 0.95) * height),
            sway=float(chance.choice([0.0, 0.02, 0.15, 0.6])),
            size=float(np.exp(chance.uniform(np.log(0.1), np.log(1.1)))),
            tilt=float(chance.choice([0.0, chance.uniform(-12, 12), chance.uniform(-50, 50)])),
            turn=float(chance.choice([0.0, chance.uniform(-0.5, 0.5)])),
            mirrored=bool(chance.random() < 0.5),
            mouth=str(chance.choice(MOUTHS)),
        )

    def draw(self, picture: Picture, passed: float = 0.0) -> None:
        """Draw it into a picture, after a share of the stream."""
        height, width = picture.shape[:2]
        unit, wave = min(width, height), math.sin(2 * math.pi * passed)
        scale = self.size * unit / (2 * RADII[1])
        head = _head(min(1.0, scale), self.mouth, round(10 * (0.5 + wave / 2)))
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32) * np.array(head.shape[1::-1], np.float32)
        turn, tilt = self.turn * math.cos(2 * math.pi * passed), math.radians(self.tilt * (1 + 0.3 * wave))
        placed = (corners / min(1.0, scale) - MIDDLE) * (-scale if self.mirrored else scale, scale)
        placed[:, 1] *= 1 + turn * np.sign(placed[:, 0])
        placed @= np.array([[math.cos(tilt), math.sin(tilt)], [-math.sin(tilt), math.cos(tilt)]])
        placed += ((self.middle[0] + self.sway * wave) * unit, self.middle[1] * unit)
        left, top = np.clip(np.floor(placed.min(axis=0)), 0, (width, height)).astype(int)
        right, bottom = np.clip(np.ceil(placed.max(axis=0)), 0, (width, height)).astype(int)
        if left < right and top < bottom:
            matrix = cv2.getPerspectiveTransform(corners, (placed - (left, top)).astype(np.float32))
            seen: Any = cv2.warpPerspective(head, matrix, (int(right - left), int(bottom - top)))
            share, under = seen[..., 3:] / np.float32(255), picture[top:bottom, left:right]
            under[:] = seen[..., :3] * share + under * (1 - share)


def stream(seed: int, frames: int = FRAMES) -> Iterator[Frame]:
    """Yield a stream: a scene or two in any light, with nobody, one or several heads, at any pace."""
    chance = np.random.default_rng(seed)
    size = SIZES[seed % len(SIZES)]
    cut = int(chance.integers(5, frames)) if chance.random() < 0.4 else frames
    scene, next_size = _Scene.any(chance, *size), chance.choice([*SIZES, *[size] * 24])
    at, step, paused = chance.uniform(0, 100), float(chance.choice(STEPS)), chance.integers(3 * frames)
    for number in range(frames):
        if number == cut:
            scene = _Scene.any(chance, *map(int, next_size))
        yield Frame(scene.seen(chance, number / frames), at)
        at += step * chance.uniform(0.8, 1.2) + (float(chance.choice(PAUSES)) if number == paused else 0)


@dataclass(frozen=True)
class _Scene:
    ground: Picture
    heads: tuple[Head, ...]
    light: tuple[float, float]  # at the beginning and the end
    noise: float  # levels, standard deviation

    @classmethod
    def any(cls, chance: np.random.Generator, width: int, height: int) -> "_Scene":
        count, unit = int(chance.choice([0, 1, 1, 1, 2, 2, 3, 3, 5])), min(width, height)
        first, last = map(float, chance.choice(LIGHTS, 2))
        return cls(
            ground=_ground(chance, width, height),
            heads=tuple(Head.any(chance, width / unit, height / unit) for _ in range(count)),
            light=(first, last if chance.random() < 0.4 else first),
            noise=float(chance.choice([0.0, 0.0, 3.0, 12.0])),
        )

    def seen(self, chance: np.random.Generator, passed: float) -> Picture:
        picture = self.ground.copy()
        for head in self.heads:
            head.draw(picture, passed)
        light = self.light[0] * (1 - passed) + self.light[1] * passed
        lit = np.asarray(cv2.convertScaleAbs(picture, alpha=light), np.uint8)
        if not self.noise:
            return lit
        noisy = lit + np.float32(self.noise) * chance.standard_normal(lit.shape, np.float32)
        return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)


def photo(seed: int) -> Picture:
    """Return a photo of up to twenty heads, small ones among them, RGB."""
    chance = np.random.default_rng([seed, 1])
    width, height = PHOTOS[seed % len(PHOTOS)]
    picture, unit, rows = _ground(chance, width, height), min(width, height), round(math.sqrt(MOST * height / width))
    columns = math.ceil(MOST / rows)
    for number in range(int(chance.choice([1, 5, MOST, MOST]))):
        row, column = divmod(number, columns)
        middle = (column + 0.5) / columns * width / unit, (row + 0.5) / rows * height / unit
        size = min(height / rows, float(np.exp(chance.uniform(np.log(30), np.log(220))))) / unit
        Head(middle, 0, size, chance.uniform(-30, 30), chance.uniform(-0.3, 0.3), chance.random() < 0.5).draw(picture)
    return np.asarray(cv2.convertScaleAbs(picture, alpha=float(chance.choice([0.3, 1.0, 1.4]))), np.uint8)


def _ground(chance: np.random.Generator, width: int, height: int) -> Picture:
    """Return a picture of nobody: the suit, as sharp as what is more or less far behind."""
    suit = astronaut()[GROUND][:: chance.choice([-1, 1]), :: chance.choice([-1, 1])]
    soft = cv2.GaussianBlur(np.ascontiguousarray(suit), (0, 0), float(chance.uniform(0.3, 6)))
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


@cache
def _head(scale: float, mouth: str, tenths: int) -> Picture:
    """Return the head in another size, and how much of it each pixel is: RGB and alpha.

    Args:
        scale: of the size, at most 1.
        mouth: one of `MOUTHS`.
        tenths: how much of it is seen.
    """
    head = astronaut()[HEAD].astype(np.float32)
    down, across = np.mgrid[: head.shape[0], : head.shape[1]]
    distance = np.hypot((across - MIDDLE[0]) / RADII[0], (down - MIDDLE[1]) / RADII[1])
    alpha = np.clip((1.15 - distance) / 0.25, 0, 1) * 255
    if mouth:
        lips, share = head[LIPS], np.zeros(head.shape[:2], np.float32)
        share[LIPS] = tenths / 10
        other, upper = head.copy(), cv2.resize(lips[:30], lips.shape[1::-1])
        other[LIPS] = {"turned": lips[::-1], "stretched": upper, "hidden": np.full_like(lips, lips[0, 20])}[mouth]
        soft = cv2.GaussianBlur(share, (0, 0), 3)[..., None]
        head = head * (1 - soft) + other * soft
    size = [max(1, round(side * scale)) for side in head.shape[1::-1]]
    whole = np.rint(np.dstack([head, alpha])).astype(np.uint8)
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)
