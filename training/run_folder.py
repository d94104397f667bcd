"""A run's folder: its configuration, checkpoint and best weights."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import keras

from training import networks
from training.config import TrainingConfig
from training.whole import whole

CONFIG: Final = "config.json"
CHECKPOINT: Final = "checkpoint.keras"
FROZEN_CHECKPOINT: Final = "checkpoint.frozen.keras"  # while only a pretrained network's head learns
BEST: Final = "best.weights.h5"


def claim(folder: Path, config: TrainingConfig) -> None:
    """Make a folder that of a run with this configuration.

    Raises:
        ValueError: it holds a run of another configuration, or a checkpoint without any.
    """
    path = folder / CONFIG
    if path.exists() and TrainingConfig.load(path) != config:
        raise ValueError(f"{folder}: holds a run with other settings (see {path}); choose another --run folder")
    if not path.exists() and (folder / CHECKPOINT).exists():
        raise ValueError(f"{folder}: holds a checkpoint but no {CONFIG}; choose another --run folder")
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with whole(path) as partial:
            config.save(partial)


def best_network(folder: Path) -> keras.Model:
    """Rebuild the network of a run with the weights of its best epoch, in float32.

    Raises:
        ValueError: the folder holds no finished epoch.
    """
    if not (folder / BEST).exists() or not (folder / CONFIG).exists():
        raise ValueError(f"{folder}: no {BEST} and {CONFIG}; run python -m training train --run {folder} first")
    config = TrainingConfig.load(folder / CONFIG)
    with dtype_policy("float32"):
        network = networks.build(config.network, config.dropout)
    try:
        network.load_weights(folder / BEST)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"{folder / BEST}: not the weights of {config.network!r} ({error})") from error
    return network


@contextmanager
def dtype_policy(name: str) -> Iterator[str]:
    """Set Keras' dtype policy for a while and give its name; auto asks the processor (Linux) for bfloat16."""
    before = keras.config.dtype_policy()
    available = _available(name)
    keras.config.set_dtype_policy(available)
    try:
        yield available
    finally:
        keras.config.set_dtype_policy(before)


def _available(name: str) -> str:
    if name != "auto":
        return name
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return "float32"
    return "mixed_bfloat16" if "avx512_bf16" in flags or "amx_bf16" in flags else "float32"
