"""Readings of pictures as Parquet: what the CSV has, each column with its type."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from emotion.export.photos import PHOTO_COLUMNS, PHOTO_TYPES, photo_rows, photos_parquet
from emotion.models.identity import ModelIdentity
from tests.support.fakes import face, frame

NETWORK = ModelIdentity("compact", "2026-11-20 0123456789ab", "alike")
TWO = frame(face(display_number=1), face(label="sad", display_number=2))


def read_back(content: bytes) -> pa.Table:
    return pq.read_table(io.BytesIO(content))


def test_it_has_the_rows_of_the_csv_also_that_of_a_picture_without_a_face() -> None:
    rows = [*photo_rows("a.jpg", TWO, NETWORK, TWO), *photo_rows("empty.jpg", frame(), NETWORK)]

    table = read_back(photos_parquet(rows))

    assert tuple(table.column_names) == PHOTO_COLUMNS
    assert table.to_pylist() == rows


def test_each_column_has_a_type_also_without_rows() -> None:
    table = read_back(photos_parquet([]))

    types = {field.name: str(field.type).replace("double", "float64") for field in table.schema}
    assert types == dict(PHOTO_TYPES)
    assert {types["face"], types["happy"], types["sure"], types["agrees"], types["issues"]} == {
        *("int32", "float64", "bool", "string")
    }


def test_half_a_character_in_a_name_becomes_a_sign_that_says_so() -> None:
    table = read_back(photos_parquet(photo_rows("half \ud83d.jpg", frame(), NETWORK)))

    assert table["picture"].to_pylist() == ["half \ufffd.jpg"]
