"""A released model of the test's own, and faces that are not those of its card."""

import shutil
from pathlib import Path

import pytest

from tests.support.training.fixtures import Faces
from training.data.faceset import FaceSet


@pytest.fixture
def entry(models: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(models / "tiny", tmp_path / "store/tiny"))


@pytest.fixture
def others(faces_of: Faces) -> FaceSet:
    """Faces of which the network knows nothing."""
    return faces_of(7, 14, 7)
