"""Keras as training loads it: with the library that convolves quickly, on every processor, unless told otherwise."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
from training.suppress_output import load_keras
load_keras()
from tensorflow.python.util import _pywrap_util_port
print(_pywrap_util_port.IsMklEnabled())
"""


@pytest.mark.parametrize(("told", "used"), [(None, "True"), ("0", "False"), ("1", "True")])
def test_tensorflow_computes_with_onednn_unless_it_is_told_not_to(told: str | None, used: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TF_ENABLE_ONEDNN_OPTS"}
    if told is not None:
        environment["TF_ENABLE_ONEDNN_OPTS"] = told

    run = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)

    assert run.stdout == f"{used}\n"
