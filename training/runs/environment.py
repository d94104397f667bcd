"""On what a run was made: machine, libraries, precision, weights to begin with; `environment.json` of its folder."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from emotion.models.run_record import ENVIRONMENT as ENVIRONMENT
from training.runs.records import now, write_json

LIBRARIES: Final = ("tensorflow", "jax", "keras", "numpy", "ai-edge-litert")


def machine() -> dict[str, Any]:
    """Return what is known of this machine."""
    return {"processors": os.cpu_count(), "platform": f"{platform.system()} {platform.machine()}"}


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that take part, of those that are installed."""
    known = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            known[name] = version(name)
        except PackageNotFoundError:
            continue
    return known


def save_environment(folder: Path, backend: str, precision: str, pretrained: str, parameters: int) -> None:
    """Write a run's `environment.json`.

    Args:
        folder: of the run.
        backend: of Keras, tensorflow or jax.
        precision: that it computes in, as Keras names dtype policies.
        pretrained: the weights that it begins with.
        parameters: numbers in the network.
    """
    document = {
        "date": now(),
        "backend": backend,
        "precision": precision,
        "pretrained": pretrained,
        "parameters": parameters,
        "machine": machine(),
        "versions": versions(),
    }
    write_json(folder / ENVIRONMENT, document)
