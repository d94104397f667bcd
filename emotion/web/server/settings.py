"""What whoever hosts Mien can set, by environment variable or Streamlit secret; docs/configuration.md explains each."""

import json
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from emotion.detection.presets import DETECTORS
from emotion.models.store import DEFAULT_MODEL
from emotion.web.server.relay import PROVIDERS, Provider, SharedSecret

ICE_POLICIES: Final = ("all", "relay")
ORIGIN: Final = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")


class SettingError(ValueError):
    """A setting cannot be used; the message names it and says what was expected."""


@dataclass(frozen=True)
class HostSettings:
    """Everything a host can set.

    Attributes:
        ice_servers: STUN and TURN servers, each a mapping with `urls` and, for TURN, `username` and `credential`.
        server_ice_servers: those that this page's own server is to use; None for the same.
        turn: a TURN server whose credentials are made anew, beside these; None for none.
        provider: a service that makes credentials, beside these; None for none.
        ice_policy: "relay" where browsers are to send video by a relay alone, else "all".
        max_streams: cameras that may run at once; None for as many as the machine holds.
        frame_rate: frames a second that the camera is asked for.
        frame_ancestors: other sites that may show the page in a frame, such as https://huggingface.co.
        metrics_token: that figures are given for; empty to give them to this machine itself alone.
        log_format: "text" or "json".
        shutdown_seconds: seconds for which an ending server goes on with running cameras and videos.
        model: entry of `models/` that the app opens with.
        detector: name of the detector that the pages begin with; empty for the first that runs here.
        notice: the host's name, contact and where its privacy text stands, shown with the notice before any camera.
        max_pictures: pictures that one session may hold.
        max_picture_mb: megabytes that their files may have together.
        max_video_mb: megabytes that a video may have.
        max_video_minutes: minutes that a video may last.
        max_video_jobs: videos that are read at once.
    """

    ice_servers: tuple[Mapping[str, Any], ...] = ()
    server_ice_servers: tuple[Mapping[str, Any], ...] | None = None
    turn: SharedSecret | None = None
    provider: Provider | None = None
    ice_policy: str = "all"
    max_streams: int | None = None
    frame_rate: int = 30
    model: str = DEFAULT_MODEL
    detector: str = ""
    notice: str = ""
    frame_ancestors: tuple[str, ...] = ()
    metrics_token: str = field(default="", repr=False)
    log_format: str = "text"
    shutdown_seconds: int = 5
    max_pictures: int = 20
    max_picture_mb: int = 200
    max_video_mb: int = 200
    max_video_minutes: int = 10
    max_video_jobs: int = 1

    def browser_configuration(self, now: float) -> dict[str, Any]:
        """Return what a browser connects with, credentials made at a time in seconds since 1970.

        An empty list of servers keeps streamlit-webrtc from adding its own.
        """
        made = [self.turn.for_browsers(now)] if self.turn else self._provided()
        policy = {} if self.ice_policy == "all" else {"iceTransportPolicy": self.ice_policy}
        return {"iceServers": [*map(dict, self.ice_servers), *made], **policy}

    def server_configuration(self, now: float) -> dict[str, Any]:
        """Return what this page's own server connects with, likewise."""
        given = self.ice_servers if self.server_ice_servers is None else self.server_ice_servers
        made = [self.turn.for_server(now)] if self.turn else self._provided()
        return {"iceServers": [*map(dict, given), *made]}

    def _provided(self) -> list[dict[str, Any]]:
        return self.provider.servers() if self.provider else []


def host_settings() -> HostSettings:
    """Read the settings; an environment variable wins over a secret of the same name.

    Raises:
        SettingError: a value has another form than expected.
    """
    defaults = HostSettings()
    return HostSettings(
        ice_servers=_ice_servers("MIEN_ICE_SERVERS") or (),
        server_ice_servers=_ice_servers("MIEN_SERVER_ICE_SERVERS"),
        turn=_turn(),
        provider=_provider(),
        ice_policy=_one_of("MIEN_ICE_POLICY", ICE_POLICIES),
        max_streams=_whole("MIEN_MAX_STREAMS", 0, 1, 1000) or None,
        frame_rate=_whole("MIEN_FRAME_RATE", defaults.frame_rate, 1, 60),
        model=str(_value("MIEN_MODEL") or defaults.model),
        detector=_one_of("MIEN_DETECTOR", DETECTORS, ""),
        notice=str(_value("MIEN_HOST_NOTICE") or "").strip(),
        frame_ancestors=_origins("MIEN_FRAME_ANCESTORS"),
        metrics_token=str(_value("MIEN_METRICS_TOKEN") or ""),
        log_format=_one_of("MIEN_LOG_FORMAT", ("text", "json")),
        shutdown_seconds=_whole("MIEN_SHUTDOWN_SECONDS", defaults.shutdown_seconds, 0, 600),
        max_pictures=_whole("MIEN_MAX_PICTURES", defaults.max_pictures, 1, 1000),
        max_picture_mb=_whole("MIEN_MAX_PICTURE_MB", defaults.max_picture_mb, 1, 10_000),
        max_video_mb=_whole("MIEN_MAX_VIDEO_MB", defaults.max_video_mb, 1, 10_000),
        max_video_minutes=_whole("MIEN_MAX_VIDEO_MINUTES", defaults.max_video_minutes, 1, 600),
        max_video_jobs=_whole("MIEN_MAX_VIDEO_JOBS", defaults.max_video_jobs, 1, 100),
    )


def _value(name: str) -> Any:
    if name in os.environ:
        return os.environ[name]
    try:
        return st.secrets.get(name)
    except FileNotFoundError:  # no secrets.toml, which is the ordinary case
        return None


def _whole(name: str, default: int, lowest: int, highest: int) -> int:
    value = _value(name)
    if value is None:
        return default
    try:
        number = int(str(value))
    except ValueError:
        number = lowest - 1
    if not lowest <= number <= highest:
        raise SettingError(f"{name}: expected a whole number of {lowest} to {highest}, found {value!r}")
    return number


def _one_of(name: str, known: Collection[str], default: str | None = None) -> str:
    value = _value(name)
    if value and value not in known:
        raise SettingError(f"{name}: expected one of {', '.join(known)}; found {value!r}")
    return str(value or (next(iter(known)) if default is None else default))


def _turn() -> SharedSecret | None:
    secret, urls = str(_value("MIEN_TURN_SECRET") or ""), _addresses("MIEN_TURN_URLS")
    if bool(secret) != bool(urls):
        raise SettingError("MIEN_TURN_SECRET and MIEN_TURN_URLS: expected both or none")
    if not secret:
        return None
    ttl = _whole("MIEN_TURN_TTL", 3600, 60, 86_400)
    return SharedSecret(urls, secret, ttl, _addresses("MIEN_TURN_SERVER_URLS"))


def _provider() -> Provider | None:
    name = _one_of("MIEN_ICE_PROVIDER", PROVIDERS, "")
    if not name:
        return None
    keys = {key: str(_value(key) or "") for key in PROVIDERS[name]}
    missing = [key for key, value in keys.items() if not value]
    if missing:
        raise SettingError(f"MIEN_ICE_PROVIDER: {name} needs {' and '.join(missing)}")
    return Provider(name, tuple(keys.values()))


def _origins(name: str) -> tuple[str, ...]:
    origins = tuple(str(_value(name) or "").replace(",", " ").split())
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise SettingError(f"{name}: expected origins such as https://huggingface.co, found {origin!r}")
    return origins


def _addresses(name: str) -> tuple[str, ...]:
    urls = tuple(str(_value(name) or "").replace(",", " ").split())
    for url in urls:
        if not url.startswith(("turn:", "turns:")):
            raise SettingError(f"{name}: expected addresses such as turn:turn.example.org:3478, found {url!r}")
    return urls


def _ice_servers(name: str) -> tuple[Mapping[str, Any], ...] | None:
    servers = _value(name)
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
