"""What each process of the cluster does: it reads blocks of files with a detector and a network of its own."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

import pyarrow as pa

from emotion.batch.reader import BatchSettings, Reader
from emotion.cluster.blocks import jobs_in

# One row for a block, which Ray does not take apart: the files in it, and the rows of all of them, packed.
ANSWER: Final = pa.schema([("numbers", pa.list_(pa.int64())), ("rows", pa.large_binary()), ("problem", pa.string())])
TRIES: Final = 2  # times that a block is begun; Ray alone would try a file that kills its process for ever
_PACKED: Final = pa.ipc.IpcWriteOptions(compression="zstd")


class Tries:
    """Counts, for the whole cluster, how often each block was begun."""

    def __init__(self) -> None:
        self._begun: Counter[int] = Counter()

    def begin(self, block: int) -> int:
        """Return how often a block was begun, this time counted."""
        self._begun[block] += 1
        return self._begun[block]


class Asked:
    """Asks the `Tries` of a cluster."""

    def __init__(self, tries: Any) -> None:
        """Take Ray's handle of it."""
        self._tries = tries

    def __call__(self, block: int) -> int:
        """Return how often a block was begun, this time counted."""
        import ray

        return int(ray.get(self._tries.begin.remote(block)))


class BlockReader:
    """Called by Ray Data with a block after the other."""

    def __init__(
        self, make: Callable[[BatchSettings], Reader], settings: BatchSettings, folder: str, begin: Callable[[int], int]
    ) -> None:
        """Load detector and network.

        Args:
            make: makes the reader.
            settings: how files are read.
            folder: that relative paths begin in, where this machine has it.
            begin: says how often a block was begun, as `Tries` does.
        """
        import cv2

        with suppress(OSError):
            os.chdir(folder)
        cv2.setNumThreads(1)
        self._reader, self._begin = make(settings), begin

    def __call__(self, block: pa.Table) -> pa.Table:
        """Return what was read of a block: its files' numbers and rows, or why nothing more can be read at all.

        Of a block whose reader died each time there is nothing.
        """
        jobs = list(jobs_in(block))
        if self._begin(jobs[0][0]) > TRIES:
            return ANSWER.empty_table()
        try:
            rows = pa.concat_tables([self._reader.read(job) for _, job in jobs])
        except OSError as error:  # a copy cannot be written; Ray would go on, and who asked never learn of it
            return pa.table([[[]], [b""], [f"{error.filename}: {error.strerror}"]], schema=ANSWER)
        return pa.table([[[number for number, _ in jobs]], [packed(rows)], [None]], schema=ANSWER)


def packed(table: pa.Table) -> bytes:
    """Return a table as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=_PACKED) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def answers(block: pa.Table) -> Iterator[tuple[list[int], pa.Table]]:
    """Yield the files' numbers and rows of what `BlockReader` returned.

    Raises:
        OSError: an annotated copy cannot be written.
    """
    for answer in block.to_pylist():
        if answer["problem"] is not None:
            raise OSError(answer["problem"])
        yield answer["numbers"], pa.ipc.open_stream(answer["rows"]).read_all()
