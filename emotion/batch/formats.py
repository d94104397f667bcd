"""Tables of results as one file: Parquet, CSV or JSON lines, row by row, so that memory does not grow."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from emotion.batch.schema import COLUMNS
from emotion.export.csv import to_csv

Write = Callable[[Iterator[pa.Table], pa.Schema, Path], None]


def _parquet(tables: Iterator[pa.Table], schema: pa.Schema, path: Path) -> None:
    with pq.ParquetWriter(path, schema) as writer:
        for table in tables:
            writer.write_table(table.cast(schema))


def _csv(tables: Iterator[pa.Table], schema: pa.Schema, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(to_csv([], COLUMNS))
        for table in tables:
            file.write(to_csv(table.to_pylist(), COLUMNS, header=False))


def _json_lines(tables: Iterator[pa.Table], schema: pa.Schema, path: Path) -> None:
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for table in tables:
            file.write(encoder.encode_lines(table.to_pylist()))


FORMATS: Final[Mapping[str, Write]] = MappingProxyType({".parquet": _parquet, ".csv": _csv, ".jsonl": _json_lines})
