"""Faces in groups by their picture and by their voters; what falls into which group, by hand."""

import numpy as np
import pytest

from training.evaluation.slices import by_agreement, by_size, measured_properties, slices

CHECKERS = (np.indices((48, 48)).sum(axis=0) % 2 * 200).astype(np.uint8)
HALVES = np.repeat(np.array([0, 200], np.uint8), 24)[None].repeat(48, axis=0)


def test_properties_tell_dark_from_light_and_soft_from_sharp() -> None:
    found = measured_properties(np.stack([np.full((48, 48), 7, np.uint8), CHECKERS, HALVES]))

    assert found["light"].tolist() == [7, 100, 100]
    assert found["contrast"].tolist() == [0, 100, 100]
    assert found["sharpness"][0] == 0
    assert found["sharpness"][1] > 10 * found["sharpness"][2]


def test_thirds_are_equally_large_and_have_their_bounds() -> None:
    greys = [60, 10, 50, 20, 40, 30]
    faces = np.stack([np.full((48, 48), grey, np.uint8) for grey in greys])
    light = slices(faces, np.array([0, 0, 1, 0, 0, 0]), np.array([0, 0, 0, 1, 0, 0]))[0]

    groups = [(one["low"], one["high"], one["count"], one["accuracy"]) for one in light["groups"]]
    assert light["name"] == "light"
    assert groups == [(10, 20, 2, 0.5), (30, 40, 2, 1), (50, 60, 2, 0.5)]
    assert light["groups"][1]["accuracy_interval"] == [1, 1]


def test_two_faces_have_no_thirds() -> None:
    assert slices(np.zeros((2, 48, 48), np.uint8), np.zeros(2, np.int64), np.zeros(2, np.int64)) == []


@pytest.mark.parametrize(
    ("size", "title"),
    [
        (1, "Below 48 pixels"),
        (47, "Below 48 pixels"),
        (48, "48 to 95 pixels"),
        (95, "48 to 95 pixels"),
        (96, "96 to 191 pixels"),
        (192, "192 pixels and more"),
        (4000, "192 pixels and more"),
    ],
)
def test_a_face_is_in_the_group_of_its_shorter_side(size: int, title: str) -> None:
    found = by_size(np.array([size]), np.array([3]), np.array([3]))

    assert found is not None
    assert [(one["title"], one["count"], one["accuracy"]) for one in found["groups"]] == [(title, 1, 1)]
    assert found["left_out"] == 0


def test_faces_of_no_known_size_are_in_no_group() -> None:
    found = by_size(np.array([0, 60, 0]), np.array([0, 1, 2]), np.array([0, 0, 2]))

    assert found is not None
    assert [(one["count"], one["accuracy"]) for one in found["groups"]] == [(1, 0)]
    assert found["left_out"] == 2
    assert by_size(np.zeros(3, np.int64), np.zeros(3, np.int64), np.zeros(3, np.int64)) is None


@pytest.mark.parametrize(("most", "place"), [(10, 3), (9, 2), (8, 2), (7, 1), (6, 1), (5, 0), (3, 0)])
def test_a_face_is_in_the_group_of_its_largest_vote(most: int, place: int) -> None:
    votes = np.zeros((1, 10), np.int64)
    votes[0, 1], votes[0, 2:7] = most, [(10 - most + step) // 5 for step in range(5)]

    found = by_agreement(votes, np.array([1]))

    assert [one["count"] for one in found["groups"]] == [int(index == place) for index in range(4)]
    assert found["groups"][place]["accuracy"] == 1


def test_faces_without_one_most_chosen_label_are_left_out() -> None:
    tied = [5, 5, *[0] * 8]
    unknown = [2, 0, 0, 0, 0, 0, 0, 0, 8, 0]

    found = by_agreement(np.array([tied, unknown]), np.array([0, 0]))

    assert found["left_out"] == 2
    assert sum(one["count"] for one in found["groups"]) == 0
