"""Stills of the astronaut, changed as people and rooms differ; the list and its seeds were fixed before any tuning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from bench.detection.pictures import (
    HEIGHT,
    WIDTH,
    Picture,
    Pose,
    behind_sunglasses,
    box_at,
    head,
    lit,
    masked,
    placed,
    textures,
    with_head,
)
from emotion.results import Box

SIDE: Final = 120  # pixels of a face, where nothing else is said
LIVE_SIDE: Final = 64  # pixels, the smallest face that is asked for of a stream
MIDDLE: Final = (330.0, 235.0)
SIX: Final = (
    Pose(95, 130, 70),
    Pose(235, 120, 84, mirrored=True),
    Pose(400, 135, 78),
    Pose(550, 125, 72, mirrored=True),
    Pose(190, 330, 104),
    Pose(430, 330, 110, mirrored=True),
)


@dataclass(frozen=True)
class Variant:
    """A still and where its faces are.

    Attributes:
        group: what was changed.
        name: by how much, and on which ground.
        picture: RGB [480, 640, 3].
        faces: their true boxes.
    """

    group: str
    name: str
    picture: Picture
    faces: tuple[Box, ...]


@dataclass(frozen=True)
class _Change:
    group: str
    name: str
    source: Callable[[Picture], Picture] = np.copy
    side: int = SIDE
    tilt: float = 0.0
    light: float = 1.0
    dark: str = ""  # the half that lies in the dark
    sigma: float = 0.0  # pixels, of a blur
    motion: int = 0  # pixels, of a blur across


CHANGES: Final = (
    *(_Change("tilted", f"{tilt} degrees", tilt=tilt) for tilt in (-60, -45, -30, -15, 15, 30, 45, 60)),
    *(_Change("dim", f"1/{part} of the light", light=1 / part) for part in (2, 5, 10, 20)),
    _Change("covered", "mask", masked),
    _Change("covered", "sunglasses", behind_sunglasses),
    *(_Change("half in the dark", side, dark=side) for side in ("left", "right")),
    *(_Change("size", f"{side} px", side=side) for side in (40, 48, 64, 80, 120, 160, 200)),
    *(_Change("blurred", f"sigma {sigma}", sigma=sigma) for sigma in (1, 2, 3)),
    _Change("blurred", "11 px of motion", motion=11),
    _Change("two at once", "30 degrees, 1/5 of the light", tilt=30, light=0.2),
    _Change("two at once", "mask, -30 degrees", masked, tilt=-30),
    _Change("two at once", "sunglasses, 64 px", behind_sunglasses, side=64),
    _Change("two at once", "left half in the dark, 80 px", side=80, dark="left"),
)


def variants() -> Iterator[Variant]:
    """Make every change on the astronaut's own ground and on textures, and six faces on textures twice."""
    for number, change in enumerate(CHANGES):
        for ground, under in (("own ground", None), ("textures", textures(number))):
            placed_head = placed(change.source(head()), under, MIDDLE, change.side, change.tilt)
            picture = _seen(placed_head, change, number)
            yield Variant(change.group, f"{change.name}, {ground}", picture, (box_at(MIDDLE, change.side),))
    for seed in (100, 101):
        picture = textures(seed)
        for pose in SIX:
            picture = with_head(picture, pose)
        faces = tuple(pose.box for pose in SIX)
        yield Variant("six faces", f"textures {seed}", lit(picture, 1.0, seed), faces)


def _seen(picture: Picture, change: _Change, seed: int) -> Picture:
    if change.sigma:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), change.sigma), np.uint8)
    if change.motion:
        picture = np.asarray(cv2.blur(picture, (change.motion, 1)), np.uint8)
    light = np.full((HEIGHT, WIDTH, 1), change.light)
    if change.dark:
        edge = np.clip((np.arange(WIDTH) - MIDDLE[0]) / 12 + 0.5, 0, 1)[None, :, None]
        light = light * (0.06 + 0.94 * (edge if change.dark == "left" else 1 - edge))
    return lit(picture, light, seed)
