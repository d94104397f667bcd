"""Rows of made-up results."""

from collections.abc import Callable

import pyarrow as pa
import pytest

from emotion.batch.schema import error_table, picture_table
from emotion.models.identity import ModelIdentity
from tests.support.fakes import face, frame

NETWORK = ModelIdentity("compact", "2026-11-20 0123456789ab", "alike")
BY = NETWORK, "both, normal"
Rows = Callable[..., pa.Table]


@pytest.fixture
def rows() -> Rows:
    """Return a function that makes the rows of a file: of so many faces, or an error's."""

    def made(file: str, faces: int = 1, error: str = "") -> pa.Table:
        if error:
            return error_table(file, "picture", error, *BY)
        seen = [face(display_number=number + 1) for number in range(faces)]
        return picture_table(file, frame(*seen), *BY)

    return made
