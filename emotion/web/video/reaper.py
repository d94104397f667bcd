"""The session reaper: releases what a session holds when it has ended, of which Streamlit sends no event."""

from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import Final

from streamlit import runtime

POLL_INTERVAL: Final = 1.0  # seconds


class SessionReaper:
    """Remembers what to call when a session has ended; safe to use from every thread.

    A session has ended when its browser has been away for longer than Streamlit waits for it to come back.
    """

    def __init__(
        self, connected: Callable[[str], bool], patience: float, clock: Callable[[], float] = monotonic
    ) -> None:
        """Make a reaper of no session.

        Args:
            connected: whether the browser of a session is connected now.
            patience: seconds that it may be away.
            clock: seconds that only grow.
        """
        self._connected, self._patience, self._clock = connected, patience, clock
        self._releases: dict[str, tuple[float, Callable[[], None]]] = {}  # when last seen, what to call
        self._changed = Condition()
        self._polling = False

    def keep(self, session: str, release: Callable[[], None]) -> None:
        """Call `release` once when the session has ended; it replaces an earlier one of that session."""
        with self._changed:
            self._releases[session] = self._clock(), release
            if not self._polling:
                self._polling = True
                Thread(target=self._poll_until_idle, name="video-session-reaper", daemon=True).start()

    def poll(self) -> None:
        """Release what ended sessions hold."""
        ended = []
        with self._changed:
            now = self._clock()
            for session, (seen, release) in list(self._releases.items()):
                if self._connected(session):
                    self._releases[session] = now, release
                elif now - seen > self._patience:
                    del self._releases[session]
                    ended.append(release)
        for release in ended:
            release()

    def close(self) -> None:
        """Release everything, since the process ends."""
        with self._changed:
            releases, self._releases = self._releases, {}
            self._changed.notify()
        for _, release in releases.values():
            release()

    def _poll_until_idle(self) -> None:
        while True:
            with self._changed:
                self._changed.wait(POLL_INTERVAL)
                if not self._releases:
                    self._polling = False
                    return
            self.poll()


def connected(session: str) -> bool:
    """Whether a session's browser is connected to this server; without a server, as in tests, it counts as so."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)
