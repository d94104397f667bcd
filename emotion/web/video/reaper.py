"""Lets go of what a visit holds when the visit has ended, which Streamlit tells nobody."""

from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import Final

from streamlit import runtime

ROUND: Final = 1.0  # seconds between two looks


class SessionReaper:
    """Remembers what to call when a visit has ended; safe to use from every thread.

    A visit has ended when its browser has been away for longer than Streamlit waits for it to come back.
    """

    def __init__(
        self, connected: Callable[[str], bool], patience: float, clock: Callable[[], float] = monotonic
    ) -> None:
        """Make a keeper without visits.

        Args:
            connected: whether the browser of a session is connected now.
            patience: seconds that it may be away.
            clock: seconds that only grow.
        """
        self._connected, self._patience, self._clock = connected, patience, clock
        self._kept: dict[str, tuple[float, Callable[[], None]]] = {}  # when last seen, what to call
        self._changed = Condition()
        self._looking = False

    def keep(self, session: str, release: Callable[[], None]) -> None:
        """Call `release` once when the session has ended; it replaces an earlier one of that session."""
        with self._changed:
            self._kept[session] = self._clock(), release
            if not self._looking:
                self._looking = True
                Thread(target=self._rounds, name="video-keeper", daemon=True).start()

    def poll(self) -> None:
        """Release what ended visits hold."""
        ended = []
        with self._changed:
            now = self._clock()
            for session, (seen, release) in list(self._kept.items()):
                if self._connected(session):
                    self._kept[session] = now, release
                elif now - seen > self._patience:
                    del self._kept[session]
                    ended.append(release)
        for release in ended:
            release()

    def close(self) -> None:
        """Release everything, since the process ends."""
        with self._changed:
            kept, self._kept = self._kept, {}
            self._changed.notify()
        for _, release in kept.values():
            release()

    def _rounds(self) -> None:
        while True:
            with self._changed:
                self._changed.wait(ROUND)
                if not self._kept:
                    self._looking = False
                    return
            self.poll()


def connected(session: str) -> bool:
    """Whether a session's browser is connected to this server; without a server, as in tests, it counts as so."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)
