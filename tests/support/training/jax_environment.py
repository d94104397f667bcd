"""A Python that has JAX and Keras and no TensorFlow, as where a GPU is lent."""

import os
from pathlib import Path

from tests.support import environments
from tests.support.repository import ROOT, requirements


def environment() -> dict[str, str]:
    """Return the variables of a process that computes on JAX."""
    return {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "PYTHONPATH": str(ROOT)}


def make(folder: Path) -> Path:
    """Make an environment with what training/requirements-gpu.txt names, of links, and return its Python."""
    return environments.make(folder, [wanted for wanted, _ in requirements("training/requirements-gpu.txt")])
