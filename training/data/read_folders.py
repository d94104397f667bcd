"""Reads FER2013 as image folders: `train/<label>/<file>` and `test/<label>/<file>`, as Kaggle's msambare/fer2013."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from emotion.classification.crops import FACE_SIZE
from emotion.labels import LABELS, canonical
from training.data.faceset import OFFICIAL_NAMES, FaceSet, Row, first_problem
from training.progress import Progress, quiet

SPLIT_OF_FOLDER: Final = {
    "train": "train",
    "training": "train",
    "public": "public",
    "publictest": "public",
    "val": "public",
    "validation": "public",
    "private": "private",
    "privatetest": "private",
    "test": None,  # PublicTest and PrivateTest together: only a file's name tells which
}
FORMATS: Final = ("JPEG", "PNG")
MODES: Final = ("L", "LA", "P", "RGB", "RGBA")


def read_folders(path: Path, progress: Progress = quiet) -> FaceSet:
    """Read every 48x48 JPEG or PNG below a folder's split and label folders.

    Names of folders count in any case, those of labels with the synonyms that `emotion.labels` knows. Below `test` a
    file's name must begin with PublicTest or PrivateTest, because which split chooses a network and which one judges it
    must not be guessed. What cannot be used becomes a sentence in `problems`: another size (nothing is resized, because
    figures on changed faces are no figures on FER2013), a name that contradicts its folder, a file that is no picture.
    Colour pictures are turned to grey; hidden files and the thumbnails that desktops leave are passed over.

    Raises:
        ValueError: the folder has no split folder, or not one usable face.
    """
    splits = [folder for folder in visible(path) if folder.is_dir() and folder.name.lower() in SPLIT_OF_FOLDER]
    if not splits:
        names = ", ".join(sorted(item.name for item in visible(path))[:10]) or "nothing"
        raise ValueError(f"{path}: expected folders named train and test (or public, private), found {names}")
    problems: list[str] = []
    rows: list[Row] = []
    for file, label, split in progress(list(_files(path, splits, problems)), f"Reading {path}"):
        name = str(file.relative_to(path))
        try:
            rows.append((_face(file), label, split_of(file.name, split), name))
        except (ValueError, OSError, SyntaxError, Image.DecompressionBombError) as error:
            problems.append(f"{name}: {_reason(error)}")
    if not rows:
        raise ValueError(
            f"{path}: holds no face; expected files as train/happy/Training_1.png{first_problem(problems)}"
        )
    return FaceSet.of(rows, problems)


def _files(root: Path, splits: list[Path], problems: list[str]) -> Iterator[tuple[Path, int, str | None]]:
    for split in splits:
        for folder in visible(split):
            name = str(folder.relative_to(root))
            if not folder.is_dir():
                problems.append(f"{name}: lies beside the label folders; expected it inside one of them")
                continue
            try:
                label = LABELS.index(canonical(folder.name))
            except ValueError as error:
                problems.append(f"{name}: {error}; its {len(visible(folder))} files are left out")
                continue
            for file in visible(folder):
                yield file, label, SPLIT_OF_FOLDER[split.name.lower()]


def visible(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name, but for hidden files and those that desktops leave."""
    skipped = ("thumbs.db", "desktop.ini")
    return sorted(item for item in folder.iterdir() if item.name[0] != "." and item.name.lower() not in skipped)


def split_of(name: str, folder: str | None) -> str:
    """Return the split of a file: its folder's, or where that is None, the one that its name tells.

    Raises:
        ValueError: the name tells another split than the folder, or none where it must.
    """
    named = next((split for split, start in OFFICIAL_NAMES.items() if name.lower().startswith(start.lower())), None)
    if folder is None:
        if named not in ("public", "private"):
            raise ValueError(
                "lies in test, so its name must begin with PublicTest or PrivateTest; "
                "without such names call the folder public (chooses the network) or private (judges it)"
            )
        return named
    if named not in (None, folder):
        raise ValueError(f"its name says {OFFICIAL_NAMES[named]}, its folder {OFFICIAL_NAMES[folder]}")
    return folder


def _face(file: Path) -> npt.NDArray[np.uint8]:
    with Image.open(file, formats=FORMATS) as image:
        if image.size != (FACE_SIZE, FACE_SIZE):  # before decoding: a small file may hold a huge picture
            raise ValueError(f"expected {FACE_SIZE}x{FACE_SIZE} pixels, found {image.width}x{image.height}")
        if image.mode not in MODES:
            raise ValueError(f"expected 8 bits a value, found a picture of kind {image.mode}")
        return np.asarray(image.convert("RGB").convert("L") if image.mode == "P" else image.convert("L"), np.uint8)


def _reason(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        return f"expected a picture, {' or '.join(FORMATS)}"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror})"
    return f"cannot be read ({error})" if isinstance(error, (OSError, SyntaxError)) else str(error)
