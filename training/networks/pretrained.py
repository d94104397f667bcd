"""Brings ImageNet's weights into a network's backbone: downloaded by Keras, or from a file, or not at all."""

import warnings
from pathlib import Path

import keras

from training.networks.transfer import APPLICATIONS, BACKBONE, SIDE
from training.runs.config import TrainingConfig


def load_pretrained(network: keras.Model, config: TrainingConfig) -> str:
    """Give a network's backbone the weights that the configuration asks for, and return where they came from.

    A network without a backbone is left as it is. With `auto`, Keras downloads ImageNet's weights, or takes those that
    it has downloaded before; when they cannot be had, a warning says so and training begins from scratch.

    Raises:
        ValueError: a named file is missing or holds no weights of this backbone.
    """
    if config.network not in APPLICATIONS or config.pretrained == "none":
        return "none"
    backbone = network.get_layer(BACKBONE)
    if config.pretrained != "auto":
        path = Path(config.pretrained)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", UserWarning)  # Keras only warns of weights that the file lacks
                backbone.load_weights(path)
        except (ValueError, OSError, KeyError, UserWarning) as error:
            raise ValueError(f"{path}: no weights of {config.network} without its top ({error})") from error
        return path.name
    try:
        donor = APPLICATIONS[config.network].build(include_top=False, weights="imagenet", input_shape=(SIDE, SIDE, 3))
    except Exception as error:  # Keras raises a bare Exception when it cannot download
        warnings.warn(
            f"ImageNet's weights for {config.network} cannot be had ({error}); training begins from scratch. With a "
            "file of them, say --pretrained FILE",
            stacklevel=2,
        )
        return "none"
    backbone.set_weights(donor.get_weights())
    return "imagenet"
