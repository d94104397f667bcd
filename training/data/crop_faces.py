"""Faces from pictures of any size, found with the app's detector and cut by its crops; what gives none is named."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.classification.crops import FACE_SIZE, cut_faces
from emotion.detection.base import Detector
from emotion.detection.haar import HaarSettings
from emotion.detection.presets import DetectorChoice
from emotion.images.decode import MAX_BYTES, decode
from emotion.images.input import InputPicture
from emotion.images.luma import to_grey
from training.data.faceset import FaceSet, Row, first_problem
from training.data.one_face import CASCADE, one_face_detector
from training.progress import Progress, quiet

# Share of the shorter side, of repeated edge put around a picture before the search. Of 300 PublicTest faces enlarged
# to 100 pixels, pictures that a face fills as in many collections, the cascade finds 59 % as they are and 80 % so.
BORDER: Final = 0.25
SEARCH: Final = HaarSettings(min_face_size=0.13, scale_factor=1.1)  # slower than the app's, and finds more
SMALLEST: Final = SEARCH.min_face_size * (1 + 2 * BORDER)  # share of the picture's own shorter side


@dataclass(frozen=True)
class Picture:
    """A file with a face in it.

    Attributes:
        path: of the file.
        label: index into `emotion.labels.LABELS`.
        split: one of `training.data.faceset.SPLITS`, or `OTHER`.
    """

    path: Path
    label: int
    split: str


@dataclass(frozen=True)
class Collection:
    """What a folder of pictures holds, before any is opened.

    Attributes:
        pictures: what to read, in the order of the result.
        problems: sentences of what is left out, which come first in the result.
    """

    pictures: Sequence[Picture]
    problems: Sequence[str] = ()


def read_pictures(
    root: Path, collection: Collection, progress: Progress = quiet, choice: DetectorChoice = CASCADE
) -> FaceSet:
    """Read each picture's face; names are paths below `root`, and a file without a face becomes a problem.

    Args:
        root: folder of the collection.
        collection: what it holds.
        progress: shown while reading.
        choice: the detector.

    Raises:
        ValueError: not one picture gave a face, or no detector has that name.
    """
    detector = one_face_detector(choice, SEARCH)
    rows, sizes = list[Row](), list[int]()
    sentences = list(collection.problems)
    for picture in progress(collection.pictures, f"Reading {root}"):
        name = picture.path.relative_to(root).as_posix()
        try:
            face, size = face_of(_content(picture.path), detector)
        except OSError as error:
            sentences.append(f"{name}: cannot be read ({error.strerror or error})")
        except ValueError as error:
            sentences.append(f"{name}: {error}")
        else:
            rows.append((face, picture.label, picture.split, name))
            sizes.append(size)
    if not rows:
        raise ValueError(f"{root}: holds no face that can be used{first_problem(sentences)}")
    return FaceSet.of(rows, sentences, sizes)


def face_of(content: bytes, detector: Detector) -> tuple[npt.NDArray[np.uint8], int]:
    """Return the face in a file's bytes, grey, uint8 [48, 48], and the shorter side of its box in the picture, pixels.

    A picture of 48x48 pixels is taken as a ready crop, of which nobody knows how large the face was: 0. In any other
    the largest face is found and cut by `emotion.classification.crops`.

    Raises:
        ValueError: the bytes are no picture, or the detector finds no face in it.
    """
    picture = to_grey(decode(content)).pixels
    if picture.shape == (FACE_SIZE, FACE_SIZE):
        return picture, 0
    border = round(BORDER * min(picture.shape))
    framed = np.asarray(cv2.copyMakeBorder(picture, border, border, border, border, cv2.BORDER_REPLICATE), np.uint8)
    faces = detector.detect(InputPicture(framed))
    if not faces:
        raise ValueError(
            f"no face found; expected one seen from the front, as wide as {100 * SMALLEST:.0f} % of the picture's "
            f"shorter side or more, or a face cut out as {FACE_SIZE}x{FACE_SIZE} pixels"
        )
    face = np.asarray(cut_faces(framed, [faces[0].framed(detector.margin)])[0], np.uint8)
    return face, min(faces[0].box.width, faces[0].box.height)


def _content(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
        raise ValueError("is no file; expected a picture")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)  # one byte more than decode accepts, so that it names the bound
