"""Raises the logits of rare labels until enough of their faces are found (logit adjustment, arXiv 2007.07314)."""

import math
from collections.abc import Mapping
from typing import Final

import keras
import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.evaluation.predictors import Probabilities

HIGHEST: Final = 8.0  # an offset that multiplies a probability by 3,000


def least_offsets(
    labels: npt.NDArray[np.integer], probabilities: Probabilities, recalls: Mapping[str, float]
) -> dict[str, float]:
    """Return the smallest offsets of logits, by label, with which each recall is reached.

    Raising one label takes faces from the others, so all are raised in turn until none needs more.

    Args:
        labels: of the faces, indices of `LABELS`, [n].
        probabilities: of the faces, [n, 7].
        recalls: shares of a label's faces that shall be found, over 0 and under 1, by label.

    Raises:
        ValueError: no such label, a share out of range, no face of a label, or the recalls exclude each other.
    """
    for label, recall in recalls.items():
        if label not in LABELS or not 0 < recall < 1:
            raise ValueError(
                f"recall: expected one of {', '.join(LABELS)} and a share over 0 and under 1, "
                f"found {label!r} and {recall!r}"
            )
        if not (labels == LABELS.index(label)).any():
            raise ValueError(f"recall: there is no face labelled {label} to measure it on")
    logits = np.log(np.maximum(probabilities.astype(np.float64), 1e-12))
    offsets = np.zeros(len(LABELS))
    raised = True
    while raised:
        raised = False
        for label, recall in recalls.items():
            index = LABELS.index(label)
            offset = _needed(logits[labels == index] + offsets, index, recall) + offsets[index]
            if offset > offsets[index]:
                offsets[index], raised = offset, True
        if offsets.max() > HIGHEST:
            wanted = ", ".join(f"{label} {recall:g}" for label, recall in recalls.items())
            raise ValueError(f"recall: {wanted} cannot all be reached at once by this network")
    return {label: float(offsets[LABELS.index(label)]) for label in recalls}


def _needed(logits: npt.NDArray[np.float64], index: int, recall: float) -> float:
    """Return by how much a label must rise, so that its share of these faces is found; 0 where it is already."""
    missing = np.sort(np.delete(logits, index, axis=1).max(axis=1) - logits[:, index])
    last = math.ceil(recall * len(missing) - 1e-9) - 1
    if missing[last] < 0:
        return 0.0
    # Midway to the next face, so that rounding to int8 does not lose the last one again.
    after = missing[last + 1] if last + 1 < len(missing) else missing[last] + 0.1
    return float(min((missing[last] + after) / 2, missing[last] + 0.1)) + 1e-6


def raise_logits(network: keras.Model, offsets: Mapping[str, float]) -> None:
    """Add offsets to the biases of a network's last layer, in place: the file then answers so wherever it runs.

    Raises:
        ValueError: the network does not end with a dense layer with biases and a softmax of the seven labels.
    """
    last = network.layers[-1]
    if not (
        isinstance(last, keras.layers.Dense)
        and last.use_bias
        and last.units == len(LABELS)
        and last.activation is keras.activations.softmax
    ):
        raise ValueError(f"recall: expected a network that ends with a dense layer and a softmax, found {last.name!r}")
    kernel, bias = last.get_weights()
    last.set_weights([kernel, bias + [offsets.get(label, 0.0) for label in LABELS]])
