"""The pictures in which faces are to be found, and where they are.

Those of `drawn` and `nobody` were fixed before any program read them; Mien's detector was set on `stills` and `clips`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from bench.detection.clips import clips
from bench.detection.pictures import (
    HEIGHT,
    WIDTH,
    Picture,
    Pose,
    behind_sunglasses,
    head,
    lit,
    masked,
    textures,
    with_head,
)
from bench.detection.variants import variants
from bench.photos import SIZES, group
from emotion.results import Box

DRAWN: Final = 60
NOBODY: Final = range(300, 340)  # seeds of textures that no detector here was set on
BLUR: Final = 2.0  # pixels
COLUMNS: Final = {1: 1, 2: 2, 3: 3, 4: 2}  # by the number of faces
SEED: Final = 2026


@dataclass(frozen=True)
class Scene:
    """A picture and its faces.

    Attributes:
        kind: which pictures it belongs to.
        picture: RGB [height, width, 3].
        faces: that are to be found.
        ignored: that count neither found nor missed.
    """

    kind: str
    picture: Picture
    faces: tuple[Box, ...] = ()
    ignored: tuple[Box, ...] = ()


def scenes(folder: Path | None = None) -> Iterator[Scene]:
    """Make all pictures; those of the marked clips too where their folder is given."""
    for number in range(DRAWN):
        yield drawn(number)
    for variant in variants():
        yield Scene("stills", variant.picture, variant.faces)
    for size in SIZES:
        picture, faces = group(size)
        yield Scene("groups", picture, tuple(faces))
    for seed in NOBODY:
        yield Scene("nobody", textures(seed))
        yield Scene("nobody", np.asarray(cv2.GaussianBlur(textures(seed), (0, 0), BLUR), np.uint8))
    for clip in clips(folder) if folder else ():
        for index, _, frame in clip.frames():
            if index in clip.marks:
                marks = clip.marks[index]
                picture = np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
                yield Scene("clips", picture, tuple(marks.wanted.values()), marks.ignored)


def drawn(number: int) -> Scene:
    """Make a picture of one to four faces: of 40 to 200 pixels, tilted, turned, mirrored, covered, dim, as it falls."""
    random = np.random.default_rng((SEED, number))
    count = int(random.choice([1, 1, 1, 2, 3, 4]))
    columns = COLUMNS[count]
    rows = -(-count // columns)
    width, height = WIDTH / columns, HEIGHT / rows
    picture, faces = textures(400 + number), []
    for face in range(count):
        side = float(np.exp(random.uniform(np.log(40), np.log(min(200.0, 0.5 * min(width, height))))))
        across = width * (face % columns + 0.5) + random.uniform(-0.5, 0.5) * (width - 2 * side)
        down = height * (face // columns + 0.5) + random.uniform(-0.5, 0.5) * (height - 2 * side)
        tilt = float(np.clip(random.normal(0, 20), -60, 60))
        turn = float(random.uniform(-40, 40)) if random.random() < 0.5 else 0.0
        pose = Pose(across, down, side, tilt, turn, mirrored=bool(random.random() < 0.5))
        source = (masked, behind_sunglasses, np.copy)[min(2, int(random.random() / 0.1))](head())
        picture = with_head(picture, pose, source)
        faces.append(pose.box)
    if random.random() < 0.3:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), random.uniform(0.5, 2)), np.uint8)
    light = float(np.exp(random.uniform(np.log(0.12), np.log(1.2))))
    return Scene("drawn", lit(picture, light, number), tuple(faces))
