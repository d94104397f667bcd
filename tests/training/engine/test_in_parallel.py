"""Keras' data parallelism on JAX: two processes learn what one learns (training/GPU.md)."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.browser.served import free_port
from tests.support.repository import ROOT

PATIENCE = 300  # seconds for what takes twenty


def trained(processes: int) -> list[list[float]]:
    """Return the losses that each of so many processes has."""
    address = f"127.0.0.1:{free_port()}"
    script = str(Path(__file__).with_name("in_parallel.py"))
    started = [
        subprocess.Popen(
            [sys.executable, script, str(rank), str(processes), address],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for rank in range(processes)
    ]
    told = [one.communicate(timeout=PATIENCE)[0] for one in started]
    return [json.loads(text.splitlines()[-1]) for text in told]  # what carries the gradients says something first


def test_two_processes_learn_what_one_does_within_rounding() -> None:
    (alone,) = trained(1)
    both = trained(2)

    assert len(set(alone)) == len(alone) > 1, "it learns"
    for losses in both:
        np.testing.assert_allclose(losses, alone, rtol=1e-4)
