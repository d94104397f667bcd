"""What training does to a face: small geometry and light, what a webcam does to pictures, and erased parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from training.data.corruptions import as_jpeg, blurred, darkened, grey, noisy, small
from training.data.covers import with_glasses, with_mask

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
        yaw: turned about the neck, in degrees, either way, as a plane seen from two of its widths away.
        slope: how much lighter one side is and the other darker, as a share; the side is drawn.
        covers: chance of dark glasses, and again of a mask, 0 to 1.
    """

    degrees: float
    shift: float
    zoom: float
    shear: float = 0.0
    stretch: bool = False
    brightness: float = 0.0
    contrast: float = 0.0
    yaw: float = 0.0
    slope: float = 0.0
    covers: float = 0.0


# FER2013 has no pixels outside its crop, so shifts and zooms stay small.
STANDARD: Final = Ranges(degrees=11, shift=0.1, zoom=0.12, brightness=0.15, contrast=0.3)
# Mirrored and moved by hardly more than a crop of 44 pixels would: for networks that are to learn their faces by heart.
MILD: Final = Ranges(degrees=5, shift=0.06, zoom=0.05)
# The blog's ImageDataGenerator; its shear of 0.2 is in degrees.
BLOG: Final = Ranges(degrees=30, shift=0.2, zoom=0.2, shear=float(np.tan(np.radians(0.2))), stretch=True)
# As faces come to a camera: what tilt is left after straightening and what is not straightened, boxes that sit askew,
# heads that turn, light from a side, glasses and masks.
CAMERA: Final = Ranges(degrees=25, shift=0.12, zoom=0.16, brightness=0.2, contrast=0.4, yaw=30, slope=0.5, covers=0.08)
# The same without what covers a face, which gave nothing in a network that was trained on it.
TURNED: Final = replace(CAMERA, covers=0.0)
DISTANCE: Final = 4.0  # of the eye from the middle of a face that turns, in halves of its width
QUANTISERS: Final = (24, 57)  # of VP8: from hardly visible up to hardly readable, the last excluded
KINDS: Final[Mapping[str, Ranges | None]] = MappingProxyType(
    {"standard": STANDARD, "mild": MILD, "blog": BLOG, "camera": CAMERA, "turned": TURNED, "none": None}
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
        kind: of geometry and light, one of `KINDS`.
        corruption: chance that it is corrupted as webcams do, 0 to 1; see `corrupted`.
        cutout: chance that a rectangle is erased (arXiv 1708.04896), 0 to 1.
        random: draws the changes; the same state gives the same face.
        vp8: chance that it is sent through VP8 as a call does, 0 to 1.
    """
    ranges = KINDS[kind]
    if ranges is not None:
        face = lit(moved(covered(face, ranges.covers, random), ranges, random), ranges, random)
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
    if not ranges.yaw:
        return np.asarray(cv2.warpAffine(face, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)
    whole = np.vstack([matrix, [0, 0, 1]]) @ _turned(random.uniform(-ranges.yaw, ranges.yaw), width, height)
    return np.asarray(cv2.warpPerspective(face, whole, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _turned(yaw: float, width: int, height: int) -> npt.NDArray[np.float64]:
    """Return what a turn about the neck by some degrees does to points of a picture, [3, 3], its middle left alone."""
    angle, half = np.radians(yaw), width / 2
    to_middle = np.array([[1 / half, 0, (1 - width) / 2 / half], [0, 1 / half, (1 - height) / 2 / half], [0, 0, 1]])
    seen = np.array([[DISTANCE * np.cos(angle), 0, 0], [0, DISTANCE, 0], [np.sin(angle), 0, DISTANCE]])
    return np.asarray(np.linalg.inv(to_middle) @ seen @ to_middle)


def covered(face: Face, chance: float, random: np.random.Generator) -> Face:
    """Return a face with dark glasses or a mask, or both, each with the same chance, 0 to 1."""
    if not chance:
        return face
    if random.random() < chance:
        face = with_glasses(face, random)
    return with_mask(face, random) if random.random() < chance else face


def lit(face: Face, ranges: Ranges, random: np.random.Generator) -> Face:
    """Return a face in other light: more from a side, contrast about its mean, then brightness."""
    if ranges.slope:
        face = _sidelit(face, random.uniform(0, ranges.slope), random.uniform(0, 2 * np.pi))
    if not ranges.brightness and not ranges.contrast:
        return face
    contrast = 1 + random.uniform(-ranges.contrast, ranges.contrast)
    added = (1 - contrast) * float(face.mean()) + 255 * random.uniform(-ranges.brightness, ranges.brightness)
    return grey(face * np.float32(contrast) + np.float32(added))


def _sidelit(face: Face, slope: float, angle: float) -> Face:
    rows, columns = (np.linspace(-1, 1, side) for side in face.shape)
    return grey(face * (1 + slope * (np.sin(angle) * rows[:, None] + np.cos(angle) * columns) / np.sqrt(2)))


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
