"""The servers that cameras' connections are made with, as a host sets them."""

import json
from collections.abc import Mapping
from typing import Any

from emotion.web.server.relay import PROVIDERS, Provider, SharedSecret
from emotion.web.server.values import SettingError, one_of, text, value_of, whole, words


def ice_servers(name: str) -> tuple[Mapping[str, Any], ...] | None:
    """Return STUN and TURN servers that were set as a JSON list, or as a list where secrets have one; None for none.

    Raises:
        SettingError: it is no such list.
    """
    servers = value_of(name)
    if servers is None or servers == "":
        return None
    if isinstance(servers, str):
        try:
            servers = json.loads(servers)
        except json.JSONDecodeError as error:
            raise SettingError(f"{name}: expected a JSON list ({error})") from error
    if not isinstance(servers, list | tuple):
        raise SettingError(f"{name}: expected a list of servers, found {type(servers).__name__}")
    for server in servers:
        if not isinstance(server, Mapping) or not server.get("urls"):
            raise SettingError(f'{name}: each server needs "urls", such as {{"urls": "turn:host:3478"}}')
    return tuple(dict(server) for server in servers)


def turn() -> SharedSecret | None:
    """Return the TURN server that shares a secret with this one; None where none was set.

    Raises:
        SettingError: a part of it is missing or cannot be used.
    """
    secret, urls = text("MIEN_TURN_SECRET"), _addresses("MIEN_TURN_URLS")
    if bool(secret) != bool(urls):
        raise SettingError("MIEN_TURN_SECRET and MIEN_TURN_URLS: expected both or none")
    if not secret:
        return None
    ttl = whole("MIEN_TURN_TTL", 3600, 60, 86_400)
    return SharedSecret(urls, secret, ttl, _addresses("MIEN_TURN_SERVER_URLS"))


def provider() -> Provider | None:
    """Return the service that makes credentials; None where none was set.

    Raises:
        SettingError: it is not known, or a key of it is missing.
    """
    name = one_of("MIEN_ICE_PROVIDER", PROVIDERS, "")
    if not name:
        return None
    keys = {key: text(key) for key in PROVIDERS[name]}
    missing = [key for key, value in keys.items() if not value]
    if missing:
        raise SettingError(f"MIEN_ICE_PROVIDER: {name} needs {' and '.join(missing)}")
    return Provider(name, tuple(keys.values()))


def _addresses(name: str) -> tuple[str, ...]:
    for url in words(name):
        if not url.startswith(("turn:", "turns:")):
            raise SettingError(f"{name}: expected addresses such as turn:turn.example.org:3478, found {url!r}")
    return words(name)
