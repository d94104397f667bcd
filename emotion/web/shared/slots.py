"""How many cameras run at once in this process, so that a visitor too many is told instead of slowing all others."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

GRACE: Final = 20.0  # seconds that a camera may take until its first frame
SILENCE: Final = 8.0  # seconds without a frame after which a camera counts as gone


class StreamSlots:
    """Places for running cameras; safe to use from every visitor's thread."""

    def __init__(self, size: int, clock: Callable[[], float] = monotonic) -> None:
        self._size = size
        self._clock = clock
        self._lock = Lock()
        self._until: dict[str, float] = {}

    def claim(self, visit: str) -> bool:
        """Take a place for a visit, or keep the one that it has; False when all are taken."""
        with self._lock:
            now = self._forget()
            if visit not in self._until and len(self._until) >= self._size:
                return False
            self._until[visit] = now + GRACE
            return True

    def keep(self, visit: str) -> None:
        """Say that a frame of the visit's camera came; without a place there is none to keep."""
        with self._lock:
            if visit in self._until:
                self._until[visit] = self._clock() + SILENCE

    def release(self, visit: str) -> None:
        """Give the place back."""
        with self._lock:
            self._until.pop(visit, None)

    def full_for(self, visit: str) -> bool:
        """Whether a visit that wants to switch its camera on now would be one too many."""
        with self._lock:
            self._forget()
            return visit not in self._until and len(self._until) >= self._size

    def _forget(self) -> float:
        now = self._clock()
        self._until = {visit: until for visit, until in self._until.items() if until > now}
        return now
