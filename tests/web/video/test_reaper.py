"""What a visit holds is let go when the visit has ended, once."""

from threading import Event

import pytest

from emotion.web.video import reaper
from emotion.web.video.reaper import SessionReaper

PATIENCE = 120.0


class Visits:
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
def visits(monkeypatch: pytest.MonkeyPatch) -> Visits:
    monkeypatch.setattr(reaper, "ROUND", 3600.0)  # the tests look themselves
    return Visits()


def test_who_stays_connected_keeps_everything(visits: Visits) -> None:
    reaper = visits.reaper()
    visits.keep(reaper, "a")
    for _ in range(10):
        visits.now += PATIENCE
        reaper.poll()
    assert visits.released == []
    reaper.close()


def test_who_is_away_too_long_loses_it_once_and_the_others_do_not(visits: Visits) -> None:
    reaper = visits.reaper()
    visits.keep(reaper, "a")
    visits.keep(reaper, "b")
    visits.here = {"b"}
    visits.now += PATIENCE
    reaper.poll()
    assert visits.released == []
    visits.now += 0.1
    reaper.poll()
    reaper.poll()
    assert visits.released == ["a"]
    reaper.close()
    assert visits.released == ["a", "b"]


def test_who_comes_back_in_time_is_as_if_never_away(visits: Visits) -> None:
    reaper = visits.reaper()
    visits.keep(reaper, "a")
    for here in (set(), {"a"}, set()):
        visits.here = here
        visits.now += PATIENCE - 1
        reaper.poll()
    assert visits.released == []
    reaper.close()


def test_a_newer_release_takes_the_place_of_the_older(visits: Visits) -> None:
    reaper = visits.reaper()
    reaper.keep("a", lambda: visits.released.append("older"))
    reaper.keep("a", lambda: visits.released.append("newer"))
    reaper.close()
    assert visits.released == ["newer"]


def test_it_looks_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaper, "ROUND", 0.01)
    for _ in range(2):  # the thread ends with the last visit, and a new one begins with the next
        released = Event()
        SessionReaper(lambda session: False, 0.0).keep("a", released.set)
        assert released.wait(30)
