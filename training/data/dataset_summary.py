"""Summary of a data set: counts, pictures that occur twice, blank ones, what FER+ says of them."""

import hashlib

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.data.faceset import OFFICIAL_NAMES, OTHER, SPLITS, FaceSet
from training.data.ferplus import majority, voted_no_face

SHOWN_PROBLEMS = 10


def picture_numbers(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Return int64 [n] for pictures [n, height, width]: equal where pictures are identical, pixel by pixel."""
    digests = np.array([hashlib.blake2b(picture.tobytes(), digest_size=16).hexdigest() for picture in pixels], np.str_)
    return np.unique(digests, return_inverse=True)[1].astype(np.int64)


def identical(data: FaceSet) -> dict[tuple[str, str], int]:
    """Count the faces of one split that are identical to a face of another, for each ordered pair of splits present.

    For a split with itself it counts the faces that repeat an earlier one.
    """
    numbers = picture_numbers(data.pixels)
    by_split = {split: numbers[data.splits == split] for split in data.present()}
    return {
        (one, other): len(by_split[one]) - len(np.unique(by_split[one]))
        if one == other
        else int(np.isin(by_split[one], by_split[other]).sum())
        for one in by_split
        for other in by_split
    }


def has_exact_duplicate(data: FaceSet) -> npt.NDArray[np.bool_]:
    """Return bool [n]: an identical picture lies in another split than the face's own."""
    numbers = picture_numbers(data.pixels)
    splits = (*SPLITS, OTHER)
    occurs = np.zeros((len(splits), len(data)), np.bool_)  # as many pictures as faces at most
    own = np.array([splits.index(split) for split in data.splits], np.int64)
    occurs[own, numbers] = True
    return np.asarray(occurs[:, numbers].sum(axis=0) > 1, np.bool_)


def blank(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Return bool [n] for pictures [n, height, width]: one grey but for noise, a standard deviation under 1 of 255."""
    return np.asarray(pixels.std(axis=(1, 2)) < 1, np.bool_)


def describe(data: FaceSet) -> str:
    """Return what a person wants to know of the data before training on it, as lines of text."""
    counts = data.counts()
    lines = ["".join(["label".ljust(10), *(_name(split).rjust(13) for split in counts)])]
    lines += ["".join([label.ljust(10), *(f"{counts[split][label]:13,}" for split in counts)]) for label in LABELS]
    lines += ["".join(["all".ljust(10), *(f"{sum(counts[split].values()):13,}" for split in counts)]), ""]
    pairs = identical(data)
    for split in counts:
        others = [f", {pairs[split, other]:,} also in {_name(other)}" for other in counts if other != split]
        empty = int(blank(data.pixels[data.splits == split]).sum())
        repeated = f"{_name(split)}: {pairs[split, split]:,} repeat a face of the same split"
        lines.append(f"{repeated}{''.join(others)}; {empty:,} blank")
    return "\n".join([*lines, *_votes(data), *_problems(data.problems)])


def _name(split: str) -> str:
    return OFFICIAL_NAMES.get(split, "Other")


def _votes(data: FaceSet) -> list[str]:
    """Return what the voters say of each split; it counts labels and votes, and looks at no picture."""
    if data.votes is None:
        return []
    lines = ["", "FER+, more than half of ten voters:"]
    for split in data.present():
        here = data.splits == split
        voted, labels = majority(data.votes[here]), data.labels[here]
        clear, agree = int((voted >= 0).sum()), int((voted == labels).sum())
        no_face = int(voted_no_face(data.votes[here]).sum())
        share = f" ({100 * agree / clear:.1f} %)" if clear else ""
        lines.append(
            f"{_name(split)}: {clear:,} agree on a label, {agree:,} of those{share} on the original one; "
            f"{no_face:,} are voted not a face"
        )
    return lines


def _problems(problems: tuple[str, ...]) -> list[str]:
    if not problems:
        return ["", "Every row or file could be used."]
    more = len(problems) - SHOWN_PROBLEMS
    shown = [*problems[:SHOWN_PROBLEMS], *([f"... and {more:,} more"] if more > 0 else [])]
    return ["", f"{len(problems):,} rows or files are left out:", *shown]
