"""One command from beginning to end: find the files, read those that were not read, write what comes."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from emotion.batch.pool import Pool
from emotion.batch.reader import BatchSettings, Job
from emotion.batch.schema import shown
from emotion.batch.sources import Found, files_in
from emotion.batch.writing import Results
from emotion.export.names import alike, safe_stem


@dataclass(frozen=True)
class Newest:
    """How far a command is.

    Attributes:
        files: in all.
        done: of them, those read before included.
        errors: of them, that could not be read, or not to their end.
        videos: being read, each with the share that is done, 0 to 1.
    """

    files: int
    done: int
    errors: int
    videos: Mapping[str, float]


class Reads(Protocol):
    """What reads files, here or on other machines; as `Pool`, which explains each."""

    def read(self, jobs: Iterable[Job]) -> Iterator[pa.Table | None]:
        """Yield the rows of each file; None about once a second while there are none."""
        ...

    def shares(self) -> Mapping[str, float]:
        """Return how much is done of the videos that are being read."""
        ...


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_files(
    paths: Sequence[Path],
    out: Path,
    settings: BatchSettings,
    processes: int | None = None,
    overwrite: bool = False,
    progress: Callable[[Newest], None] | None = None,
    pool: Reads | None = None,
) -> Newest:
    """Read pictures and videos, and write their results.

    What was written of the same command before, killed or ended, is gone on with.

    Args:
        paths: files and folders.
        out: `.parquet`, `.csv` or `.jsonl`.
        settings: how they are read.
        processes: that read side by side; None for as many as there are processors.
        overwrite: begin anew, whatever was written.
        progress: called as files are done, and about once a second.
        pool: what reads, with the same settings; None for processes of this machine.

    Raises:
        FileNotFoundError: there is nothing at a path.
        ResultsError: results cannot go on in that file.
        ModelError, ValueError: the settings cannot be used.
        OSError: results or copies cannot be written.
        PoolError: no process lives long enough to read.
    """
    pool = pool or Pool(settings, processes or processors())
    count = sum(1 for _ in files_in(paths))  # gone through twice, since a list of a million files would take its room
    with Results(out, recorded(settings), overwrite) as results:
        before = results.done
        done = sum(1 for file in files_in(paths) if shown(file.path) in before) if before else 0
        jobs = (job for job in jobs_of(files_in(paths), settings.annotated) if shown(job.path) not in before)

        def newest() -> Newest:
            return Newest(max(count, done), done, len(results.errors), pool.shares())

        for table in pool.read(jobs):
            if table is not None:
                results.add(table)
                done += pc.count_distinct(table["file"]).as_py()
            if progress is not None:
                progress(newest())
        results.finish()
        return newest()


def jobs_of(files: Iterable[Found], copies: Path | None) -> Iterator[Job]:
    """Yield a job for each file; copies lie in folders as their originals do, none over another."""
    taken: set[str] = set()
    for file in files:
        if copies is None:
            yield Job(file.path)
            continue
        folder, stem = copies / file.below.parent, safe_stem(file.path.name)
        copy, number = folder / stem, 1
        while alike(str(copy)) in taken:
            number += 1
            copy = folder / f"{stem} ({number})"
        taken.add(alike(str(copy)))
        yield Job(file.path, copy)


def recorded(settings: BatchSettings) -> dict[str, Any]:
    """Return what of the settings changes the rows, to tell whether written ones were made so."""
    model = settings.load().identity
    return {
        "model": f"{model.name} {model.version}",
        "expects": model.expects,
        "detector": settings.detector_name(),
        "every": settings.every,
        "blurred": settings.annotated is not None and settings.blurred,
    }
