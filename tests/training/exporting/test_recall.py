"""Offsets of logits: the least that find enough faces of a rare label, and what cannot be asked for."""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import pytest

from emotion.labels import LABELS
from training.exporting.recall import least_offsets, raise_logits

ANGRY, DISGUST, FEAR, HAPPY = range(4)


def faces(*rows: tuple[int, list[float]]) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
    """Return labels and probabilities of faces given by label and the logits of the first labels."""
    logits = np.full((len(rows), 7), -20.0)
    for row, (_, values) in zip(logits, rows, strict=True):
        row[: len(values)] = values
    values = np.exp(logits)
    return np.array([label for label, _ in rows]), values / values.sum(1, keepdims=True)


def found(labels: npt.NDArray[np.int64], probabilities: npt.NDArray[Any], offsets: dict[str, float]) -> set[int]:
    raised = np.log(probabilities) + [offsets.get(label, 0.0) for label in LABELS]
    return set(np.flatnonzero(raised.argmax(1) == labels).tolist())


def test_no_more_is_added_than_the_recall_needs() -> None:
    labels, probabilities = faces(
        (DISGUST, [0.0, 1.0]), (DISGUST, [0.5, 0.0]), (DISGUST, [0.7, 0.0]), (DISGUST, [3.0, 0.0]), (ANGRY, [0.6, 0.0])
    )

    offsets = least_offsets(labels, probabilities, {"disgust": 0.5})

    assert 0.5 < offsets["disgust"] < 0.7
    assert {0, 1} <= found(labels, probabilities, offsets)
    assert 2 not in found(labels, probabilities, offsets)


def test_nothing_is_added_where_enough_are_found() -> None:
    labels, probabilities = faces((DISGUST, [0.0, 1.0]), (DISGUST, [1.0, 0.0]))

    assert least_offsets(labels, probabilities, {"disgust": 0.5}) == {"disgust": 0.0}
    assert least_offsets(labels, probabilities, {}) == {}


def test_a_label_that_loses_faces_to_another_is_raised_again() -> None:
    # Raising fear by 1 for the last face takes the first from disgust, which must follow.
    labels, probabilities = faces(
        (DISGUST, [-5.0, 1.0, 0.5]), (DISGUST, [-5.0, 9.0, 0.0]), (FEAR, [1.0, -9.0, 0.0]), (FEAR, [4.0, -9.0, 0.0])
    )

    offsets = least_offsets(labels, probabilities, {"disgust": 0.99, "fear": 0.5})

    assert {0, 1, 2} == found(labels, probabilities, offsets)
    assert 1 < offsets["fear"] < 1.2
    assert 0.5 < offsets["disgust"] < 0.8


def test_recalls_that_exclude_each_other_are_refused() -> None:
    alike = [0.0, 0.0, 0.0, 1.0]
    labels, probabilities = faces((DISGUST, alike), (FEAR, alike))

    with pytest.raises(ValueError, match=r"disgust 0\.9, fear 0\.9 cannot all be reached"):
        least_offsets(labels, probabilities, {"disgust": 0.9, "fear": 0.9})


@pytest.mark.parametrize(
    ("recalls", "message"),
    [
        ({"contempt": 0.6}, "found 'contempt' and 0.6"),
        ({"disgust": 0.0}, "found 'disgust' and 0.0"),
        ({"disgust": 1.0}, "found 'disgust' and 1.0"),
        ({"sad": 0.6}, "no face labelled sad"),
    ],
)
def test_what_cannot_be_asked_for(recalls: dict[str, float], message: str) -> None:
    labels, probabilities = faces((DISGUST, [0.0, 1.0]), (FEAR, [1.0, 0.0]))

    with pytest.raises(ValueError, match=message):
        least_offsets(labels, probabilities, recalls)


@pytest.mark.parametrize("end", [keras.layers.Dense(7), keras.layers.Dense(7, "softmax", use_bias=False)])
def test_a_network_that_ends_otherwise_is_refused(end: keras.layers.Layer) -> None:
    network = keras.Sequential([keras.Input((3,)), end])

    with pytest.raises(ValueError, match="ends with a dense layer and a softmax"):
        raise_logits(network, {"fear": 1.0})
