"""Corruptions: what makes faces harder to read, each at strengths of its own.

Each takes grey faces uint8 [n, height, width] and gives new ones of that shape. `CONDITIONS` are those that robustness
is measured by, the same for every model that is measured; `training.data.augment` draws their strengths by chance.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.classification.crops import FACE_SIZE, cut_faces
from emotion.framing import Framing
from emotion.results import Box

Faces = npt.NDArray[np.uint8]

# Rows and columns of 48, read off the mean of FER2013's Training faces.
EYES: Final = (slice(12, 22), slice(8, 40))  # brows to lower lids
MOUTH: Final = (slice(33, 45), slice(12, 36))


@dataclass(frozen=True)
class Condition:
    """A change of faces in several strengths.

    Attributes:
        name: its key in `evaluation.json`.
        title: for people, a few words.
        unit: what a level counts.
        levels: from unchanged to worst; the first stands for the face as it is, and `change` is not called for it.
        change: gives new faces for faces uint8 [n, 48, 48] and a level.
    """

    name: str
    title: str
    unit: str
    levels: tuple[float, ...]
    change: Callable[[Faces, float], Faces]


def darkened(faces: Faces, light: float, slope: float = 0.0, angle: float = 0.0) -> Faces:
    """Imitate a dark room: only a share of the light, in whole grey levels, so that fine ones are lost.

    Args:
        faces: grey.
        light: share of it in the middle of the face, 0 to 1.
        slope: how much more light a corner has at most, as a share of the middle's.
        angle: where that corner is, in radians: 0 right, a quarter turn below.
    """
    rows, columns = (np.linspace(-1, 1, side) for side in faces.shape[1:])
    towards = np.sin(angle) * rows[:, None] + np.cos(angle) * columns
    return grey(faces * (light * (1 + slope * towards / np.sqrt(2))))


def blurred(faces: Faces, sigma: float) -> Faces:
    """Imitate a lens out of focus: a Gaussian with a standard deviation in pixels of the 48."""
    return _each(faces, lambda face: cv2.GaussianBlur(face, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE))


def noisy(faces: Faces, sigma: float, random: np.random.Generator | None = None) -> Faces:
    """Imitate a sensor in the dark: Gaussian noise with a standard deviation in grey levels, other for each pixel.

    Unless a generator is given, the same faces get the same noise.
    """
    random = random or np.random.default_rng(1)
    return grey(faces + sigma * random.standard_normal(faces.shape, np.float32))


def rotated(faces: Faces, degrees: float) -> Faces:
    """Imitate a tilted head: the first, third ... face turned counterclockwise, the others clockwise.

    What the turn uncovers repeats the nearest edge.
    """
    turned = np.empty_like(faces)
    middle = (FACE_SIZE - 1) / 2
    for index, face in enumerate(faces):
        matrix = cv2.getRotationMatrix2D((middle, middle), degrees * (-1) ** index, 1)
        turned[index] = cv2.warpAffine(face, matrix, (FACE_SIZE, FACE_SIZE), borderMode=cv2.BORDER_REPLICATE)
    return turned


def band_hidden(band: tuple[slice, slice], faces: Faces, share: float) -> Faces:
    """Imitate hair, then dark glasses, or a hand, then a mask: a part of a band is the face's mean grey.

    Args:
        band: rows and columns, such as `EYES` or `MOUTH`.
        faces: grey.
        share: of the band, from the left on, 0 to 1.
    """
    rows, columns = band
    right = columns.start + round(share * (columns.stop - columns.start))
    covered = faces.copy()
    covered[:, rows, columns.start : right] = np.rint(faces.mean(axis=(1, 2)))[:, None, None]
    return covered


def small(faces: Faces, width: float) -> Faces:
    """Imitate a face far away: reduced to a width in pixels, then enlarged as the app enlarges what it cuts out."""
    side = round(width)

    def reduced(face: Faces) -> Faces:
        tiny = np.asarray(cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
        return np.asarray(cut_faces(tiny, [Framing.around(Box(0, 0, side, side))])[0], np.uint8)

    return _each(faces, reduced)


def as_jpeg(faces: Faces, quality: float) -> Faces:
    """Imitate a picture saved small: each face through JPEG of a quality of 0 to 100, as libjpeg counts."""

    def saved(face: Faces) -> Faces:
        _, content = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, round(quality)])
        return np.asarray(cv2.imdecode(content, cv2.IMREAD_GRAYSCALE), np.uint8)

    return _each(faces, saved)


def as_vp8(faces: Faces, quantiser: float) -> Faces:
    """Imitate a video of low rate, see `training.data.vp8.sent_as_vp8`."""
    from training.data.vp8 import sent_as_vp8  # left to here, as PyAV may be missing where a GPU is lent

    return sent_as_vp8(faces, quantiser)


def grey(values: npt.NDArray[np.floating]) -> Faces:
    """Return the nearest grey levels, uint8, of any values."""
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


CONDITIONS: Final = (
    Condition("darkening", "Less light", "share of the light", (1, 0.7, 0.5, 0.3, 0.2, 0.1), darkened),
    Condition("blur", "Blur", "standard deviation, pixels", (0, 0.5, 1, 1.5, 2, 3), blurred),
    Condition("noise", "Noise", "standard deviation, grey levels", (0, 5, 10, 20, 30, 50), noisy),
    Condition("rotation", "Tilted head", "degrees", (0, 5, 10, 20, 30, 45), rotated),
    Condition("eyes", "Eyes hidden", "share hidden", (0, 0.25, 0.5, 0.75, 1), partial(band_hidden, EYES)),
    Condition("mouth", "Mouth hidden", "share hidden", (0, 0.25, 0.5, 0.75, 1), partial(band_hidden, MOUTH)),
    Condition("size", "Small face", "width, pixels", (48, 36, 24, 16, 12), small),
    Condition("jpeg", "JPEG", "quality, 100 for none", (100, 75, 50, 30, 15, 5), as_jpeg),
    Condition("vp8", "Video, VP8", "quantiser, 0 for none", (0, 16, 28, 40, 52, 63), as_vp8),
)


def _each(faces: Faces, change: Callable[[Faces], npt.ArrayLike]) -> Faces:
    changed = np.empty_like(faces)
    for index, face in enumerate(faces):
        changed[index] = change(face)
    return changed
