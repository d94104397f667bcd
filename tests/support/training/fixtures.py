"""What the fixtures of the tests of training give, as types."""

from collections.abc import Callable
from pathlib import Path

from training.data.faceset import FaceSet

Faces = Callable[..., FaceSet]  # of the fixture `faces_of`: counts of the three splits to faces
WriteCsv = Callable[[Path, FaceSet], Path]  # of the fixture `csv_of`
