"""The heads of a run: one, or a second that learns the FER+ votes beside the first, which learns the labels.

Both read the same features, so the votes, less noisy than the labels, shape what the first head sees. Each is kept as a
network of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import keras
import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.data.faceset import FaceSet
from training.data.targets import soft_labels
from training.data.targets import targets as targets_of
from training.networks import mirror
from training.runs.config import TrainingConfig
from training.runs.folder import VOTES

LABELLED: Final = "labels"  # name of the first head
FIRST: Final = len(LABELS)  # columns of what the first head is told; those of the second follow


def head_targets(faces: FaceSet, config: TrainingConfig) -> npt.NDArray[np.float32]:
    """Return what the heads shall answer, float32 [n, 7] or [n, 14]; each head's seven sum to 1.

    Raises:
        ValueError: votes are asked for, and there are none.
    """
    first = targets_of(faces, config)
    return np.concatenate([first, soft_labels(faces, 1.0, "votes_head")], axis=1) if config.votes_head else first


def by_head(targets: npt.NDArray[np.float32]) -> npt.NDArray[np.float32] | tuple[npt.NDArray[np.float32], ...]:
    """Return targets as Keras takes them: [n, 7], or one such array for each head."""
    return targets if targets.shape[1] == FIRST else (targets[:, :FIRST], targets[:, FIRST:])


def with_heads(network: keras.Model, config: TrainingConfig) -> keras.Model:
    """Return the model that a run trains: the network, or one with a second last layer on the same features.

    The second begins as the first where a run begins with weights of others, else with weights of its own.
    """
    if not config.votes_head:
        return network
    first = network.layers[-1]
    second = type(first).from_config({**first.get_config(), "name": VOTES})
    model = keras.Model(network.inputs, [network.output, second(first.input)], name=network.name)
    if config.start:
        second.set_weights(first.get_weights())
    else:
        mirror.begin([second])
    return model


def losses(config: TrainingConfig) -> dict[str, list[object]]:
    """Return loss, weights and metrics of each head, as `compile` takes them."""
    shares = [1 - config.votes_head, config.votes_head] if config.votes_head else [1.0]
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=config.label_smoothing)
    return {
        "loss": [loss] * len(shares),
        "loss_weights": list(shares),
        "metrics": [["accuracy"], *([] for _ in shares[1:])],
    }


def head_weights(model: keras.Model) -> dict[str, list[npt.NDArray[np.float32]]]:
    """Return the weights of the last layer by head; the only one answers for both where there are not two."""
    first, *others = [model.get_layer(name).get_weights() for name in model.output_names]
    return {LABELLED: first, VOTES: others[0] if others else first}


@contextmanager
def averaged(model: keras.Model) -> Iterator[None]:
    """Let a model have the averages of its weights for a while, where its optimizer keeps them."""
    swap = keras.callbacks.SwapEMAWeights()
    swap.set_model(model)
    if model.optimizer.use_ema:
        swap.on_test_begin()
    try:
        yield
    finally:
        if model.optimizer.use_ema:
            swap.on_test_end()
