"""What every test may use."""

import sys
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

# Before any test imports TensorFlow: whichever of the two comes second is bound to the other's copy of the same
# library functions, and pylibsrtp (under streamlit-webrtc) crashes the process when it encrypts with TensorFlow's.
import pylibsrtp  # noqa: F401
import pytest
from hypothesis import settings
from skimage.data import astronaut as load_astronaut

MAIN = sys.modules["__main__"]

# No deadline, since a busy machine is not a failure; the same examples each time, so that a failure comes back.
settings.register_profile("mien", deadline=None, derandomize=True)
settings.load_profile("mien")


@pytest.fixture
def astronaut() -> npt.NDArray[np.uint8]:
    """The only face in the tests: RGB uint8 [512, 512, 3], a fresh copy for each test."""
    return load_astronaut().copy()


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put this process's own main module back: AppTest leaves a page's, which new processes would import."""
    yield
    sys.modules["__main__"] = MAIN
