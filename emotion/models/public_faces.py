"""The faces of PublicTest as FER2013's CSV has them, for showing what a model got wrong where the data is at hand.

Rows of other parts are passed over unread: nothing is seen of PrivateTest.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion.classification.crops import FACE_SIZE
from emotion.labels import LABELS
from emotion.models.evaluation import SPLIT_NAMES

ENDING: Final = f",{SPLIT_NAMES['public']}"
HEADING: Final = "emotion,pixels,Usage"


@dataclass(frozen=True)
class PublicFaces:
    """The faces in the order of the file.

    Attributes:
        labels: uint8 [n], indices into `LABELS`.
        pixels: uint8 [n, 48, 48], grey.
    """

    labels: npt.NDArray[np.uint8]
    pixels: npt.NDArray[np.uint8]

    @property
    def sha256(self) -> str:
        """The sum by which cards and predictions know this split."""
        return sum_of(self.labels, self.pixels)


def sum_of(*arrays: npt.NDArray[Any]) -> str:
    """Return the SHA-256 of whole numbers of 0 to 255, a byte each, in hexadecimal."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array, np.uint8).tobytes())
    return digest.hexdigest()


def load_public_faces(path: Path) -> PublicFaces:
    """Read PublicTest from the challenge's `fer2013.csv`.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: it is another file, or a row of PublicTest is no face.
    """
    labels: list[int] = []
    pixels: list[npt.NDArray[np.uint8]] = []
    with open(path, encoding="utf-8-sig") as file:
        if file.readline().strip() != HEADING:
            raise ValueError(f"{path}: expected the columns {HEADING}")
        for number, line in enumerate(file, 2):
            row = line.rstrip()
            if row.endswith(ENDING):
                label, face = _face(row.removesuffix(ENDING), f"{path}, row {number}")
                labels.append(label)
                pixels.append(face)
    if not labels:
        raise ValueError(f"{path}: holds no face of {SPLIT_NAMES['public']}")
    return PublicFaces(np.array(labels, np.uint8), np.stack(pixels))


def _face(row: str, place: str) -> tuple[int, npt.NDArray[np.uint8]]:
    label, _, grey = row.partition(",")
    try:
        values = np.array(grey.strip('"').split(), np.uint8)
        if int(label) not in range(len(LABELS)) or len(values) != FACE_SIZE**2:
            raise ValueError("expected a label of 0 to 6 and 48×48 numbers of grey")
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{place}: {error}") from error
    return int(label), values.reshape(FACE_SIZE, FACE_SIZE)
