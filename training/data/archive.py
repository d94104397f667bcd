"""An archive: Training and PublicTest as one small file, for another machine. PrivateTest stays at home: it judges."""

import io
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from emotion.classification.crops import FACE_SIZE
from training.data.faceset import VOTED, FaceSet
from training.runs.atomic_write import atomic_write

SUFFIX: Final = ".npz"
ARCHIVED: Final = ("train", "public")
COLUMNS: Final = 190  # faces in a row of the sheet
WHERE_FROM: Final = "python -m training data FILE --pack faces.npz writes one"
_ARRAYS: Final = ("sheet", "labels", "splits", "names", "votes")


def write_archive(path: Path, faces: FaceSet) -> int:
    """Write the faces of Training and PublicTest with labels, names and votes; return their number.

    The file is NumPy's `.npz` with the faces as one PNG, about 52 MB for FER2013.

    Raises:
        ValueError: there is no such face, or the file's name does not end in `.npz`.
    """
    if path.suffix != SUFFIX:
        raise ValueError(f"{path}: expected a name that ends in {SUFFIX}")
    faces = faces.where(np.isin(faces.splits, ARCHIVED))
    if len(faces) == 0:
        raise ValueError("there is no Training or PublicTest face to pack; python -m training data FILE counts them")
    rows = -(-len(faces) // COLUMNS)
    grid = np.zeros((rows * COLUMNS, FACE_SIZE, FACE_SIZE), np.uint8)
    grid[: len(faces)] = faces.pixels
    sheet = grid.reshape(rows, COLUMNS, FACE_SIZE, FACE_SIZE).swapaxes(1, 2)
    picture = io.BytesIO()
    Image.fromarray(sheet.reshape(rows * FACE_SIZE, COLUMNS * FACE_SIZE)).save(picture, "PNG")
    votes = np.empty((0, len(VOTED)), np.int64) if faces.votes is None else faces.votes
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as partial:
        np.savez_compressed(
            partial,
            sheet=np.frombuffer(picture.getvalue(), np.uint8),
            labels=faces.labels,
            splits=faces.splits,
            names=faces.names,
            votes=votes,
        )
    return len(faces)


def read_archive(path: Path) -> FaceSet:
    """Read what `write_archive` wrote.

    Raises:
        ValueError: it is no such file, or its parts do not belong together.
    """
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            sheet, labels, splits, names, votes = (file[name] for name in _ARRAYS)
        pixels = _cut(sheet.tobytes(), len(labels))
    except (ValueError, TypeError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path}: no readable pack of faces ({error}); {WHERE_FROM}") from error
    if not len(labels) == len(splits) == len(names) or len(votes) not in (0, len(labels)):
        raise ValueError(f"{path}: its labels, splits, names and votes differ in number; {WHERE_FROM}")
    return FaceSet(pixels, labels, splits, names, votes=votes if len(votes) else None)


def _cut(content: bytes, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
        if picture.size != (COLUMNS * FACE_SIZE, -(-count // COLUMNS) * FACE_SIZE):
            raise ValueError(f"a sheet of {picture.size} pixels cannot hold {count} faces")
        sheet = np.asarray(picture.convert("L"))
    grid = sheet.reshape(-1, FACE_SIZE, COLUMNS, FACE_SIZE).swapaxes(1, 2)
    return grid.reshape(-1, FACE_SIZE, FACE_SIZE)[:count].copy()
