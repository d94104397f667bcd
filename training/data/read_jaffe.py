"""Reads JAFFE, 213 faces of ten Japanese women, for evaluation alone: our networks never train on it.

Source: Lyons, Akamatsu, Kamachi and Gyoba, Coding Facial Expressions with Gabor Wavelets, IEEE International Conference
on Automatic Face and Gesture Recognition 1998.
"""

import re
from pathlib import Path
from typing import Final

from emotion.labels import LABELS, canonical
from training.data.crop_faces import Collection, Picture
from training.data.faceset import OTHER
from training.data.read_folders import visible

LOOKS_LIKE: Final = "jaffe: files as KA.AN1.39.tiff in one folder"
_NAME: Final = re.compile(r"[A-Z]{2}\.(AN|DI|FE|HA|NE|SA|SU)\d\.\d+\.\w+", re.IGNORECASE)


def jaffe_pictures(path: Path) -> Collection:
    """Return every picture whose name tells its expression: AN, DI, FE, HA, NE, SA or SU. Other files are counted.

    All are of the split `other`.

    Raises:
        ValueError: no file is named so.
    """
    pictures: list[Picture] = []
    others: list[str] = []
    for file in visible(path):
        match = _NAME.fullmatch(file.name)
        if match:
            pictures.append(Picture(file, LABELS.index(canonical(match[1])), OTHER))
        else:
            others.append(file.name)
    if not pictures:
        raise ValueError(f"{path}: no picture of JAFFE; expected {LOOKS_LIKE}")
    unused = f"{len(others):,} files or folders are not named as KA.AN1.39.tiff, the first: {''.join(others[:1])}"
    return Collection(pictures, [unused] if others else [])


def is_jaffe(path: Path) -> bool:
    """Return whether a folder holds files named as JAFFE's."""
    return any(_NAME.fullmatch(file.name) for file in visible(path))
