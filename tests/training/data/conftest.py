"""What tests of the data share."""

import numpy as np
import pytest


@pytest.fixture
def random() -> np.random.Generator:
    """Draws the same in each test."""
    return np.random.default_rng(5)
