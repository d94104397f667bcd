"""Collects the cycles that closed connections leave behind, now and then instead of after every update of a page."""

import gc
from threading import Event, Thread
from typing import Final

EVERY: Final = 10.0  # seconds
SOON: Final = 1.0  # seconds that a connection may take to end


class Collector:
    """A thread that collects garbage as long as the process lives, or until it is stopped."""

    def __init__(self, every: float = EVERY, soon: float = SOON) -> None:
        """Start it.

        Args:
            every: seconds from one collection to the next.
            soon: seconds from `ask` to the collection that it asks for.
        """
        self._stopped, self._asked = Event(), Event()
        Thread(target=self._run, args=(every, soon), name="collector", daemon=True).start()

    def ask(self) -> None:
        """Ask for a collection soon, since something has ended."""
        self._asked.set()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self._asked.set()

    def _run(self, every: float, soon: float) -> None:
        while not self._stopped.is_set():
            if self._asked.wait(every):
                self._stopped.wait(soon)
                self._asked.clear()
            gc.collect()
