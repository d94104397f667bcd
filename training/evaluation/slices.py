"""Figures of faces in groups: by light, contrast and sharpness, by size, and by how far people agree on them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.data.faceset import VOTERS
from training.data.ferplus import labelled_by_voters
from training.evaluation.bootstrap import intervals
from training.evaluation.metrics import Counts, confusion, of_confusion

THIRDS: Final = 3
# Of a property: title, unit, and the titles of its groups from low to high.
PROPERTIES: Final = {
    "light": ("Light", "mean grey, 0 to 255", ("Darkest third", "Middle third", "Brightest third")),
    "contrast": ("Contrast", "standard deviation of grey", ("Flattest third", "Middle third", "Strongest third")),
    "sharpness": ("Sharpness", "variance of the Laplacian", ("Softest third", "Middle third", "Sharpest third")),
}
AGREEMENT: Final = ((0, 5, "5 or fewer of 10"), (6, 7, "6 or 7 of 10"), (8, 9, "8 or 9 of 10"), (10, 10, "All 10"))
# Sides of faces, pixels, that end a group: what a network sees, twice and four times that. Before a webcam of 640x480
# pixels a face is about 120 wide at arm's length and 40 across a room; of 1280x720, twice as wide.
SIZES: Final = (48, 96, 192)

Answers = npt.NDArray[np.int64]


def measured_properties(faces: npt.NDArray[np.uint8]) -> dict[str, npt.NDArray[np.float64]]:
    """Return each of `PROPERTIES`, [n], of grey faces uint8 [n, 48, 48].

    Sharpness is the variance of the Laplacian (Pech-Pacheco et al. 2000, doi 10.1109/ICPR.2000.903548), which grows
    with contrast and noise too.
    """
    values = faces.reshape(len(faces), -1).astype(np.float64)
    laplacians = [cv2.Laplacian(face, cv2.CV_64F).var() for face in faces]
    return {
        "light": values.mean(axis=1),
        "contrast": values.std(axis=1),
        "sharpness": np.array(laplacians, np.float64),
    }


def slices(faces: npt.NDArray[np.uint8], labels: Answers, answers: Answers) -> list[dict[str, Any]]:
    """Return the figures of three equally large groups by each of `PROPERTIES`; none for less than three faces.

    Faces are ordered by the property, those of one value as they stand, and cut where a third and two thirds end.

    Args:
        faces: uint8 [n, 48, 48].
        labels, answers: int [n], indices into `LABELS`.
    """
    if len(faces) < THIRDS:
        return []
    result = []
    for name, values in measured_properties(faces).items():
        title, unit, titles = PROPERTIES[name]
        thirds = np.array_split(np.argsort(values, kind="stable"), THIRDS)
        groups = [
            {
                "title": of_third,
                "low": round(float(values[third].min()), 2),
                "high": round(float(values[third].max()), 2),
                **group_figures(labels[third], answers[third]),
            }
            for of_third, third in zip(titles, thirds, strict=True)
        ]
        result.append({"name": name, "title": title, "unit": unit, "groups": groups})
    return result


def by_size(sizes: npt.NDArray[np.int64], labels: Answers, answers: Answers) -> dict[str, Any] | None:
    """Return the figures of faces by the shorter side of the box in which they were found; None where none is known.

    Groups without a face are not told of.

    Args:
        sizes: int [n], pixels; a face of 0 was cut out already and is left out.
        labels, answers: int [n], indices into `LABELS`.
    """
    if not sizes.any():
        return None
    place = np.digitize(sizes, SIZES)
    between = [f"{low} to {high - 1} pixels" for low, high in pairwise(SIZES)]
    groups = []
    for index, title in enumerate((f"Below {SIZES[0]} pixels", *between, f"{SIZES[-1]} pixels and more")):
        group = (place == index) & (sizes > 0)
        if group.any():
            groups.append({"title": title, **group_figures(labels[group], answers[group])})
    return {
        "name": "size",
        "title": "Size",
        "unit": "shorter side of the face",
        "groups": groups,
        "left_out": int((sizes == 0).sum()),
    }


def by_agreement(votes: npt.NDArray[np.int64], answers: Answers) -> dict[str, Any]:
    """Return the figures of faces by how many of FER+'s ten voters chose the label that most of them chose.

    That label is the truth. Faces with two such labels, and those to which less than half gave one of the seven, have
    none and are left out.

    Args:
        votes: int [n, 10].
        answers: int [n], indices into `LABELS`.
    """
    seven = votes[:, : len(LABELS)]
    most = seven.max(axis=1)
    known = labelled_by_voters(votes) & ((seven == most[:, None]).sum(axis=1) == 1)
    return {
        "name": "agreement",
        "title": "Agreement of the annotators",
        "unit": f"of {VOTERS} voters",
        "groups": list(_agreeing(seven.argmax(axis=1), most, known, answers)),
        "left_out": int((~known).sum()),
    }


def _agreeing(
    chosen: Answers, most: Answers, known: npt.NDArray[np.bool_], answers: Answers
) -> Iterator[dict[str, Any]]:
    for low, high, title in AGREEMENT:
        group = known & (most >= low) & (most <= high)
        yield {"title": title, **group_figures(chosen[group], answers[group])}


def group_figures(labels: Answers, answers: Answers) -> dict[str, Any]:
    """Return count, accuracy and mean recall of a group, with bootstrap intervals, as `slicing.Group` has them."""
    counts: Counts = confusion(labels, answers)
    figures, between = of_confusion(counts), intervals(counts)
    names = ("accuracy", "balanced_accuracy")
    values: dict[str, Any] = {name: figures[name] for name in names}
    return {"count": figures["count"], **values, **{f"{name}_interval": between[name] for name in names}}
