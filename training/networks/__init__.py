"""Networks by name. Each is a function (input_shape, num_classes) -> keras.Model that takes grey faces of 0 to 255."""

from collections.abc import Callable, Mapping
from typing import Final

import keras

from emotion.crops import FACE_SIZE
from emotion.labels import LABELS
from training.networks.compact import compact_resnet
from training.networks.report import report_cnn

FACE_SHAPE: Final = (FACE_SIZE, FACE_SIZE, 1)
NETWORKS: Final[Mapping[str, Callable[[tuple[int, int, int], int], keras.Model]]] = {
    "compact": compact_resnet,
    "report": report_cnn,
}


def check(name: str) -> None:
    """Refuse a name that no network has.

    Raises:
        ValueError: no network has that name.
    """
    if name not in NETWORKS:
        raise ValueError(f"unknown network {name!r}: expected one of {', '.join(sorted(NETWORKS))}")


def build(name: str) -> keras.Model:
    """Build a network for 48x48 grey faces and the seven labels, in Keras' current dtype policy.

    Raises:
        ValueError: no network has that name.
    """
    check(name)
    return NETWORKS[name](FACE_SHAPE, len(LABELS))
