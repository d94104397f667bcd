"""The Keras network of a run, and the precision that Keras computes in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keras

from training import networks
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CONFIG, check_finished
from training.runs.precision import available


def best_network(folder: Path, policy: str | None = "float32") -> keras.Model:
    """Rebuild the network of a run with the weights of its best epoch.

    Args:
        folder: of the run.
        policy: of its layers' types, as Keras names them; None for the present one.

    Raises:
        ValueError: the folder holds no finished epoch.
    """
    check_finished(folder)
    config = TrainingConfig.load(folder / CONFIG)
    with dtype_policy(policy or keras.config.dtype_policy().name):
        network = networks.build(config.network, config.dropout)
    try:
        network.load_weights(folder / BEST)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"{folder / BEST}: not the weights of {config.network!r} ({error})") from error
    return network


@contextmanager
def dtype_policy(name: str) -> Iterator[str]:
    """Set Keras' dtype policy for a while and give its name; auto takes bfloat16 where the device has it."""
    before = keras.config.dtype_policy()
    others = [device for device in keras.distribution.list_devices() if not device.startswith("cpu")]
    chosen = available(name, "cpu" if not others else "gpu")
    keras.config.set_dtype_policy(chosen)
    try:
        yield chosen
    finally:
        keras.config.set_dtype_policy(before)
