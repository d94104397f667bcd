"""A store with an installed network, for all tests of this folder: converting it takes seconds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from training.data.faceset import FaceSet
from training.exporting.card import ExportConfig
from training.exporting.export import export

Faces = Callable[..., FaceSet]


@pytest.fixture(scope="package")
def data(faces_of: Faces) -> FaceSet:
    return faces_of(56, 21, 14)


@pytest.fixture(scope="package")
def models(tiny_run: Path, data: FaceSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the tiny run is installed as `tiny`."""
    folder = tmp_path_factory.mktemp("models")
    export(tiny_run, data, ExportConfig("tiny", folder, title="Tiny", ship="float16", source="fer2013.csv"))
    return folder
