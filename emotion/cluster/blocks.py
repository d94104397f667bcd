"""Files in blocks: enough of them that handing one out costs little, few enough that a lost one costs little."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa

from emotion.batch.reader import Job
from emotion.batch.sources import VIDEOS

BYTES: Final = 8 * 2**20  # of a block; the file that reaches it is its last one
FILES: Final = 64
SHARES: Final = 8  # blocks at least for each process, so that all end at about the same time
SCHEMA: Final = pa.schema([("number", pa.int64()), ("path", pa.binary()), ("copy", pa.binary()), ("bytes", pa.int64())])
_AT_ONCE: Final = 10_000  # files that are listed before they become columns, which take a tenth


def listed(jobs: Iterable[Job]) -> pa.Table:
    """Return files as Ray carries them, numbered 0, 1, 2 …; names are bytes, since not all are text."""
    tables, begin, coming = [SCHEMA.empty_table()], 0, iter(jobs)
    while part := list(islice(coming, _AT_ONCE)):
        paths = [os.fsencode(job.path) for job in part]
        copies = [job.copy and os.fsencode(job.copy) for job in part]
        numbers, sizes = range(begin, begin + len(part)), [_bytes(job.path) for job in part]
        tables.append(pa.table([list(numbers), paths, copies, sizes], schema=SCHEMA))
        begin += len(part)
    return pa.concat_tables(tables)


def blocks_of(files: pa.Table, processes: int) -> Iterator[pa.Table]:
    """Yield listed files in blocks for so many processes; what fills a block alone, as a video does, is one."""
    most = max(1, min(FILES, files.num_rows // (SHARES * processes)))
    begin = size = 0
    for at, more in enumerate(files["bytes"].to_pylist()):
        size += more
        if size >= BYTES or at + 1 - begin >= most:
            yield block(files, begin, at + 1)
            begin, size = at + 1, 0
    if begin < files.num_rows:
        yield block(files, begin, files.num_rows)


def block(files: pa.Table, begin: int, end: int) -> pa.Table:
    """Return some of the files in memory of their own: Ray would send all of what they are a part of."""
    return pa.table(files.slice(begin, end - begin).to_pydict(), schema=SCHEMA)


def jobs_in(block: pa.Table) -> Iterator[tuple[int, Job]]:
    """Yield the files of a block, each with its number."""
    for row in block.to_pylist():
        yield row["number"], Job(_path(row["path"]), row["copy"] and _path(row["copy"]))


def _path(name: bytes) -> Path:
    return Path(os.fsdecode(name))


def _bytes(path: Path) -> int:
    """Return a file's size; a video's, however small, fills a block, since its length says how long it takes."""
    if path.suffix.lower() in VIDEOS:
        return BYTES
    try:
        return path.stat().st_size
    except OSError:  # whoever reads it says so
        return 0
