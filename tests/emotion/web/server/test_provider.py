"""Services that make credentials for their own TURN servers."""

import logging
from typing import Any

import pytest
from streamlit_webrtc import credentials

from emotion.web.server.relay import PROVIDERS, Provider
from emotion.web.server.settings import SettingError, host_settings

SERVERS = [{"urls": "turn:turn.example.org:443", "username": "u", "credential": "c"}]
HELPERS = {"cloudflare": "cloudflare", "huggingface": "hf", "twilio": "twilio"}


@pytest.mark.parametrize("name", PROVIDERS)
def test_browsers_and_server_get_what_it_gives(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    asked: list[tuple[str, ...]] = []

    def helper(*keys: str) -> list[dict[str, Any]]:
        asked.append(keys)
        return SERVERS

    monkeypatch.setattr(credentials, f"get_{HELPERS[name]}_ice_servers", helper)
    monkeypatch.setenv("MIEN_ICE_PROVIDER", name)
    for key in PROVIDERS[name]:
        monkeypatch.setenv(key, f"the {key}")
    host = host_settings()

    assert host.browser_configuration(0) == host.server_configuration(0) == {"iceServers": SERVERS}
    assert set(asked) == {tuple(f"the {key}" for key in PROVIDERS[name])}


def test_while_it_does_not_answer_cameras_start_without_and_no_key_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def helper(token: str) -> list[dict[str, Any]]:
        raise ValueError(f"refused {token}")

    monkeypatch.setattr(credentials, "get_hf_ice_servers", helper)
    with caplog.at_level(logging.ERROR):
        assert Provider("huggingface", ("very secret",)).servers() == []

    assert "huggingface gave no TURN servers (ValueError)" in caplog.text
    assert "very secret" not in caplog.text


def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_ICE_PROVIDER", "cloudflare")
    monkeypatch.setenv("CLOUDFLARE_TURN_KEY_ID", "id")
    with pytest.raises(SettingError, match="cloudflare needs CLOUDFLARE_TURN_KEY_API_TOKEN"):
        host_settings()
