"""Networks by name. Each is a function (input_shape, num_classes) -> keras.Model that takes grey faces of 0 to 255."""

import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import keras

from emotion.classification.crops import FACE_SIZE
from emotion.labels import LABELS
from training.networks.blog import blog_cnn
from training.networks.compact import compact_resnet
from training.networks.mirrored import mirrored_resnet
from training.networks.report import report_cnn
from training.networks.transfer import APPLICATIONS, with_new_head
from training.networks.vgg import vgg
from training.runs.sizes import COMPACT, MIRRORED, OURS, WIDE

FACE_SHAPE: Final = (FACE_SIZE, FACE_SIZE, 1)
ANY_SHAPE: Final = (None, None, 1)
NETWORKS: Final[Mapping[str, Callable[..., keras.Model]]] = {
    **{name: partial(compact_resnet, size=size) for name, size in COMPACT.items()},
    **{name: partial(mirrored_resnet, size=size) for name, size in {**MIRRORED, **WIDE}.items()},
    "teacher-vgg": vgg,
    "blog": blog_cnn,
    "report": report_cnn,
    **{name: partial(with_new_head, name) for name in APPLICATIONS},
}


def check(name: str, dropout: float | None = None, any_size: bool = False) -> None:
    """Refuse what `build` cannot build.

    Raises:
        ValueError: no network has that name, it has no dropout to be changed, or it reads faces of one size alone.
    """
    if name not in NETWORKS:
        raise ValueError(f"unknown network {name!r}: expected one of {', '.join(NETWORKS)}")
    if dropout is not None and "dropout" not in inspect.signature(NETWORKS[name]).parameters:
        raise ValueError(f"network {name!r} has no dropout; leave the setting out")
    if any_size and name not in OURS:
        raise ValueError(
            f"small_epochs: network {name!r} reads faces of one size alone; expected one of {', '.join(OURS)}"
        )


def build(name: str, dropout: float | None = None, any_size: bool = False) -> keras.Model:
    """Build a network for 48x48 grey faces and the seven labels, in Keras' current dtype policy.

    Args:
        name: one of `NETWORKS`.
        dropout: instead of the network's own, 0 to 1.
        any_size: whether it is to read faces of other sizes too, such as 32x32; the weights are the same.

    Raises:
        ValueError: as `check`.
    """
    check(name, dropout, any_size)
    chosen: dict[str, Any] = {} if dropout is None else {"dropout": dropout}
    return NETWORKS[name](ANY_SHAPE if any_size else FACE_SHAPE, len(LABELS), **chosen)
