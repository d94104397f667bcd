"""Videos that programs sent: read in the background, kept for a while when they are done, and gone then."""

from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

from emotion.jobs.folder import cleanup
from emotion.jobs.job import VideoJob, VideoOptions
from emotion.jobs.queue import VideoQueue
from emotion.models.loaded import LoadedModel

KEPT: Final = 600.0  # seconds for which results of a video that is done are kept
MOST: Final = 50  # videos that are waiting, read, or kept
LOOK: Final = 5.0  # seconds between two looks at what has been kept long enough
NAME: Final = "video"  # what stands for the name of the file, which a body does not have


class FullError(Exception):
    """Too many videos wait, or are kept."""


@dataclass
class Kept:
    """A video.

    Attributes:
        job: that reads it, or has read it.
        owner: who sent it; nobody else learns that it is there.
        ended_at: seconds of the clock when it was first seen to have ended; None before.
    """

    job: VideoJob
    owner: str
    ended_at: float | None = None


class Videos:
    """What is waiting, read and kept; safe to use from every thread."""

    def __init__(self, at_once: int, longest: float) -> None:
        """Begin; what a crashed process left behind goes.

        Args:
            at_once: videos that are read side by side.
            longest: seconds; longer ones are refused.
        """
        cleanup()
        self._queue, self._longest = VideoQueue(at_once), longest
        self._kept: dict[str, Kept] = {}
        self._lock, self._closed = Lock(), Event()
        self._looker: Thread | None = None

    def begin(
        self, folder: TemporaryDirectory[str], source: Path, model: LoadedModel, options: VideoOptions, owner: str
    ) -> str:
        """Have a video read, and return the name by which its owner asks for it.

        Args:
            folder: private, with `source` in it; it goes with the job, and where there is no room for it.
            source: the file.
            model: that reads.
            options: how.
            owner: who sent it.

        Raises:
            FullError: too many are there already.
        """
        job = VideoJob(NAME, source, folder, model, options, self._longest)
        name = token_urlsafe(16)
        with self._lock:
            room = len(self._kept) < MOST and not self._closed.is_set()
            if room:
                self._kept[name] = Kept(job, owner)
        if not room or not self._queue.join(job):
            self._forget(name)
            job.discard()
            raise FullError
        self._watch()
        return name

    def job(self, name: str, owner: str) -> VideoJob | None:
        """Return a video of somebody's; None where they have none of that name."""
        with self._lock:
            kept = self._kept.get(name)
        return kept.job if kept is not None and kept.owner == owner else None

    def place(self, job: VideoJob) -> int:
        """Return how many are read before one that waits, itself counted; 0 for one that does not wait."""
        return self._queue.place(job)

    def remove(self, name: str, owner: str) -> bool:
        """Stop a video and remove all of it; False where somebody has none of that name."""
        job = self.job(name, owner)
        if job is None:
            return False
        self._forget(name)
        self._queue.leave(job)
        job.discard()
        return True

    def close(self) -> None:
        """Stop and remove all."""
        self._closed.set()
        with self._lock:
            kept = list(self._kept.items())
        for name, one in kept:
            self.remove(name, one.owner)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._kept.pop(name, None)

    def _watch(self) -> None:
        with self._lock:
            if self._looker is None or not self._looker.is_alive():
                self._looker = Thread(target=self._look, name="api-videos", daemon=True)
                self._looker.start()

    def _look(self) -> None:
        while not self._closed.wait(LOOK):
            now = monotonic()
            with self._lock:
                for kept in self._kept.values():
                    if kept.ended_at is None and kept.job.state.ended:
                        kept.ended_at = now
                over = [
                    (name, kept.owner)
                    for name, kept in self._kept.items()
                    if kept.ended_at is not None and now - kept.ended_at >= KEPT
                ]
            for name, owner in over:
                self.remove(name, owner)
