"""What training does to a face: small geometry and light, what a webcam does to pictures, and erased parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from training.data.corruptions import as_jpeg, blurred, darkened, grey, noisy, small

Face = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Ranges:
    """How far a face may be changed, each way, drawn evenly. What a move uncovers repeats the edge.

    Attributes:
        degrees: turned, either way.
        shift: along each axis, as a share of the face's side.
        shear: sideways along the height, as a share of it.
        zoom: larger or smaller, as a share.
        stretch: whether height and width zoom apart.
        brightness: lighter or darker, as a share of white.
        contrast: about the face's mean grey, as a share.
    """

    degrees: float
    shift: float
    zoom: float
    shear: float = 0.0
    stretch: bool = False
    brightness: float = 0.0
    contrast: float = 0.0


# FER2013 has no pixels outside its crop, so shifts and zooms stay small.
STANDARD: Final = Ranges(degrees=11, shift=0.1, zoom=0.12, brightness=0.15, contrast=0.3)
# Mirrored and moved by hardly more than a crop of 44 pixels would: for networks that are to learn their faces by heart.
MILD: Final = Ranges(degrees=5, shift=0.06, zoom=0.05)
# The blog's ImageDataGenerator; its shear of 0.2 is in degrees.
BLOG: Final = Ranges(degrees=30, shift=0.2, zoom=0.2, shear=float(np.tan(np.radians(0.2))), stretch=True)
QUANTISERS: Final = (24, 57)  # of VP8: from hardly visible up to hardly readable, the last excluded
KINDS: Final[Mapping[str, Ranges | None]] = MappingProxyType(
    {"standard": STANDARD, "mild": MILD, "blog": BLOG, "none": None}
)

# Corruptions of `training.data.corruptions`, in the order from light to file, and what is drawn for each beside a face.
CORRUPTIONS: Final[tuple[tuple[Callable[..., Face], Callable[[np.random.Generator], tuple[Any, ...]]], ...]] = (
    (darkened, lambda random: (random.uniform(0.15, 1), random.uniform(0, 0.6), random.uniform(0, 2 * np.pi))),
    (blurred, lambda random: (random.uniform(0.4, 2),)),
    (small, lambda random: (float(np.exp(random.uniform(np.log(14), np.log(40)))),)),
    (noisy, lambda random: (random.uniform(2, 25), random)),
    (as_jpeg, lambda random: (int(random.integers(10, 75)),)),
)


def augment(
    face: Face, kind: str, corruption: float, cutout: float, random: np.random.Generator, vp8: float = 0.0
) -> Face:
    """Return a changed face.

    Args:
        face: grey, uint8 [height, width].
        kind: of geometry and light: `standard`, `mild`, `blog` or `none`.
        corruption: chance that it is corrupted as webcams do, 0 to 1; see `corrupted`.
        cutout: chance that a rectangle is erased (arXiv 1708.04896), 0 to 1.
        random: draws the changes; the same state gives the same face.
        vp8: chance that it is sent through VP8 as a call does, 0 to 1.
    """
    ranges = KINDS[kind]
    if ranges is not None:
        face = lit(moved(face, ranges, random), ranges, random)
    if random.random() < corruption:
        face = corrupted(face, random)
    if vp8 and random.random() < vp8:  # drawn only where it is asked for, so that older settings draw what they did
        face = _sent(face, random)
    if random.random() < cutout:
        face = erased(face, random)
    return face


def moved(face: Face, ranges: Ranges, random: np.random.Generator) -> Face:
    """Return a face mirrored or not, turned, sheared, zoomed and shifted about its middle, sampled once."""
    height, width = face.shape
    angle = np.radians(random.uniform(-ranges.degrees, ranges.degrees))
    across, down = np.exp(random.uniform(-1, 1, 2) * np.log1p(ranges.zoom))
    down = down if ranges.stretch else across
    lean = random.uniform(-ranges.shear, ranges.shear)
    side = -1 if random.random() < 0.5 else 1
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    change = turn @ np.array([[across * side, lean], [0, down]])
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    shift = random.uniform(-ranges.shift, ranges.shift, 2) * (width, height)
    matrix = np.column_stack([change, middle + shift - change @ middle])
    return np.asarray(cv2.warpAffine(face, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def lit(face: Face, ranges: Ranges, random: np.random.Generator) -> Face:
    """Return a face in other light: contrast about its mean, then brightness."""
    if not ranges.brightness and not ranges.contrast:
        return face
    contrast = 1 + random.uniform(-ranges.contrast, ranges.contrast)
    added = (1 - contrast) * float(face.mean()) + 255 * random.uniform(-ranges.brightness, ranges.brightness)
    return grey(face * np.float32(contrast) + np.float32(added))


def corrupted(face: Face, random: np.random.Generator) -> Face:
    """Return a face as a webcam may give it: with one or two of `CORRUPTIONS`, in their order."""
    chosen = random.choice(len(CORRUPTIONS), int(random.integers(1, 3)), replace=False)
    for index in sorted(chosen.tolist()):
        corrupt, strengths = CORRUPTIONS[index]
        face = corrupt(face[None], *strengths(random))[0]
    return face


def erased(face: Face, random: np.random.Generator) -> Face:
    """Return a face with a grey rectangle of 2 to 15 % of its area, up to about three times as long as wide."""
    height, width = face.shape
    area = random.uniform(0.02, 0.15) * height * width
    ratio = np.exp(random.uniform(np.log(0.3), -np.log(0.3)))
    tall, wide = min(height, round(np.sqrt(area * ratio))), min(width, round(np.sqrt(area / ratio)))
    top, left = random.integers(height - tall + 1), random.integers(width - wide + 1)
    changed = face.copy()
    changed[top : top + tall, left : left + wide] = 128
    return changed


def _sent(face: Face, random: np.random.Generator) -> Face:
    # Left to here, as PyAV may be missing where a GPU is lent.
    from training.data.vp8 import face_as_vp8

    return face_as_vp8(face, int(random.integers(*QUANTISERS)))
