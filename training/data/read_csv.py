"""Reads the challenge's `fer2013.csv` (emotion,pixels,Usage): plain, zipped, or inside the challenge's tar.gz."""

import contextlib
import csv
import gzip
import io
import sys
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final, TextIO, cast

import numpy as np
import numpy.typing as npt

from emotion.classification.crops import FACE_SIZE
from emotion.labels import LABELS
from training.data.faceset import OFFICIAL_NAMES, FaceSet, Row, first_problem
from training.progress import Progress, quiet

COLUMNS: Final = ("emotion", "pixels", "Usage")
SPLIT_OF_USAGE: Final = {name: split for split, name in OFFICIAL_NAMES.items()}
UNREADABLE: Final = (
    *(UnicodeDecodeError, gzip.BadGzipFile, tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, csv.Error),
    *(NotImplementedError, RuntimeError),  # a ZIP that is packed in another way, or needs a password
)
OURS: Final = "fer2013.csv"  # the one that is taken of several in a ZIP


def read_csv(path: Path, progress: Progress = quiet) -> FaceSet:
    """Read every well-formed row; each malformed one becomes a sentence in `problems`.

    Raises:
        ValueError: the file has not the three columns, is not a text file, or holds no face at all.
    """
    rows: list[Row] = []
    problems: list[str] = []
    try:
        # NumPy stops at what is no number and only warns of it.
        with open_csv(path) as file, warnings.catch_warnings():
            warnings.simplefilter("error", DeprecationWarning)
            for number, row in enumerate(progress(records(path, file, COLUMNS), f"Reading {path}"), start=2):
                try:
                    rows.append((*_parse(row), f"row {number}"))
                except ValueError as error:
                    problems.append(f"{path.name}, row {number}: {error}")
    except UNREADABLE as error:
        raise ValueError(f"{path}: no readable CSV ({error})") from error
    if not rows:
        raise ValueError(f"{path}: holds no face; expected rows of {','.join(COLUMNS)}{first_problem(problems)}")
    return FaceSet.of(rows, problems)


@contextlib.contextmanager
def open_csv(path: Path) -> Iterator[TextIO]:
    """Open a CSV as text, through the wrapping that its name tells: none, .gz, .tar.gz or .tgz; a ZIP by its bytes.

    Raises:
        ValueError: the archive holds no CSV, or several.
    """
    name = path.name.lower()
    with contextlib.ExitStack() as stack:
        if name.endswith((".tar.gz", ".tgz")):
            archive = stack.enter_context(tarfile.open(path, "r:gz"))
            member = next((item for item in archive if item.isfile() and item.name.endswith(".csv")), None)
            content = archive.extractfile(member) if member else None
            if content is None:
                raise ValueError(f"{path}: no .csv in this archive; expected the challenge's fer2013.tar.gz")
            binary: IO[bytes] = stack.enter_context(content)
        elif name.endswith(".gz"):
            binary = cast(IO[bytes], stack.enter_context(gzip.open(path, "rb")))
        elif zipfile.is_zipfile(path):
            zipped = stack.enter_context(zipfile.ZipFile(path))
            binary = stack.enter_context(zipped.open(_csv_of(path, zipped.namelist())))
        else:
            binary = stack.enter_context(open(path, "rb"))
        yield stack.enter_context(io.TextIOWrapper(binary, encoding="utf-8-sig", newline=""))


def _csv_of(path: Path, names: Sequence[str]) -> str:
    found = [name for name in names if name.lower().endswith(".csv") and not name.startswith("__MACOSX/")]
    found = [name for name in found if name.rpartition("/")[2].lower() == OURS] or found
    if len(found) != 1:
        held = ", ".join((found or names)[:10]) or "nothing"
        raise ValueError(f"{path}: expected one .csv in this archive, found {held}; unpack it and name what you want")
    return found[0]


def records(path: Path, file: Iterable[str], columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Return the rows of an open CSV as column to text; `path` is for the messages alone.

    Raises:
        ValueError: a column is missing.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.DictReader(file)
    names = [name.strip() for name in reader.fieldnames or []]
    missing = [name for name in columns if name not in names]
    if missing:
        shown = ", ".join(name[:40] for name in names[:10]) or "nothing"
        raise ValueError(f"{path}: no column {', '.join(missing)}; expected {','.join(columns)}, found {shown}")
    reader.fieldnames = names
    yield from reader


def _parse(row: dict[str, str]) -> tuple[npt.NDArray[np.uint8], int, str]:
    emotion = (row["emotion"] or "").strip()
    if emotion not in (expected := [str(index) for index in range(len(LABELS))]):
        raise ValueError(f"emotion {emotion!r}: expected {expected[0]} to {expected[-1]}")
    usage = (row["Usage"] or "").strip()
    if usage not in SPLIT_OF_USAGE:
        raise ValueError(f"Usage {usage!r}: expected {', '.join(SPLIT_OF_USAGE)}")
    try:
        values = np.fromstring((row["pixels"] or "").strip(), np.int64, sep=" ")
    except (ValueError, DeprecationWarning):
        raise ValueError("pixels: expected whole numbers between spaces") from None
    if values.size != FACE_SIZE**2:
        raise ValueError(f"pixels: expected {FACE_SIZE**2} values, found {values.size}")
    if values.min() < 0 or values.max() > 255:
        raise ValueError("pixels: expected values of 0 to 255")
    return values.astype(np.uint8).reshape(FACE_SIZE, FACE_SIZE), int(emotion), SPLIT_OF_USAGE[usage]
