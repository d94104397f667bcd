"""python -m tests.faults.connects [COUNT]: so many connects and disconnects, and what the process holds after them."""

import ctypes
import gc
import sys
import threading
import weakref
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import psutil
import pytest

from emotion.live.callback import LiveCallback
from tests.faults.peers import as_installed, connected, run, until

COUNT: Final = 200
WARMED: Final = 10  # connects after which everything is loaded and every pool is full
AT_ONCE: Final = 10  # connects until garbage is collected, as the product's collector does every ten seconds


@dataclass(frozen=True)
class Held:
    """What the process holds.

    Attributes:
        threads: that run.
        descriptors: files and sockets that are open.
        objects: that Python's collector knows.
        megabytes: resident memory, MB (10^6 bytes).
    """

    threads: int
    descriptors: int
    objects: int
    megabytes: float


def held() -> Held:
    """Return what the process holds once its garbage is collected."""
    gc.collect()
    with suppress(AttributeError):  # where there is glibc: threads' arenas keep what was freed
        ctypes.CDLL(None).malloc_trim(0)
    process = psutil.Process()
    return Held(threading.active_count(), process.num_fds(), len(gc.get_objects()), process.memory_info().rss / 1e6)


def connects(count: int) -> int:
    """Connect and disconnect a stream so many times in one loop; return how many callbacks were left behind."""
    callbacks, threads = weakref.WeakSet[LiveCallback](), set(threading.enumerate())

    def reading() -> bool:
        return any(thread.name.startswith("reading") for thread in set(threading.enumerate()) - threads)

    async def check() -> None:
        for turn in range(count):
            async with connected(rate=100) as stream:
                callbacks.add(stream.callback)
            del stream
            # A read that was running comes to its end first.
            await until(lambda: not reading())
            if turn % AT_ONCE == 0:
                gc.collect()

    run(check())
    gc.collect()
    return len(callbacks)


def measured(count: int) -> tuple[Held, Held, int]:
    """Return what the process holds once it is warm, what after so many connects, and how many callbacks are left."""
    with pytest.MonkeyPatch.context() as patch:
        as_installed(patch)
        left = connects(WARMED)
        before = held()
        left += connects(count)
        return before, held(), left


def main(count: int) -> None:
    """Print it."""
    before, after, left = measured(count)
    print(f"{count} connects      before   after")
    for name in ("threads", "descriptors", "objects", "megabytes"):
        print(f"{name:15} {getattr(before, name):8.0f}{getattr(after, name):8.0f}")
    print(f"{left} callbacks are left")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
