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

    def claim(self, session: str) -> bool:
        """Take a place for a session, or keep the one that it has; False when all are taken."""
        with self._lock:
            now = self._forget()
            if session not in self._until and len(self._until) >= self._size:
                return False
            self._until[session] = now + GRACE
            return True

    def keep(self, session: str) -> None:
        """Say that a frame of the session's camera came; without a place there is none to keep."""
        with self._lock:
            if session in self._until:
                self._until[session] = self._clock() + SILENCE

    def release(self, session: str) -> None:
        """Give the place back."""
        with self._lock:
            self._until.pop(session, None)

    def taken(self) -> int:
        """Return how many places are taken now."""
        with self._lock:
            self._forget()
            return len(self._until)

    def full_for(self, session: str) -> bool:
        """Whether a session that wants to switch its camera on now would be one too many."""
        with self._lock:
            self._forget()
            return session not in self._until and len(self._until) >= self._size

    def _forget(self) -> float:
        now = self._clock()
        self._until = {session: until for session, until in self._until.items() if until > now}
        return now
