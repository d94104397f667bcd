"""What whoever hosts Mien can set, by environment variable or Streamlit secret; docs/configuration.md explains each."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from emotion.detection.presets import DETECTORS


class SettingError(ValueError):
    """A setting cannot be used; the message names it and says what was expected."""


@dataclass(frozen=True)
class HostSettings:
    """Everything a host can set.

    Attributes:
        ice_servers: STUN and TURN servers, each a mapping with `urls` and, for TURN, `username` and `credential`.
        max_streams: cameras that may run at once.
        frame_rate: frames a second that the camera is asked for.
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
    max_streams: int = 4
    frame_rate: int = 30
    model: str = "mirrored-votes"
    detector: str = ""
    notice: str = ""
    max_pictures: int = 20
    max_picture_mb: int = 200
    max_video_mb: int = 200
    max_video_minutes: int = 10
    max_video_jobs: int = 1

    @property
    def rtc_configuration(self) -> dict[str, Any]:
        """What browser and server connect with; an empty list of servers keeps streamlit-webrtc from adding its own."""
        return {"iceServers": [dict(server) for server in self.ice_servers]}


def host_settings() -> HostSettings:
    """Read the settings; an environment variable wins over a secret of the same name.

    Raises:
        SettingError: a value has another form than expected.
    """
    defaults = HostSettings()
    return HostSettings(
        ice_servers=_ice_servers(_value("MIEN_ICE_SERVERS")),
        max_streams=_whole("MIEN_MAX_STREAMS", defaults.max_streams, 1, 1000),
        frame_rate=_whole("MIEN_FRAME_RATE", defaults.frame_rate, 1, 60),
        model=str(_value("MIEN_MODEL") or defaults.model),
        detector=_detector(_value("MIEN_DETECTOR")),
        notice=str(_value("MIEN_HOST_NOTICE") or "").strip(),
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


def _detector(value: Any) -> str:
    if value and value not in DETECTORS:
        raise SettingError(f"MIEN_DETECTOR: expected one of {', '.join(DETECTORS)}; found {value!r}")
    return str(value or "")


def _ice_servers(value: Any) -> tuple[Mapping[str, Any], ...]:
    if value is None or value == "":
        return ()
    servers = value
    if isinstance(value, str):
        try:
            servers = json.loads(value)
        except json.JSONDecodeError as error:
            raise SettingError(f"MIEN_ICE_SERVERS: expected a JSON list ({error})") from error
    if not isinstance(servers, list | tuple):
        raise SettingError(f"MIEN_ICE_SERVERS: expected a list of servers, found {type(servers).__name__}")
    for server in servers:
        if not isinstance(server, Mapping) or not server.get("urls"):
            raise SettingError('MIEN_ICE_SERVERS: each server needs "urls", such as {"urls": "turn:host:3478"}')
    return tuple(dict(server) for server in servers)
