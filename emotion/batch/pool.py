"""Processes that read files side by side; one that dies costs no other file, and none outlives who asked."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait as wait_for
from threading import Thread
from typing import Any, Final

import pyarrow as pa

from emotion.batch.reader import BatchSettings, Job, Reader, failed

IN_FLIGHT: Final = 4  # files that wait or are read, for each process: enough that none waits for work
DEATHS: Final = 10  # files in a row whose processes die, after which it is not the files
DIED: Final = (
    "Reading the file ended the process that read it, twice: it is damaged, or needs more memory than there is."
)
BEGINNING: Final = (
    "the processes that read cannot begin: is there memory for them? A program of your own starts reading under "
    '`if __name__ == "__main__":`, since each of them imports it'
)
_Flying = dict[Future[pa.Table], tuple[Job, int]]  # with the place of its share
_reader: Reader
_shares: Any
_wrong: Exception | None = None


class PoolError(OSError):
    """Processes do not start or end at once, whatever they read; the message says what may be the matter."""


class Pool:
    """Reads files by processes, each with a detector and a network of its own."""

    def __init__(
        self, settings: BatchSettings, processes: int, make: Callable[[BatchSettings], Reader] = Reader
    ) -> None:
        """Prepare it.

        Args:
            settings: how files are read.
            processes: that read side by side.
            make: makes each process's reader.
        """
        self._settings, self._processes, self._make = settings, processes, make
        self._context = multiprocessing.get_context("spawn")  # a fork would take locks of OpenCV's threads along
        self._shares = self._context.RawArray("d", IN_FLIGHT * processes)
        self._flying: _Flying = {}
        self._deaths = 0

    def shares(self) -> dict[str, float]:
        """Return how much is done of the videos that are being read, 0 to 1, by their names."""
        shares = {job.path.name: float(self._shares[place]) for job, place in self._flying.values()}
        return {name: share for name, share in shares.items() if share}

    def read(self, jobs: Iterable[Job]) -> Iterator[pa.Table | None]:
        """Yield the rows of each file as it is done, in any order; None about once a second while none is.

        Raises:
            ModelError, ValueError: as `Reader`, when it is made.
            OSError: an annotated copy cannot be written.
            PoolError: no process lives long enough to read.
        """
        waiting = iter(jobs)
        more = True
        while more:
            executor, more = self._executor(self._processes), False
            try:
                yield from self._fly(executor, waiting)
            except BrokenProcessPool:
                more = True
            finally:
                _end(executor, bool(self._flying))
            again, self._flying = [job for job, _ in self._flying.values()], {}
            for job in again:
                yield self._alone(job)

    def _fly(self, executor: ProcessPoolExecutor, waiting: Iterator[Job]) -> Iterator[pa.Table | None]:
        places = set(range(len(self._shares)))
        while True:
            for job in islice(waiting, len(places)):
                place = places.pop()
                self._shares[place] = 0.0
                self._flying[_submitted(executor, job, place)] = job, place
            if not self._flying:
                return
            done, _ = wait(self._flying, timeout=1.0, return_when=FIRST_COMPLETED)
            if not done:
                yield None
            for future in done:
                table = future.result()
                places.add(self._flying.pop(future)[1])
                self._deaths = 0
                yield table

    def _alone(self, job: Job) -> pa.Table:
        """Read a file that was being read when a process died, in one of its own, which may die once."""
        for _ in range(2):
            executor = self._executor(1)
            try:
                table = executor.submit(_read, job, 0).result()
            except BrokenProcessPool:
                continue
            finally:
                _end(executor, busy=False)
            self._deaths = 0
            return table
        self._deaths += 1
        if self._deaths >= DEATHS:
            raise PoolError("the processes that read end at once: is there memory for them? Try --jobs 1")
        return failed(self._settings, job, DIED)

    def _executor(self, processes: int) -> ProcessPoolExecutor:
        """Return a pool whose processes have begun, so that one that dies from then on died of what it read."""
        arguments = self._make, self._settings, self._shares
        executor = ProcessPoolExecutor(processes, self._context, _begin, arguments)
        try:
            executor.submit(_ready).result()
        except BrokenProcessPool as error:
            raise PoolError(BEGINNING) from error
        except BaseException:
            _end(executor, busy=False)
            raise
        return executor


def _submitted(executor: ProcessPoolExecutor, job: Job, place: int) -> "Future[pa.Table]":
    """Return the future of a job; of a pool that broke just now one that says so, so that the job is not lost."""
    try:
        return executor.submit(_read, job, place)
    except BrokenProcessPool as error:
        future: Future[pa.Table] = Future()
        future.set_exception(error)
        return future


def _end(executor: ProcessPoolExecutor, busy: bool) -> None:
    """End a pool's processes, those that still read at once: an hour of video is not waited for."""
    executor.shutdown(wait=not busy, cancel_futures=True)
    for child in multiprocessing.active_children() if busy else ():
        child.kill()


def _begin(make: Callable[[BatchSettings], Reader], settings: BatchSettings, shares: Any) -> None:
    import cv2

    global _reader, _shares, _wrong
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked ends it, and writes what is done
    Thread(target=_end_with_parent, daemon=True).start()
    cv2.setNumThreads(1)
    try:
        with quiet():
            _reader, _shares = make(settings), shares
    except Exception as error:  # raised here, it would end the process, and nobody learn why
        _wrong = error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what LiteRT says when it begins from the line that tells the progress; what fails is raised."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _ready() -> None:
    """Raise what is wrong with the settings, in a process that has begun; else do nothing."""
    if _wrong is not None:
        raise _wrong


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait_for([parent.sentinel])
    os._exit(1)


def _read(job: Job, place: int) -> pa.Table:
    def tell(share: float) -> None:
        _shares[place] = share

    return _reader.read(job, tell)
