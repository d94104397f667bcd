"""Who is let in, how often, and what whoever offers the interface may set."""

import hashlib

import pytest

from emotion.api.access import REMEMBERED, Rates, known, whole_seconds
from emotion.api.settings import ApiSettings, api_settings
from emotion.batch.run import processors

KEY = hashlib.sha256(b"key").hexdigest()


def test_a_bucket_empties_with_requests_and_fills_with_time() -> None:
    now = 100.0
    rates = Rates(6, lambda: now)
    assert [rates.ask("one") for _ in range(7)] == [0.0] * 6 + [10.0]
    assert rates.ask("another") == 0.0
    now += 4
    assert rates.ask("one") == pytest.approx(6.0)
    now += 6
    assert rates.ask("one") == 0.0
    now += 3600
    assert [rates.ask("one") for _ in range(7)] == [0.0] * 6 + [10.0], "no more than a minute's are saved up"


def test_many_who_ask_are_not_all_remembered() -> None:
    rates = Rates(1, lambda: 0.0)
    for number in range(REMEMBERED + 1):
        assert rates.ask(str(number)) == 0.0
    assert rates.ask("0") == 0.0
    assert rates.ask(str(REMEMBERED)) > 0


def test_keys_are_known_by_their_digest() -> None:
    settings = ApiSettings(keys=frozenset({KEY, hashlib.sha256(b"other").hexdigest()}))
    assert known("key", settings)
    assert not known("", settings)
    assert not known(KEY, settings)
    assert not known("key", ApiSettings())


def test_a_time_to_wait_is_told_in_whole_seconds() -> None:
    assert [whole_seconds(seconds) for seconds in (0.2, 1.0, 1.1)] == ["1", "1", "2"]


def test_settings_are_read_and_wrong_ones_named() -> None:
    assert api_settings({}) == ApiSettings(readers=processors())
    environment = {
        "MIEN_API_KEYS": f"{KEY}, {KEY[::-1]}",
        "MIEN_API_A_MINUTE": "30",
        "MIEN_API_WAITING": "5",
        "MIEN_API_READERS": "3",
        "MIEN_API_MB": "64",
        "MIEN_API_ORIGINS": "https://example.org http://localhost:3000",
    }
    found = api_settings(environment)
    assert found.keys == {KEY, KEY[::-1]}
    assert (found.a_minute, found.waiting, found.readers, found.together) == (30, 5, 3, 64)
    assert found.origins == ("https://example.org", "http://localhost:3000")
    wrong = {
        "MIEN_API_KEYS": "secret",
        "MIEN_API_A_MINUTE": "0",
        "MIEN_API_READERS": "many",
        "MIEN_API_ORIGINS": "*",
    }
    for name, value in wrong.items():
        with pytest.raises(ValueError, match=f"^{name}: expected "):
            api_settings({name: value})
