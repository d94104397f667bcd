"""Reads FER2013 in whichever form people have it."""

from pathlib import Path
from typing import Final

from training.faceset import FaceSet
from training.progress import Progress, quiet
from training.read_csv import read_csv
from training.read_folders import read_folders

WHERE_FROM: Final = (
    "FER2013 comes from Kaggle: fer2013.csv or fer2013.tar.gz of the challenge "
    "challenges-in-representation-learning-facial-expression-recognition-challenge, "
    "or the image folders of the data set msambare/fer2013"
)


def read(path: Path, progress: Progress = quiet) -> FaceSet:
    """Read the CSV (plain, .gz or .tar.gz) or a folder of image folders.

    Raises:
        ValueError: nothing is there, or it is no such data; the message says what was expected.
    """
    if path.is_dir():
        return read_folders(path, progress)
    if not path.exists():
        raise ValueError(f"{path}: nothing is there. {WHERE_FROM}")
    return read_csv(path, progress)
