"""Where a visitor's player is: what it told, and how it plays on."""

from typing import Any

import pytest

from emotion.web.live import sample_clip
from emotion.web.live.sample_clip import Position, position_of


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    times = [100.0]
    monkeypatch.setattr(sample_clip, "monotonic", lambda: times[-1])
    return times


def test_a_player_that_plays_goes_on_and_begins_again(now: list[float]) -> None:
    position = position_of({"at": 14.0, "moving": True})
    now.append(100.5)
    assert position.now(15.0) == 14.5
    now.append(102.0)
    assert position.now(15.0) == 1.0


def test_a_player_that_is_paused_stays(now: list[float]) -> None:
    position = position_of({"at": 7.25, "moving": False})
    now.append(160.0)
    assert position.now(15.0) == 7.25


@pytest.mark.parametrize("told", [None, 3, {}, {"at": "7"}, {"at": -1}, {"at": float("nan")}, {"at": 1e9}])
def test_what_has_another_form_is_the_beginning(told: Any) -> None:
    assert position_of(told) == Position()
