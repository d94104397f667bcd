"""Reads other collections of faces than FER2013, whose pictures are searched and cut as the app does."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion.detection.presets import DEFAULT_CHOICE, DetectorChoice
from training.data.crop_faces import Collection, read_pictures
from training.data.faceset import FaceSet
from training.data.read_ckplus import LOOKS_LIKE as CKPLUS
from training.data.read_ckplus import ckplus_pictures, is_ckplus
from training.data.read_jaffe import LOOKS_LIKE as JAFFE
from training.data.read_jaffe import is_jaffe, jaffe_pictures
from training.data.read_labelled import LOOKS_LIKE as FOLDER
from training.data.read_labelled import is_labelled, label_folders, labelled_pictures
from training.progress import Progress, quiet

# By the kind of collection: whether a folder looks like it, and which pictures it holds then.
COLLECTIONS: Final[Mapping[str, tuple[Callable[[Path], bool], Callable[[Path], Collection]]]] = MappingProxyType(
    {
        "ckplus": (is_ckplus, ckplus_pictures),
        "jaffe": (is_jaffe, jaffe_pictures),
        "folder": (is_labelled, labelled_pictures),
    }
)
NAMES: Final = {"ckplus": "CK+", "jaffe": "JAFFE"}  # of those that networks are only measured on
LOOKS_LIKE: Final = "\n  ".join(("", CKPLUS, JAFFE, FOLDER))


def read_other(
    path: Path, kind: str = "auto", progress: Progress = quiet, choice: DetectorChoice = DEFAULT_CHOICE
) -> FaceSet:
    """Read another collection of faces, to measure a network on, or one's own to train on.

    Args:
        path: folder of the collection.
        kind: ckplus, jaffe, folder (one's own, named after the labels) or auto (by how the folder looks).
        progress: shown while reading.
        choice: the detector, of pictures that are no ready crops.

    Raises:
        ValueError: no such kind or detector, no such folder, or nothing in it that can be used; the message says what
            was expected.
    """
    if kind == "auto":
        kind = recognised(path)
    if kind not in COLLECTIONS:
        raise ValueError(f"unknown kind of collection {kind!r}: expected auto, {', '.join(COLLECTIONS)}")
    _folder(path)
    _, pictures = COLLECTIONS[kind]
    return read_pictures(path, pictures(path), progress, choice)


def read_others(folders: Sequence[Path], progress: Progress = quiet) -> dict[str, FaceSet]:
    """Read several collections, each called ckplus or jaffe if it is that, else as its folder is.

    Raises:
        ValueError: as `read_other`, or two of them have one name.
    """
    collections: dict[str, FaceSet] = {}
    for folder in folders:
        kind = recognised(folder)
        name = kind if kind != "folder" else folder.resolve().name
        if name in collections:
            raise ValueError(f"{folder}: {name} was named before; name each collection once")
        collections[name] = read_other(folder, kind, progress)
    return collections


def recognised(path: Path) -> str:
    """Return the kind of collection that a folder looks like: ckplus, jaffe or folder.

    Raises:
        ValueError: it is no folder, or looks like none of them.
    """
    _folder(path)
    for kind, (fits, _) in COLLECTIONS.items():
        if fits(path):
            return kind
    raise ValueError(f"{path}: looks like no collection that is known here; expected one of:{LOOKS_LIKE}")


def advice(path: Path, own: bool = False) -> str:
    """Return how to read a folder that was refused as FER2013's, or as one's own, as the end of a sentence.

    Empty where it looks like no collection that is known here.
    """
    try:
        kind = recognised(path)
    except ValueError:
        return ""
    measured = f"python -m training evaluate --model NAME --also {path}"
    if kind in NAMES:
        return f". It looks like {NAMES[kind]}, which networks are measured on: {measured}"
    if own:
        return ""
    if label_folders(path):
        return f". To measure a network on it: {measured}. To train on it, sort it into train, public and private"
    return ". With --own, pictures of any size are read, and faces found in them"


def _folder(path: Path) -> None:
    if not path.exists():
        raise ValueError(f"{path}: nothing is there; expected a folder that looks like one of:{LOOKS_LIKE}")
    if not path.is_dir():
        raise ValueError(f"{path}: is a file; expected a folder that looks like one of:{LOOKS_LIKE}")
