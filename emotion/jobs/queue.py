"""The queue of videos: how many are analysed at once in this process; the others wait for their turn."""

from threading import Lock, Thread
from typing import Final

from emotion.jobs.job import VideoJob

WAITING: Final = 10  # jobs that may wait; their files take room on the disk


class VideoQueue:
    """Runs jobs in the order in which they came, each in a thread of its own; safe to use from every thread."""

    def __init__(self, max_running: int, max_waiting: int = WAITING) -> None:
        self._max_running, self._max_waiting, self._lock = max_running, max_waiting, Lock()
        self._running: list[VideoJob] = []
        self._waiting: list[VideoJob] = []

    def join(self, job: VideoJob) -> bool:
        """Start a job or let it wait for its turn; False when too many wait already."""
        with self._lock:
            if len(self._running) >= self._max_running and len(self._waiting) >= self._max_waiting:
                return False
            self._waiting.append(job)
            self._advance()
            return True

    def place(self, job: VideoJob) -> int:
        """Return a job's place in the queue: 1 is next; 0 for one that does not wait."""
        with self._lock:
            return self._waiting.index(job) + 1 if job in self._waiting else 0

    def leave(self, job: VideoJob) -> bool:
        """Take a waiting job out of the queue; False when it does not wait any more."""
        with self._lock:
            if job not in self._waiting:
                return False
            self._waiting.remove(job)
            return True

    def running(self) -> int:
        """Return how many are read now."""
        with self._lock:
            return len(self._running)

    def waiting(self) -> int:
        """Return how many wait for their turn."""
        with self._lock:
            return len(self._waiting)

    def cancel(self) -> None:
        """Stop all at their next frame; what was read of each is kept."""
        with self._lock:
            jobs = [*self._running, *self._waiting]
        for job in jobs:
            job.cancel()

    def drain(self, seconds: float) -> None:
        """Wait until no job runs, at most so long for each."""
        with self._lock:
            running = list(self._running)
        for job in running:
            job.wait(seconds)

    def _advance(self) -> None:
        while self._waiting and len(self._running) < self._max_running:
            job = self._waiting.pop(0)
            self._running.append(job)
            # A daemon, so that a long video cannot hold up the end of the process.
            Thread(target=self._work, args=(job,), name="video-job", daemon=True).start()

    def _work(self, job: VideoJob) -> None:
        try:
            job.run()
        finally:
            with self._lock:
                self._running.remove(job)
                self._advance()
