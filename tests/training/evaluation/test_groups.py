"""Own faces by groups: shares found, intervals that stay wide, groups by name."""

import dataclasses

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.data.groups import Grouping
from training.evaluation.groups import by_groups, wilson


def test_a_group_counts_its_faces_and_the_pictures_without_one(faces_of: Faces) -> None:
    faces = faces_of(0, 3, 0).split("public")
    faces = dataclasses.replace(faces, labels=np.array([0, 1, 2]), names=np.array(["a", "b", "c"]))
    grouping = Grouping("lighting", {"a": "lamp", "b": "daylight", "c": "lamp", "d": "lamp", "e": "night"})

    (found,) = by_groups(faces, np.array([0, 0, 2]), [grouping])

    groups = {one["title"]: one for one in found["groups"]}
    assert list(groups) == ["daylight", "lamp", "night"]
    assert (groups["lamp"]["count"], groups["lamp"]["pictures"]) == (2, 3)
    assert groups["lamp"]["found"] == pytest.approx(2 / 3)
    assert (groups["lamp"]["accuracy"], groups["daylight"]["accuracy"]) == (1, 0)
    assert groups["lamp"]["accuracy_interval"] == pytest.approx([0.3424, 1], abs=1e-4)
    night = groups["night"]
    assert (night["count"], night["accuracy_interval"], night["balanced_accuracy_interval"]) == (0, [0, 1], [0, 1])


@pytest.mark.parametrize(("hits", "count", "ends"), [(5, 10, (0.2366, 0.7634)), (0, 10, (0, 0.2775)), (0, 0, (0, 1))])
def test_the_interval_is_wilsons(hits: int, count: int, ends: tuple[float, float]) -> None:
    assert wilson(hits, count) == pytest.approx(ends, abs=1e-4)
