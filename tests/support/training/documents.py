"""Made-up answers and votes, and the figures that they give, for the tests of `evaluation.json`."""

import dataclasses
from typing import Any

import numpy as np

from training.data.faceset import VOTED, FaceSet
from training.evaluation.sets import part

BARE = {"count", "accuracy", "balanced_accuracy", "macro_f1", "per_class", "confusion"}
DATA = {"public": "1" * 64, "private": "2" * 64}  # sums of the faces of a split
PART = {*BARE, "intervals", "roc", "calibration", "coverage", "thresholds"}


def always(label: int, count: int) -> np.ndarray:
    return np.tile(np.where(np.arange(7) == label, 0.4, 0.1), (count, 1))


def with_votes(data: FaceSet, votes: list[int | None]) -> FaceSet:
    """Give each PublicTest face ten votes for one label, or four for its best."""
    counts = np.zeros((len(data), 10), np.int64)
    for row, label in zip(np.flatnonzero(data.splits == "public"), votes, strict=True):
        counts[row] = [4, 0, 0, 3, 3, 0, 0, 0, 0, 0] if label is None else 10 * np.eye(10, dtype=np.int64)[label]
    return dataclasses.replace(data, votes=counts)


def split(right: int, wrong: int) -> dict[str, Any]:
    """Return the figures of faces that are all angry, some taken for fear."""
    return part(np.zeros(right + wrong, np.int64), np.concatenate([always(0, right), always(2, wrong)]), 1.0)


def votes_of(**counts: int) -> list[int]:
    """Return a row of votes by the names of `VOTED`, with _ for a space."""
    return [counts.get(name.replace(" ", "_"), 0) for name in VOTED]
