"""Files read by the processes of a cluster, through Ray Data; what is lost with a machine is read again by another."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any, Final

import numpy as np
import pyarrow as pa

from emotion.batch.pool import DIED
from emotion.batch.reader import BatchSettings, Job, Reader, failed
from emotion.cluster.blocks import block, blocks_of, jobs_in, listed
from emotion.cluster.connection import ClusterError, processors, there
from emotion.cluster.reading import Asked, BlockReader, Tries, answers

# Of a processor, for each process that reads: with a whole one Ray has none left for its own tasks and waits for ever.
SHARE: Final = 0.9
GONE: Final = "the cluster is gone, or its head is; what was read is kept, and the same command goes on"
SILENT: Final = 3  # times in a row that the head does not answer, a second apart; after a minute Ray ends the process
PATIENCE: Final = 5.0  # seconds in which Ray may end what it does for who wants no more
AHEAD: Final = 8  # answers that wait to be written


class RayPool:
    """Reads files as `emotion.batch.pool.Pool` does, by the cluster that is connected."""

    def __init__(
        self, settings: BatchSettings, processes: int | None = None, make: Callable[[BatchSettings], Reader] = Reader
    ) -> None:
        """Prepare it.

        Args:
            settings: how files are read.
            processes: that read side by side; None for as many as the cluster has processors.
            make: makes each process's reader.
        """
        self._settings, self._make = settings, make
        self._processes = processes or processors()

    def shares(self) -> Mapping[str, float]:
        """Return how much is done of the videos that are being read: nothing is known of them here."""
        return {}

    def read(self, jobs: Iterable[Job]) -> Iterator[pa.Table | None]:
        """Yield the rows of whole files as they are done, in any order; None about once a second while none are.

        A process or machine that dies costs no file: its block is read again. Files that were lost twice are read again
        one by one, and one whose process dies each time has a row that says so.

        Raises:
            OSError: an annotated copy cannot be written.
            ClusterError: the cluster is gone.
            ray.exceptions.RayTaskError: a fault of ours in one of its processes.
        """
        files = listed(jobs)
        done = np.zeros(files.num_rows, bool)
        yield from self._round(list(blocks_of(files, self._processes)), done)
        lost = [block(files, int(number), int(number) + 1) for number in np.flatnonzero(~done)]
        yield from self._round(lost, done)
        for one in lost:
            for number, job in jobs_in(one):
                if not done[number]:
                    yield failed(self._settings, job, DIED)

    def _round(self, blocks: list[pa.Table], done: Any) -> Iterator[pa.Table | None]:
        if not blocks:
            return
        came: Queue[Any] = Queue(AHEAD)
        over = Event()
        fetching = Thread(target=self._fetch, args=(blocks, came, over), name="cluster-answers", daemon=True)
        fetching.start()
        silent = 0
        try:
            while True:
                try:
                    answer = came.get(timeout=1.0)
                except Empty:
                    silent = 0 if there() else silent + 1
                    if silent >= SILENT:
                        raise ClusterError(GONE) from None
                    yield None
                    continue
                if answer is None:
                    return
                if isinstance(answer, BaseException):
                    raise answer
                for numbers, rows in answers(answer):
                    done[numbers] = True
                    yield rows
        finally:
            over.set()
            fetching.join(PATIENCE)

    def _fetch(self, blocks: list[pa.Table], came: "Queue[Any]", over: Event) -> None:
        """Put the answers for blocks into a queue, then None; or what went wrong."""
        try:
            for answer in self._answers(blocks):
                if not _put(came, answer, over):
                    return
            _put(came, None, over)
        except BaseException as error:  # also SystemExit, by which Ray ends a thread where the head is gone
            _put(came, error if _told(error) else ClusterError(f"{GONE} ({type(error).__name__})"), over)

    def _answers(self, blocks: list[pa.Table]) -> Iterator[pa.Table]:
        import ray
        import ray.data

        logging.getLogger("ray.data").setLevel(logging.ERROR)  # else its lines stand in the one that tells the progress
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = False
        tries = ray.remote(Tries).options(num_cpus=0, max_restarts=-1, max_task_retries=-1).remote()
        read = ray.data.from_arrow(blocks).map_batches(
            BlockReader,
            fn_constructor_args=(self._make, self._settings, os.getcwd(), Asked(tries)),
            batch_format="pyarrow",
            batch_size=None,
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=min(self._processes, len(blocks))),
            num_cpus=SHARE,
        )
        yield from read.iter_batches(batch_format="pyarrow", batch_size=None)


def _told(error: BaseException) -> bool:
    """Whether an error says itself what it is, unlike those by which Ray says that the cluster is gone."""
    import ray.exceptions

    gone = isinstance(error, ray.exceptions.RayError) and not isinstance(error, ray.exceptions.RayTaskError)
    return isinstance(error, Exception) and not gone


def _put(came: "Queue[Any]", answer: Any, over: Event) -> bool:
    """Put an answer into a queue once there is room; return False where nobody wants it any more."""
    while not over.is_set():
        try:
            came.put(answer, timeout=1.0)
        except Full:
            continue
        return True
    return False
