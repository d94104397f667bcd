"""What a session holds is released when it has ended, once."""

from threading import Event

import pytest

from emotion.web.video import reaper
from emotion.web.video.reaper import SessionReaper

PATIENCE = 120.0


class Sessions:
    """A clock, who is connected, and what was released."""

    def __init__(self) -> None:
        self.now = 100.0
        self.here = {"a", "b"}
        self.released: list[str] = []

    def reaper(self) -> SessionReaper:
        return SessionReaper(lambda session: session in self.here, PATIENCE, lambda: self.now)

    def keep(self, reaper: SessionReaper, session: str) -> None:
        reaper.keep(session, lambda: self.released.append(session))


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> Sessions:
    monkeypatch.setattr(reaper, "POLL_INTERVAL", 3600.0)  # the tests poll themselves
    return Sessions()


def test_who_stays_connected_keeps_everything(sessions: Sessions) -> None:
    reaper = sessions.reaper()
    sessions.keep(reaper, "a")
    for _ in range(10):
        sessions.now += PATIENCE
        reaper.poll()
    assert sessions.released == []
    reaper.close()


def test_who_is_away_too_long_loses_it_once_and_the_others_do_not(sessions: Sessions) -> None:
    reaper = sessions.reaper()
    sessions.keep(reaper, "a")
    sessions.keep(reaper, "b")
    sessions.here = {"b"}
    sessions.now += PATIENCE
    reaper.poll()
    assert sessions.released == []
    sessions.now += 0.1
    reaper.poll()
    reaper.poll()
    assert sessions.released == ["a"]
    reaper.close()
    assert sessions.released == ["a", "b"]


def test_who_comes_back_in_time_is_as_if_never_away(sessions: Sessions) -> None:
    reaper = sessions.reaper()
    sessions.keep(reaper, "a")
    for here in (set(), {"a"}, set()):
        sessions.here = here
        sessions.now += PATIENCE - 1
        reaper.poll()
    assert sessions.released == []
    reaper.close()


def test_a_newer_release_takes_the_place_of_the_older(sessions: Sessions) -> None:
    reaper = sessions.reaper()
    reaper.keep("a", lambda: sessions.released.append("older"))
    reaper.keep("a", lambda: sessions.released.append("newer"))
    reaper.close()
    assert sessions.released == ["newer"]


def test_it_polls_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaper, "POLL_INTERVAL", 0.01)
    for _ in range(2):  # the thread ends with the last session, and a new one begins with the next
        released = Event()
        SessionReaper(lambda session: False, 0.0).keep("a", released.set)
        assert released.wait(30)
