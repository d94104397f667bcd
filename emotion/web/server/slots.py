"""How many cameras run at once in this process, and who is next: a visitor too many waits instead of slowing others."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

GRACE: Final = 20.0  # seconds that a camera may take until its first frame
SILENCE: Final = 8.0  # seconds without a frame after which a camera counts as gone
ABSENT: Final = 6.0  # seconds after which one in line who did not ask again is passed over
GONE: Final = 90.0  # likewise after which the place in line is lost; browsers slow down pages that nobody looks at


class StreamSlots:
    """Places for running cameras, and a line before them; safe to use from every visitor's thread."""

    def __init__(self, size: int, clock: Callable[[], float] = monotonic) -> None:
        self.size = size
        self._clock = clock
        self._lock = Lock()
        self._until: dict[str, float] = {}
        self._asked: dict[str, float] = {}  # those in line, the first first, and when each asked last

    def claim(self, session: str) -> bool:
        """Take a place for a session, or keep the one that it has; False when it has none and it is not its turn."""
        with self._lock:
            now = self._forget()
            if not self._may(session, now):
                return False
            self._asked.pop(session, None)
            self._until[session] = now + GRACE
            return True

    def keep(self, session: str) -> None:
        """Say that a frame of the session's camera came; without a place there is none to keep."""
        with self._lock:
            if session in self._until:
                self._until[session] = self._clock() + SILENCE

    def release(self, session: str) -> None:
        """Give the place back, or leave the line."""
        with self._lock:
            self._until.pop(session, None)
            self._asked.pop(session, None)

    def taken(self) -> int:
        """Return how many places are taken now."""
        with self._lock:
            self._forget()
            return len(self._until)

    def full_for(self, session: str) -> bool:
        """Whether a session that wants to switch its camera on now would have to wait."""
        with self._lock:
            return not self._may(session, self._forget())

    def wait(self, session: str) -> int:
        """Stand in line, or say that one still does; return how many are before, of those that still ask."""
        with self._lock:
            now = self._forget()
            self._asked[session] = now
            return self._before(session, now)

    def _may(self, session: str, now: float) -> bool:
        return session in self._until or self._before(session, now) < self.size - len(self._until)

    def _before(self, session: str, now: float) -> int:
        line = list(self._asked)
        before = line[: line.index(session)] if session in self._asked else line
        return sum(now - self._asked[one] <= ABSENT for one in before)

    def _forget(self) -> float:
        now = self._clock()
        self._until = {session: until for session, until in self._until.items() if until > now}
        self._asked = {session: asked for session, asked in self._asked.items() if now - asked <= GONE}
        return now
