"""Figures of a user's own faces by groups that the user names, and whether a face was found in their pictures."""

from collections.abc import Sequence
from math import sqrt
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from training.data.faceset import FaceSet
from training.data.groups import Grouping
from training.evaluation.slices import group_figures

SIGMAS: Final = 1.959964  # of 95 % of a normal distribution


def by_groups(faces: FaceSet, answers: npt.NDArray[np.int64], groupings: Sequence[Grouping]) -> list[dict[str, Any]]:
    """Return the figures of faces by each grouping, as `emotion.models.slicing.Slicing` has them, groups by name.

    Accuracy and the share found have Wilson's interval, which stays wide for a handful of faces of which all are right;
    the bootstrap of the mean recall does not.

    Args:
        faces: of one split, whose names stand in the groupings.
        answers: int [n], indices into `LABELS`.
        groupings: of `training.data.groups.read_groups`.
    """
    result = []
    for grouping in groupings:
        of_face = np.array([grouping.groups[name] for name in faces.names.tolist()], np.str_)
        pictures = list(grouping.groups.values())
        groups = []
        for name in sorted(set(pictures)):
            chosen, total = of_face == name, pictures.count(name)
            figures = group_figures(faces.labels[chosen], answers[chosen])
            right = int((faces.labels[chosen] == answers[chosen]).sum())
            found = {"pictures": total, "found": figures["count"] / total}
            intervals = {
                "accuracy_interval": wilson(right, figures["count"]),
                "found_interval": wilson(figures["count"], total),
            }
            if not figures["count"]:
                intervals["balanced_accuracy_interval"] = [0.0, 1.0]
            groups.append({"title": name, **figures, **found, **intervals})
        result.append({"name": grouping.column, "title": f"By {grouping.column}", "groups": groups})
    return result


def wilson(hits: int, count: int) -> list[float]:
    """Return Wilson's 95 % interval of a share (Wilson 1927, doi 10.1080/01621459.1927.10502953); 0 to 1 for none."""
    if not count:
        return [0.0, 1.0]
    share, squared = hits / count, SIGMAS**2
    middle = share + squared / (2 * count)
    half = SIGMAS * sqrt(share * (1 - share) / count + squared / (4 * count**2))
    ends = ((middle - half) / (1 + squared / count), (middle + half) / (1 + squared / count))
    return [max(0.0, ends[0]), min(1.0, ends[1])]
