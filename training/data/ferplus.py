"""Votes of FER+: ten people chose an expression for each face of FER2013 anew.

Source: Barsoum et al., Training Deep Networks for Facial Expression Recognition with Crowd-Sourced Label Distribution,
ICMI 2016; github.com/microsoft/FERPlus.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS, canonical
from training.data.faceset import OFFICIAL_NAMES, VOTED, VOTERS, FaceSet
from training.data.read_csv import SPLIT_OF_USAGE, UNREADABLE, open_csv, records

VOTES_FILE: Final = "fer2013new.csv"
WHERE_FROM: Final = f"The FER+ votes are {VOTES_FILE} of github.com/microsoft/FERPlus; put it beside fer2013.csv"
SAME_ROWS: Final = f"name the votes of this CSV, whole and unsorted as it is, or move a {VOTES_FILE} of another away"

_EXPRESSIONS: Final = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear")
COLUMNS: Final = (  # of the file, in the order of VOTED
    *sorted(_EXPRESSIONS, key=lambda name: LABELS.index(canonical(name))),
    "contempt",
    "unknown",
    "NF",
)
_ROW: Final = re.compile(r"row (\d+)")
_FIRST_ROW: Final = 2  # of a CSV below its header


@dataclass(frozen=True)
class VoteTable:
    """The file as it is: one row for each row of `fer2013.csv`.

    Attributes:
        path: of the file, for messages.
        splits: str [rows], each one of FER2013's splits.
        votes: int64 [rows, 10], in the order of `training.data.faceset.VOTED`.
    """

    path: Path
    splits: npt.NDArray[np.str_]
    votes: npt.NDArray[np.int64]


def read_votes(path: Path) -> VoteTable:
    """Read `fer2013new.csv`, plain or gzipped.

    Raises:
        ValueError: nothing is there, a column is missing, or a row has no known Usage or no ten votes at most.
    """
    if not path.is_file():
        raise ValueError(f"{path}: no such file. {WHERE_FROM}")
    splits, votes = [], []
    try:
        with open_csv(path) as file:
            for number, row in enumerate(records(path, file, ("Usage", *COLUMNS)), start=_FIRST_ROW):
                try:
                    split, counts = _parse(row)
                except ValueError as error:
                    raise ValueError(f"{path}, row {number}: {error}; get the file anew. {WHERE_FROM}") from None
                splits.append(split)
                votes.append(counts)
    except UNREADABLE as error:
        raise ValueError(f"{path}: no readable CSV ({error}). {WHERE_FROM}") from error
    return VoteTable(path, np.array(splits, np.str_), np.array(votes, np.int64).reshape(-1, len(VOTED)))


def join(faces: FaceSet, table: VoteTable) -> FaceSet:
    """Return the faces with their votes, found by the row of the CSV that each face's name tells.

    Args:
        faces: all that `read_csv` gave, `problems` included: the rows that it left out count too.
        table: the votes.

    Raises:
        ValueError: the faces come from image folders, whose files no row numbers tell apart; or the two files have not
            the same rows.
    """
    named = [_ROW.fullmatch(name) for name in faces.names.tolist()]
    if not all(named):
        raise ValueError(
            f"{table.path}: votes are joined by the row of a CSV, which image folders lack; "
            "read the challenge's fer2013.csv instead"
        )
    expected = len(faces) + len(faces.problems)
    if len(table.votes) != expected:
        raise ValueError(
            f"{table.path}: expected votes for the {expected:,} rows of the faces' CSV, found {len(table.votes):,}; "
            f"{SAME_ROWS}"
        )
    rows = np.array([int(match[1]) for match in named if match], np.int64) - _FIRST_ROW
    differs = np.flatnonzero(table.splits[rows] != faces.splits)
    if len(differs):
        first = differs[0]
        given, wanted = (OFFICIAL_NAMES[str(names[first])] for names in (table.splits[rows], faces.splits))
        raise ValueError(
            f"{table.path}, {faces.names[first]}: expected Usage {wanted} as in the faces' CSV, found {given} "
            f"({len(differs):,} rows differ); {SAME_ROWS}"
        )
    return dataclasses.replace(faces, votes=table.votes[rows])


def majority(votes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the label that more than half of the ten voters chose, for votes [n, 10].

    Returns:
        int64 [n], index into `LABELS`; -1 where none of the seven has so many.
    """
    seven = votes[:, : len(LABELS)]
    return np.asarray(np.where(seven.max(axis=1) * 2 > VOTERS, seven.argmax(axis=1), -1), np.int64)


def voted_no_face(votes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return bool [n] for votes [n, 10]: more than half of the ten voters saw no face."""
    return np.asarray(votes[:, VOTED.index("not a face")] * 2 > VOTERS, np.bool_)


def labelled_by_voters(votes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return bool [n] for votes [n, 10]: at least half of the ten votes are for one of our seven labels."""
    return np.asarray(votes[:, : len(LABELS)].sum(axis=1) * 2 >= VOTERS, np.bool_)


def shares(votes: npt.NDArray[np.int64], labels: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Return what the voters say about our seven labels, for votes [n, 10] and original labels [n].

    Votes for contempt, unknown and not a face say nothing about the seven, so the seven's votes are divided by their
    sum. Where the seven together have less than half of the ten votes, too few are left to go by: such a face keeps its
    original label.

    Returns:
        float32 [n, 7], each row summing to 1.
    """
    seven = votes[:, : len(LABELS)]
    total = seven.sum(axis=1, keepdims=True)
    original = np.eye(len(LABELS), dtype=np.float32)[labels]
    labelled = labelled_by_voters(votes)[:, None]
    return np.asarray(np.where(labelled, seven / np.maximum(total, 1), original), np.float32)


def _parse(row: Mapping[str, str | None]) -> tuple[str, list[int]]:
    usage = (row["Usage"] or "").strip()
    if usage not in SPLIT_OF_USAGE:
        raise ValueError(f"Usage {usage!r}: expected {', '.join(SPLIT_OF_USAGE)}")
    texts = {name: (row[name] or "").strip() for name in COLUMNS}
    for name, text in texts.items():
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"{name} {text!r}: expected a whole number of votes")
    counts = [int(text) for text in texts.values()]
    if sum(counts) > VOTERS:
        raise ValueError(f"expected {VOTERS} votes at most, found {sum(counts)}")
    return SPLIT_OF_USAGE[usage], counts
