"""Results in parts as they come, each written whole or not at all, and put together when all is read."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from emotion.batch.formats import FORMATS
from emotion.batch.schema import COLUMNS, SCHEMA

EVERY: Final = 5.0  # seconds between two parts at most: what a kill costs
ROWS: Final = 10_000  # likewise rows that wait in memory
_SETTINGS: Final = b"mien_settings"  # key in a part's metadata


class ResultsError(ValueError):
    """Results cannot go on in a file; the message says why and what to do."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; its folder is made.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(content)
    os.replace(partial, path)


class Results:
    """The results of one command in the making: `with Results(...) as results`.

    Parts lie in a folder beside the file that they become. What a killed command wrote is gone on with, if its settings
    were the same; so is a Parquet file that was finished, with files that it does not have.

    Attributes:
        path: of the file.
        done: files whose rows were written before.
        errors: of them, those that could not be read, or not to their end.
    """

    def __init__(
        self, path: Path, settings: Mapping[str, Any], overwrite: bool = False, clock: Callable[[], float] = monotonic
    ) -> None:
        """Prepare it.

        Args:
            path: `.parquet`, `.csv` or `.jsonl`.
            settings: that the rows are made with, as JSON has it.
            overwrite: begin anew, whatever was written.
            clock: seconds that only grow.

        Raises:
            ResultsError: no such format.
        """
        if path.suffix.lower() not in FORMATS:
            raise ResultsError(f"{path}: expected a name that ends with {', '.join(FORMATS)}")
        self.path, self.done, self.errors = path, set[str](), set[str]()
        self._settings = json.dumps(settings, sort_keys=True)
        self._overwrite, self._clock = overwrite, clock
        self._folder = path.with_name(f"{path.name}.parts")
        self._lock = FileLock(self._folder / "lock")
        self._waiting: list[pa.Table] = []
        self._written_at, self._next = clock(), 0

    def __enter__(self) -> Self:
        """Take the file for this command alone, and what was written of it.

        Raises:
            ResultsError: another command writes it, it was made with other settings, or is finished and cannot go on.
            OSError: it cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ResultsError(f"{self.path}: another command is writing it") from None
        try:
            self._take_over()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Write what waits, so that nothing that was read is lost, and let the file go."""
        try:
            self.flush()
        finally:
            self._leave()

    def add(self, table: pa.Table) -> None:
        """Take the rows of whole files; they are written at once or a little later."""
        self._waiting.append(table)
        self.errors.update(_failed(table))
        late = self._clock() - self._written_at >= EVERY
        if late or sum(waiting.num_rows for waiting in self._waiting) >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what waits as a part."""
        self._written_at = self._clock()
        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting).replace_schema_metadata(self._metadata)
        path = self._folder / f"{self._next:08}.parquet"
        partial = path.with_suffix(".partial")
        pq.write_table(table, partial)
        os.replace(partial, path)
        self._waiting, self._next = [], self._next + 1

    def finish(self) -> None:
        """Put the parts together as the file; the parts are removed then."""
        self.flush()
        partial = self.path.with_name(f"{self.path.name}.partial")
        FORMATS[self.path.suffix.lower()](self._tables(), SCHEMA.with_metadata(self._metadata), partial)
        os.replace(partial, self.path)
        for part in self._parts():
            part.unlink()

    @property
    def _metadata(self) -> dict[bytes, bytes]:
        return {**SCHEMA.metadata, _SETTINGS: self._settings.encode()}

    def _parts(self) -> list[Path]:
        return sorted(self._folder.glob("*.parquet"))

    def _tables(self) -> Iterator[pa.Table]:
        for part in self._parts():
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches():
                    yield pa.Table.from_batches([batch])

    def _take_over(self) -> None:
        if self._overwrite:
            for part in (*self._parts(), self.path):
                part.unlink(missing_ok=True)
        if self.path.exists() and not self._parts():
            if self.path.suffix.lower() != ".parquet":
                raise ResultsError(f"{self.path}: is finished; --overwrite makes it anew")
            self._check(self.path)
            os.replace(self.path, self._folder / f"{0:08}.parquet")
        for part in self._parts():
            try:
                self._check(part)
                with pq.ParquetFile(part) as file:
                    for batch in file.iter_batches(columns=["file", "error"]):
                        table = pa.Table.from_batches([batch])
                        self.done.update(pc.unique(table["file"]).to_pylist())
                        self.errors.update(_failed(table))
            except pa.ArrowInvalid:  # cut off, as a machine may leave it that lost its power: read again
                part.unlink()
        self._next = max((int(part.stem) for part in self._parts()), default=-1) + 1

    def _leave(self) -> None:
        """Let the file go; a folder without parts goes with it."""
        if not self._parts():
            shutil.rmtree(self._folder, ignore_errors=True)
        self._lock.release()

    def _check(self, part: Path) -> None:
        schema = pq.read_schema(part)
        found = (schema.metadata or {}).get(_SETTINGS, b"")
        if found != self._settings.encode() or tuple(schema.names) != COLUMNS:
            raise ResultsError(
                f"{self.path}: was made with other settings or by another version ({_told(found)}); "
                "choose another --out, or --overwrite"
            )


def _failed(table: pa.Table) -> list[str]:
    return list(pc.unique(table["file"].filter(pc.is_valid(table["error"]))).to_pylist())


def _told(settings: bytes) -> str:
    values = json.loads(settings) if settings else {}
    return ", ".join(f"{name} {value}" for name, value in values.items()) or "none are told"
