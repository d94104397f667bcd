"""The clips that browsers read: one, four and ten moving faces of the astronaut, at a camera's size."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from bench.detection.pictures import HEIGHT, WIDTH, Picture, Pose, textures, with_head

FACES: Final = (1, 4, 10)
FRAMES: Final = 24  # of a clip, whose last leads to its first
GRID: Final = {1: (1, 1), 4: (2, 2), 10: (5, 2)}  # columns and rows, by the number of faces
SIDES: Final = {1: 150.0, 4: 100.0, 10: 64.0}  # pixels of a face, likewise
GROUND: Final = 11  # seed of what is behind them


def clip(faces: int, frames: int = FRAMES) -> list[Picture]:
    """Return the frames of a clip, RGB uint8 [480, 640, 3], in each of which so many faces move a little."""
    ground = textures(GROUND)
    pictures = []
    for number in range(frames):
        picture = ground
        for pose in poses(faces, number / frames):
            picture = with_head(picture, pose)
        pictures.append(picture)
    return pictures


def poses(faces: int, share: float) -> list[Pose]:
    """Return where the faces are after a share of the clip, none of which covers another."""
    (columns, rows), side = GRID[faces], SIDES[faces]
    width, height = WIDTH / columns, HEIGHT / rows
    found = []
    for face in range(faces):
        turn = 2 * math.pi * (share + face / faces)
        across = width * (face % columns + 0.5) + 0.06 * side * math.cos(turn)
        down = height * (face // columns + 0.5) + 0.05 * side * math.sin(2 * turn)
        larger = 1 + 0.04 * math.sin(turn)
        found.append(Pose(across, down, side * larger, tilt=6 * math.sin(turn), mirrored=face % 2 == 1))
    return found


def write(pictures: Sequence[Picture], folder: Path) -> list[Path]:
    """Write a clip's frames as files without loss, and return these in their order."""
    folder.mkdir(parents=True)
    paths = [folder / f"{number:03}.png" for number in range(len(pictures))]
    for path, picture in zip(paths, pictures, strict=True):
        path.write_bytes(cv2.imencode(".png", cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR))[1].tobytes())
    return paths
