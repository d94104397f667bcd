"""Ten short streams in which one or two people move as in front of a camera: the astronaut and its mirror image."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import cv2

from bench.detection.pictures import HEIGHT, WIDTH, Picture, Pose, lit, textures, with_head
from emotion.results import Box

RATE: Final = 15  # frames a second
SECONDS: Final = 6


@dataclass(frozen=True)
class Sequence:
    """A stream: its people, its light, and what passes before the camera."""

    name: str
    poses: Callable[[float], tuple[Pose, ...]]  # by the share of the time that has passed; those behind come first
    light: Callable[[float], float] = lambda passed: 1.0
    bar: Callable[[float], float] = lambda passed: -1.0  # middle of an upright bar before the picture, pixels


@dataclass(frozen=True)
class SequenceFrame:
    """A frame of a sequence.

    Attributes:
        picture: RGB.
        at: seconds.
        faces: true boxes of the persons who are seen in it.
        ignored: of those of whom a part is hidden.
    """

    picture: Picture
    at: float
    faces: Mapping[int, Box]
    ignored: tuple[Box, ...]


def _wave(passed: float, turns: float = 1.0, begin: float = 0.0) -> float:
    return math.sin(2 * math.pi * (turns * passed + begin))


def _two(passed: float) -> tuple[Pose, ...]:
    sway = 18 * _wave(passed, 2)
    return (
        Pose(235 + sway, 230, 120, 8 * _wave(passed, 2)),
        Pose(400 - sway, 245 + 8 * _wave(passed, 3), 112, 0, 12 * _wave(passed), mirrored=True),
    )


def _crossing(passed: float) -> tuple[Pose, ...]:
    return Pose(520 - 400 * passed, 150, 84, mirrored=True), Pose(120 + 400 * passed, 300, 116)


def _turning(passed: float) -> tuple[Pose, ...]:
    return (Pose(320 + 20 * _wave(passed, 2), 235, 140, turn=35 * _wave(passed, 1.5)),)


def _sitting_back(passed: float) -> tuple[Pose, ...]:
    return (Pose(320 + 15 * _wave(passed, 3), 220 + 6 * _wave(passed, 4), 190 - 126 * min(1.0, 2 * passed)),)


def _nodding(passed: float) -> tuple[Pose, ...]:
    return (Pose(320 + 10 * _wave(passed, 2), 235, 120),)


SEQUENCES: Final = (
    Sequence("pans", lambda t: (Pose(320 + 190 * _wave(t), 230, 120),)),
    Sequence("comes and goes", lambda t: (Pose(320, 235, 130 + 66 * _wave(t)),)),
    Sequence("tilts", lambda t: (Pose(320 + 25 * _wave(t, 1, 0.25), 235, 125, 45 * _wave(t, 1.5)),)),
    Sequence("turns", _turning),
    Sequence("two side by side", _two),
    Sequence("two pass each other", _crossing),
    Sequence("light falls to a tenth", _nodding, light=lambda t: 0.55 - 0.45 * _wave(t)),
    Sequence("a bar passes", _nodding, bar=lambda t: 900 * ((2 * t) % 1) - 100),
    Sequence("leaves and returns", lambda t: (Pose(320 + 520 * max(0.0, _wave(t, 1, -0.1)), 235, 120),)),
    Sequence("sits back", _sitting_back),
)


def frames(sequence: Sequence, seed: int) -> Iterator[SequenceFrame]:
    """Make the frames of a sequence; a face is seen while its middle is in the picture and no bar before it."""
    under = textures(seed)
    count = RATE * SECONDS
    for number in range(count):
        passed = number / count
        picture, faces, ignored = under, {}, []
        bar = sequence.bar(passed)
        for person, pose in enumerate(sequence.poses(passed), start=1):
            picture = with_head(picture, pose)
            if 0 <= pose.across < WIDTH and abs(pose.across - bar) > 0.6 * pose.side + 40:
                faces[person] = pose.box
            else:
                ignored.append(pose.box)
        if bar >= 0:
            picture = picture.copy()
            cv2.rectangle(picture, (round(bar) - 40, 0), (round(bar) + 40, HEIGHT), (90, 70, 60), -1)
        yield SequenceFrame(
            lit(picture, sequence.light(passed), seed * 1000 + number), number / RATE, faces, tuple(ignored)
        )
