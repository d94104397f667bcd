"""What is in a set of faces: counts, pictures that occur twice, blank ones."""

import hashlib

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.faceset import OFFICIAL_NAMES, SPLITS, FaceSet

SHOWN_PROBLEMS = 10


def picture_numbers(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Return int64 [n] for pictures [n, height, width]: equal where pictures are identical, pixel by pixel."""
    digests = np.array([hashlib.blake2b(picture.tobytes(), digest_size=16).hexdigest() for picture in pixels], np.str_)
    return np.unique(digests, return_inverse=True)[1].astype(np.int64)


def identical(data: FaceSet) -> dict[tuple[str, str], int]:
    """Count the faces of one split that are identical to a face of another, for each ordered pair of splits.

    For a split with itself it counts the faces that repeat an earlier one.
    """
    numbers = picture_numbers(data.pixels)
    by_split = {split: numbers[data.splits == split] for split in SPLITS}
    return {
        (one, other): len(by_split[one]) - len(np.unique(by_split[one]))
        if one == other
        else int(np.isin(by_split[one], by_split[other]).sum())
        for one in SPLITS
        for other in SPLITS
    }


def has_twin(data: FaceSet) -> npt.NDArray[np.bool_]:
    """Return bool [n]: an identical picture lies in another split than the face's own."""
    numbers = picture_numbers(data.pixels)
    occurs = np.zeros((len(SPLITS), len(data)), np.bool_)  # as many pictures as faces at most
    own = np.array([SPLITS.index(split) for split in data.splits], np.int64)
    occurs[own, numbers] = True
    return np.asarray(occurs[:, numbers].sum(axis=0) > 1, np.bool_)


def blank(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Return bool [n] for pictures [n, height, width]: one grey but for noise, a standard deviation under 1 of 255."""
    return np.asarray(pixels.std(axis=(1, 2)) < 1, np.bool_)


def describe(data: FaceSet) -> str:
    """Return what a person wants to know of the data before training on it, as lines of text."""
    counts = data.counts()
    lines = ["".join(["label".ljust(10), *(OFFICIAL_NAMES[split].rjust(13) for split in SPLITS)])]
    lines += ["".join([label.ljust(10), *(f"{counts[split][label]:13,}" for split in SPLITS)]) for label in LABELS]
    lines += ["".join(["all".ljust(10), *(f"{sum(counts[split].values()):13,}" for split in SPLITS)]), ""]
    pairs = identical(data)
    for split in SPLITS:
        name = OFFICIAL_NAMES[split]
        others = [f"{pairs[split, other]:,} also in {OFFICIAL_NAMES[other]}" for other in SPLITS if other != split]
        empty = int(blank(data.pixels[data.splits == split]).sum())
        lines.append(
            f"{name}: {pairs[split, split]:,} repeat a face of the same split, {', '.join(others)}; {empty:,} blank"
        )
    return "\n".join([*lines, *_problems(data.problems)])


def _problems(problems: tuple[str, ...]) -> list[str]:
    if not problems:
        return ["", "Every row or file could be used."]
    lines = ["", f"{len(problems):,} rows or files are left out:", *problems[:SHOWN_PROBLEMS]]
    if len(problems) > SHOWN_PROBLEMS:
        lines.append(f"... and {len(problems) - SHOWN_PROBLEMS:,} more")
    return lines
