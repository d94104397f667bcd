"""Credentials of a TURN server made of a shared secret."""

import pytest

from emotion.web.server.relay import SharedSecret

RELAY = SharedSecret(("turn:turn.example.org:3478",), "north", ttl=3600)


def test_a_credential_is_what_a_turn_server_computes_of_the_secret() -> None:
    made = RELAY.for_browsers(1_000_000)

    # printf 1004400:mien | openssl dgst -sha1 -hmac north -binary | base64
    assert made == {
        "urls": ["turn:turn.example.org:3478"],
        "username": "1004400:mien",
        "credential": "7Lzavg/d0IcobfML5CpNB+igvT4=",
    }


@pytest.mark.parametrize("now", [1_000_800, 1_001_000, 1_004_399])
def test_it_is_good_for_its_time_at_least_and_few_are_made(now: int) -> None:
    expires, _, user = RELAY.for_browsers(now)["username"].partition(":")

    assert 3600 < int(expires) - now <= 7200
    assert user == "mien"
    assert RELAY.for_browsers(now) == RELAY.for_browsers(1_000_800)


def test_the_server_has_the_addresses_of_the_browsers_unless_it_is_given_others() -> None:
    own = SharedSecret(RELAY.urls, "north", server_urls=("turn:10.0.0.7:3478",))

    assert RELAY.for_server(0) == RELAY.for_browsers(0)
    assert own.for_server(0)["urls"] == ["turn:10.0.0.7:3478"]
    assert own.for_server(0)["credential"] == own.for_browsers(0)["credential"]
