"""Which part of a face an answer depends on: each patch of the crop is covered in turn and the model asked again."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.classification.base import ExpressionClassifier

PATCHES: Final = 7  # over each side of a crop: of 48 pixels one is about as large as an eye


def occlusion_maps(
    crops: npt.NDArray[np.uint8], classifier: ExpressionClassifier, answers: Sequence[int]
) -> npt.NDArray[np.float32]:
    """Return by how much the probability of each face's answer falls when one patch of its crop is covered.

    A patch is covered by the mean grey of its crop, as large as a seventh of each side. This tells where covering
    changes the answer most; neither what moved the person nor why the model came to be so. Source: Zeiler & Fergus 2014
    (arXiv 1311.2901), section 4.2. It takes 50 classifications for each face.

    Args:
        crops: as the classifier wants to see faces, uint8 [n, height, width] or [n, height, width, 3]; n may be 0.
        classifier: that gave the answers, with the same prior and calibration.
        answers: of each face, the index of its answer in `LABELS`.

    Returns:
        float32 [n, 7, 7], rows from the top and columns from the left: the probability (0 to 1) as it is less that with
        the patch covered. So -1 to 1; below 0 where covering it makes the answer likelier.

    Raises:
        ValueError: there is not one answer for each crop.
    """
    if len(answers) != len(crops):
        raise ValueError(f"expected an answer for each of {len(crops)} crops, found {len(answers)}")
    falls = np.empty((len(crops), PATCHES, PATCHES), np.float32)
    for index, (crop, answer) in enumerate(zip(crops, answers, strict=True)):
        probabilities = classifier.classify(np.stack([crop, *_covered(crop)])).probabilities[:, answer]
        falls[index] = (probabilities[0] - probabilities[1:]).reshape(PATCHES, PATCHES)
    return falls


def edges(length: int) -> list[int]:
    """Return where the patches over a side of so many pixels begin and end: 8 numbers from 0 to the length."""
    return [round(length * patch / PATCHES) for patch in range(PATCHES + 1)]


def _covered(crop: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield the crop with each of its patches covered, row by row."""
    grey, (down, across) = round(float(crop.mean())), map(edges, crop.shape[:2])
    for row in range(PATCHES):
        for column in range(PATCHES):
            covered = crop.copy()
            covered[down[row] : down[row + 1], across[column] : across[column + 1]] = grey
            yield covered
