"""How many cameras this machine holds: by what reading a frame costs here, and what a camera costs beside that."""

import os
from collections.abc import Callable
from math import floor
from pathlib import Path
from time import thread_time
from typing import Final

CALLS: Final = 3  # timings, of which the quickest counts: a busy second at the start must not cost places for good
# Of a camera with 15 frames a second, half of them read: the third of six steps down (emotion.live.pace). Costs are in
# times of what finding and reading faces in a frame of the sample costs alone; see docs/decisions/0033-many-cameras.md.
FRAMES: Final = 15.0
READS: Final = 7.5
TRANSPORT: Final = 1.7  # to receive, decode, encode and send a frame
READING: Final = 2.2  # to read a frame and draw on it, beside other cameras
USED: Final = 0.7  # share of the processors' time that cameras may take; pages, photos and videos want some
MOST_CORES: Final = 2.0  # more do not help one process: Python runs one thread at a time, a third of the work
QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")


def places(read: Callable[[], object], frames: int, cores: float | None = None) -> int:
    """Return how many cameras may run at once, at least one.

    Args:
        read: finds and reads faces in a frame of the sample, the next one with each call; called in this thread.
        frames: how many frames make one timing.
        cores: processors that the process may use; those of this machine if None.
    """
    seconds = min(_timed(read, frames) for _ in range(CALLS))
    return held(seconds, available() if cores is None else cores)


def held(seconds: float, cores: float) -> int:
    """Return how many cameras so many processors hold where a frame takes so many seconds of one; at least one."""
    camera = seconds * (FRAMES * TRANSPORT + READS * READING)
    return max(1, floor(USED * min(cores, MOST_CORES) / max(camera, 1e-6)))


def available(quota: Path = QUOTA) -> float:
    """Return how many processors this process may use, by its affinity and its container's limit."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux alone
    cores = float(len(affinity(0)) if affinity else os.cpu_count() or 1)
    try:
        most, period = quota.read_text("ascii").split()
        return min(cores, int(most) / int(period))
    except (OSError, ValueError):  # no such file, or "max": no limit
        return cores


def _timed(read: Callable[[], object], frames: int) -> float:
    began = thread_time()
    for _ in range(frames):
        read()
    return (thread_time() - began) / frames
