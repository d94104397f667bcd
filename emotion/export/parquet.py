"""Rows as Parquet, which keeps each column's type and takes a tenth of CSV's room."""

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, Literal

ColumnType = Literal["string", "bool", "int32", "float64"]
_AT_ONCE: Final = 20_000  # rows


def to_parquet(rows: Iterable[Mapping[str, object]], columns: Mapping[str, ColumnType]) -> bytes:
    """Return rows as a Parquet file; zero rows give the columns alone.

    Args:
        rows: each by the columns' names; None becomes null.
        columns: their types, in their order.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, file = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()]), io.BytesIO()
    with pq.ParquetWriter(file, schema) as writer:
        for part in batched(iter(rows)):
            writer.write_table(pa.Table.from_pylist(part, schema))
    return file.getvalue()


def batched(rows: Iterator[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield rows in lists of so many as may wait before they become columns, which take a tenth."""
    while part := list(islice(rows, _AT_ONCE)):
        yield part
