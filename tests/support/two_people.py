"""A clip of two people before a camera: the astronaut and its mirror image, who move, come near, turn and tilt.

The one on the left puts a mask on and takes it off, so that its answer changes; the other smiles all the time.
"""

import math
from functools import cache
from typing import Final

from bench.detection.pictures import HEIGHT, WIDTH, Pose, head, masked, textures, with_head
from emotion.images.types import Picture
from emotion.results import Box

__all__ = ["FRAMES", "HEIGHT", "RATE", "WIDTH", "boxes", "picture"]

RATE: Final = 15  # frames a second
FRAMES: Final = 150  # ten seconds, after which it begins again without a jump
MASKED: Final = range(90, 130)  # frames in which the one on the left wears a mask
SEED: Final = 19  # of the ground behind them


def picture(number: int) -> Picture:
    """Return a frame of the clip, RGB [480, 640, 3], always the same one for a number."""
    left, right = _poses(number)
    bare, covered = _heads()
    drawn = with_head(_ground(), left, covered if number in MASKED else bare)
    return with_head(drawn, right, bare)


def boxes(number: int) -> tuple[Box, Box]:
    """Return the true boxes of the face on the left and of the one on the right; they never overlap."""
    left, right = _poses(number)
    return left.box, right.box


def _poses(number: int) -> tuple[Pose, Pose]:
    passed = number / FRAMES
    near, nearer = _wave(passed, 1, 0.25), _wave(passed, 1, 0.7)
    sway, tilt = _wave(passed, 2, 0.1), _wave(passed)
    left = Pose(165 + 40 * _wave(passed), 215 + 12 * _wave(passed, 2), 148 + 22 * near, 20 * tilt)
    turn = 30 * _wave(passed, 1, 0.5)
    right = Pose(475 + 30 * sway, 225 + 15 * _wave(passed, 1, 0.4), 124 + 18 * nearer, 8 * sway, turn, mirrored=True)
    return left, right


def _wave(passed: float, turns: int = 1, begin: float = 0.0) -> float:
    return math.sin(2 * math.pi * (turns * passed + begin))


@cache
def _heads() -> tuple[Picture, Picture]:
    return head(), masked(head())


@cache
def _ground() -> Picture:
    return textures(SEED)
