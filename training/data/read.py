"""Reads FER2013 in whichever form people have it, with FER+ where it is at hand."""

from pathlib import Path
from typing import Final

from training.data.archive import SUFFIX, read_archive
from training.data.faceset import FaceSet
from training.data.ferplus import VOTES_FILE, join, read_votes
from training.data.read_csv import read_csv
from training.data.read_folders import read_folders
from training.progress import Progress, quiet

WHERE_FROM: Final = (
    "FER2013 comes from Kaggle: fer2013.csv or fer2013.tar.gz of the challenge "
    "challenges-in-representation-learning-facial-expression-recognition-challenge, "
    "or the image folders of the data set msambare/fer2013"
)


def read(path: Path, progress: Progress = quiet, votes: Path | None = None) -> FaceSet:
    """Read the CSV (plain, .zip, .gz or .tar.gz), an archive (.npz) or a folder of image folders.

    Args:
        path: of the file or folder.
        progress: shown while reading.
        votes: FER+'s `fer2013new.csv`. Unless named, the one beside the CSV is taken if there is one.

    Raises:
        ValueError: nothing is there, or it is no such data, or the votes do not belong to these faces; the message says
            what was expected.
    """
    if path.is_dir():
        if votes is not None:
            raise ValueError(
                f"{votes}: votes are joined by the row of a CSV, which the image folders of {path} lack; "
                "read the challenge's fer2013.csv instead"
            )
        try:
            return read_folders(path, progress)
        except ValueError as error:
            raise ValueError(f"{error}{_advice(path)}") from error
    if not path.exists():
        raise ValueError(f"{path}: nothing is there. {WHERE_FROM}")
    if path.suffix == SUFFIX:
        if votes is not None:
            raise ValueError(f"{votes}: {path} brings its own votes; leave --votes-file out")
        return read_archive(path)
    beside = path.with_name(VOTES_FILE)
    if votes is None and beside.exists():
        votes = beside
    table = None if votes is None else read_votes(votes)  # before the long reading of the faces
    faces = read_csv(path, progress)
    return faces if table is None else join(faces, table)


def _advice(path: Path) -> str:
    from training.data.read_other import advice  # brings the detectors, which FER2013 needs none of

    return advice(path)
