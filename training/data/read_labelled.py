"""Reads a user's own faces from folders named after the expressions, cutting them out as the app does.

The networks of this project train on FER2013 and the votes of FER+ alone; what is read here is for measuring them on
other faces, and for those who train on faces of their own.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from emotion.labels import LABELS, canonical
from training.data.crop_faces import Collection, Picture
from training.data.faceset import OTHER
from training.data.read_folders import SPLIT_OF_FOLDER, split_of, visible

LOOKS_LIKE: Final = (
    "folder: <label>/<file>, such as happy/me.jpg, or <split>/<label>/<file> with train, public, private"
)
SPLITS_OF_FOLDERS: Final = {name: split or "private" for name, split in SPLIT_OF_FOLDER.items()}


def labelled_pictures(path: Path) -> Collection:
    """Return the pictures of any size that `emotion.images.decode` decodes, each with one face.

    `<label>/<file>` gives faces of the split `other`, to measure a network on. `<split>/<label>/<file>` gives a set to
    train on: folders train, public (or val: chooses the epoch) and private (or test: judges at the end). Labels may be
    synonyms, in any case. A folder of another name is left out with the number of its files, and so is what lies beside
    the folders that count. A file named as one of FER2013's official splits is left out of any other split.

    Raises:
        ValueError: no folder is named after a label or a split.
    """
    problems: list[str] = []
    splits = _split_folders(path)
    if splits:
        problems += [_unused(path, item, "the splits") for item in visible(path) if item not in splits]
        pictures = [picture for folder, split in splits.items() for picture in _pictures(path, folder, split, problems)]
    elif label_folders(path):
        pictures = list(_pictures(path, path, OTHER, problems))
    else:
        names = ", ".join(item.name for item in visible(path)[:10]) or "nothing"
        raise ValueError(f"{path}: no folder is named after an expression; expected {LOOKS_LIKE}; found {names}")
    return Collection(pictures, problems)


def is_labelled(path: Path) -> bool:
    """Return whether a folder has folders named after expressions, by itself or in folders named after splits."""
    return bool(label_folders(path)) or any(label_folders(folder) for folder in _split_folders(path))


def label_folders(path: Path) -> dict[Path, int]:
    """Return the folders named after one of our labels, each with its index into `LABELS`."""
    labels: dict[Path, int] = {}
    for folder in filter(Path.is_dir, visible(path)):
        with contextlib.suppress(ValueError):  # another name
            labels[folder] = LABELS.index(canonical(folder.name))
    return labels


def _split_folders(path: Path) -> dict[Path, str]:
    return {
        folder: SPLITS_OF_FOLDERS[folder.name.lower()]
        for folder in filter(Path.is_dir, visible(path))
        if folder.name.lower() in SPLITS_OF_FOLDERS
    }


def _pictures(root: Path, parent: Path, split: str, problems: list[str]) -> Iterator[Picture]:
    labels = label_folders(parent)
    for folder in visible(parent):
        if folder not in labels:
            problems.append(_unused(root, folder, "our labels"))
            continue
        for file in visible(folder):
            try:
                yield Picture(file, labels[folder], split if split == OTHER else split_of(file.name, split))
            except ValueError as error:
                problems.append(f"{file.relative_to(root).as_posix()}: {error}")


def _unused(root: Path, item: Path, beside: str) -> str:
    name = item.relative_to(root).as_posix()
    if not item.is_dir():
        return f"{name}: lies beside the folders of {beside} and is left out"
    count = sum(not part.is_dir() for part in item.rglob("*"))
    return f"{name}: is named after none of {beside}; its {count:,} files are left out"
