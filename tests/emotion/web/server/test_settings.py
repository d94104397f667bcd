"""What a host can set."""

import json
from typing import Any

import pytest

from emotion.web.server.settings import HostSettings, SettingError, host_settings

NAMES = (
    *("MIEN_ICE_SERVERS", "MIEN_MAX_STREAMS", "MIEN_FRAME_RATE", "MIEN_MODEL", "MIEN_DETECTOR"),
    *("MIEN_MAX_VIDEO_MB", "MIEN_MAX_VIDEO_MINUTES", "MIEN_MAX_VIDEO_JOBS"),
    *("MIEN_LIVE", "MIEN_BROWSER_BUILD"),
)
RELAYS = (
    *("MIEN_SERVER_ICE_SERVERS", "MIEN_ICE_POLICY"),
    *("MIEN_TURN_SECRET", "MIEN_TURN_URLS", "MIEN_TURN_TTL", "MIEN_TURN_SERVER_URLS"),
)
TURN = {"urls": "turn:turn.example.org:3478", "username": "u", "credential": "c"}


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    values: dict[str, Any] = {}
    monkeypatch.setattr("streamlit.secrets", values)
    for name in (*NAMES, *RELAYS):
        monkeypatch.delenv(name, raising=False)
    return values


def test_without_any_setting_it_serves_localhost() -> None:
    assert host_settings() == HostSettings()
    assert host_settings().browser_configuration(0) == host_settings().server_configuration(0) == {"iceServers": []}


def test_every_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    values = (json.dumps([TURN]), "9", "15", "other", "haar", "50", "3", "2", "browser", "on")
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    settings_read = host_settings()
    assert (settings_read.max_streams, settings_read.frame_rate, settings_read.model) == (9, 15, "other")
    assert (settings_read.detector, settings_read.live, settings_read.browser_build) == ("haar", ("browser",), True)
    assert settings_read.browser_configuration(0) == settings_read.server_configuration(0) == {"iceServers": [TURN]}


def test_secrets_serve_as_well_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, secrets: dict[str, Any]
) -> None:
    secrets.update(MIEN_ICE_SERVERS=[TURN], MIEN_MAX_STREAMS=7)
    assert host_settings().ice_servers == (TURN,)
    assert host_settings().max_streams == 7
    monkeypatch.setenv("MIEN_MAX_STREAMS", "5")
    assert host_settings().max_streams == 5


def test_no_secrets_file_is_the_ordinary_case(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def get(self, name: str) -> None:
            raise FileNotFoundError("No secrets files settings_read.")

    monkeypatch.setattr("streamlit.secrets", Missing())
    assert host_settings() == HostSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIEN_MAX_STREAMS", "many"),
        ("MIEN_MAX_STREAMS", "0"),
        ("MIEN_FRAME_RATE", "1.5"),
        ("MIEN_FRAME_RATE", "500"),
        ("MIEN_MAX_VIDEO_MB", "0"),
        ("MIEN_MAX_VIDEO_MINUTES", "0.5"),
        ("MIEN_MAX_VIDEO_JOBS", "none"),
        ("MIEN_DETECTOR", "retina"),
        ("MIEN_LIVE", "nobody"),
        ("MIEN_LIVE", "server,server"),
        ("MIEN_BROWSER_BUILD", "yes"),
        ("MIEN_SHOW_FACES", "yes"),
        ("MIEN_ICE_POLICY", "none"),
        ("MIEN_TURN_SECRET", "alone"),
        ("MIEN_TURN_URLS", "turn:turn.example.org"),
        ("MIEN_SERVER_ICE_SERVERS", "{}"),
        ("MIEN_ICE_SERVERS", "turn:turn.example.org"),
        ("MIEN_ICE_SERVERS", "{}"),
        ("MIEN_ICE_SERVERS", '[{"username": "u"}]'),
        ("MIEN_ICE_SERVERS", '["turn:turn.example.org"]'),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        host_settings()


@pytest.mark.parametrize(("value", "shown"), [("", False), ("off", False), ("on", True)])
def test_faces_are_shown_only_where_the_host_says_so(monkeypatch: pytest.MonkeyPatch, value: str, shown: bool) -> None:
    monkeypatch.setenv("MIEN_SHOW_FACES", value)

    assert host_settings().show_faces is shown


@pytest.mark.parametrize(
    ("value", "live"),
    [
        ("", ("server", "browser")),
        ("server", ("server",)),
        ("browser", ("browser",)),
        ("server,browser", ("server", "browser")),
        ("browser, server", ("browser", "server")),
    ],
)
def test_who_reads_is_set_and_who_comes_first(
    monkeypatch: pytest.MonkeyPatch, value: str, live: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MIEN_LIVE", value)

    assert host_settings().live == live
    assert not host_settings().browser_build


def test_browser_and_server_may_have_servers_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_ICE_SERVERS", json.dumps([TURN]))
    monkeypatch.setenv("MIEN_SERVER_ICE_SERVERS", "[]")
    monkeypatch.setenv("MIEN_ICE_POLICY", "relay")

    assert host_settings().browser_configuration(0) == {"iceServers": [TURN], "iceTransportPolicy": "relay"}
    assert host_settings().server_configuration(0) == {"iceServers": []}


def test_credentials_are_made_of_a_shared_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_TURN_SECRET", "north")
    monkeypatch.setenv("MIEN_TURN_URLS", "turn:turn.example.org:3478, turns:turn.example.org:5349?transport=tcp")
    monkeypatch.setenv("MIEN_TURN_SERVER_URLS", "turn:10.0.0.7:3478?transport=tcp")
    monkeypatch.setenv("MIEN_TURN_TTL", "600")

    (browser,) = host_settings().browser_configuration(1_000_000)["iceServers"]
    (server,) = host_settings().server_configuration(1_000_000)["iceServers"]

    assert browser["urls"] == ["turn:turn.example.org:3478", "turns:turn.example.org:5349?transport=tcp"]
    assert server["urls"] == ["turn:10.0.0.7:3478?transport=tcp"]
    assert (browser["username"], browser["credential"]) == (server["username"], server["credential"])
    assert "north" not in repr(host_settings())
