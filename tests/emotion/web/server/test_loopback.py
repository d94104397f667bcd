"""Whether a page is seen on its own machine alone: one sign of another is enough to say no."""

from typing import Any

import pytest

from emotion.web.server.loopback import host_of, is_loopback, seen_here

HERE: dict[str, Any] = {
    "listens_at": "127.0.0.1",
    "url": "http://localhost:8501/training",
    "visitor": None,
    "headers": {"Host": "localhost:8501", "Origin": "http://localhost:8501"},
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"listens_at": "localhost"},
        {"listens_at": "::1", "url": "http://[::1]:8501/", "headers": {"Host": "[::1]:8501"}},
        {"visitor": "127.0.0.2"},
        {"headers": {}},
    ],
)
def test_a_visitor_on_the_machine_itself(changes: dict[str, Any]) -> None:
    assert seen_here(**HERE | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"listens_at": None},
        {"listens_at": ""},
        {"listens_at": "0.0.0.0"},
        {"listens_at": "192.168.0.5"},
        {"url": None},
        {"url": "https://mien.example.org/training"},
        {"url": "http://localhost.example.org/"},
        {"url": "http://127.0.0.1@example.org/"},
        {"url": "http://[broken"},
        {"visitor": "192.168.0.7"},
        {"headers": {"Host": "mien.example.org"}},
        {"headers": {"host": "localhost:8501", "origin": "https://mien.example.org"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"x-forwarded-proto": "https"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"headers": {"X-Real-IP": "127.0.0.1"}},
        {"headers": {"Via": "1.1 proxy"}},
    ],
)
def test_any_sign_of_another_machine_or_of_a_proxy_says_no(changes: dict[str, Any]) -> None:
    assert not seen_here(**HERE | changes)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("LOCALHOST", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("example.org", False),
        (None, False),
    ],
)
def test_which_names_mean_this_machine(host: str | None, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://a.example:80/x", "a.example"),
        ("a.example:80", "a.example"),
        ("[::1]:80", "::1"),
        ("", None),
        (None, None),
    ],
)
def test_the_host_of_an_address(address: str | None, expected: str | None) -> None:
    assert host_of(address) == expected
