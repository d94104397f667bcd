"""What whoever offers the interface can set, by environment variable; docs/configuration.md explains each."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from emotion.batch.run import processors

KEY: Final = re.compile(r"[0-9a-f]{64}")
ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True)
class ApiSettings:
    """How the interface answers.

    Attributes:
        keys: SHA-256 of each key that is let in, hexadecimal; without any everybody is.
        a_minute: requests that one key, or one address without keys, may send.
        waiting: requests that wait for a reader at most; more are sent away for a while.
        readers: threads that read side by side.
        pictures: in one request at most.
        megabytes: of 2^20 bytes, that a request may have.
        together: likewise all that are not answered yet.
        videos: that are read side by side.
        minutes: that a video may last.
        origins: of pages whose scripts may ask; none unless set.
    """

    keys: frozenset[str] = frozenset()
    a_minute: int = 120
    waiting: int = 64
    readers: int = 1
    pictures: int = 20
    megabytes: int = 200
    together: int = 1024
    videos: int = 1
    minutes: int = 10
    origins: tuple[str, ...] = ()


def api_settings(environment: Mapping[str, str] = os.environ) -> ApiSettings:
    """Read the settings.

    Raises:
        ValueError: a value has another form than expected; the sentence names it.
    """
    given = ApiSettings()
    keys = _words(environment, "MIEN_API_KEYS")
    origins = _words(environment, "MIEN_API_ORIGINS")
    if not all(KEY.fullmatch(key) for key in keys):
        raise ValueError("MIEN_API_KEYS: expected the SHA-256 of each key, 64 hexadecimal digits in small letters")
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ValueError(f"MIEN_API_ORIGINS: expected origins such as https://example.org, found {origin!r}")
    return ApiSettings(
        keys=frozenset(keys),
        a_minute=_whole(environment, "MIEN_API_A_MINUTE", given.a_minute, 100_000),
        waiting=_whole(environment, "MIEN_API_WAITING", given.waiting, 10_000),
        readers=_whole(environment, "MIEN_API_READERS", processors(), 256),
        videos=_whole(environment, "MIEN_MAX_VIDEO_JOBS", given.videos, 100),
        minutes=_whole(environment, "MIEN_MAX_VIDEO_MINUTES", given.minutes, 600),
        megabytes=_whole(environment, "MIEN_MAX_VIDEO_MB", given.megabytes, 10_000),
        together=_whole(environment, "MIEN_API_MB", given.together, 1_000_000),
        origins=origins,
    )


def _words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(environment.get(name, "").replace(",", " ").split())


def _whole(environment: Mapping[str, str], name: str, default: int, highest: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= highest:
        raise ValueError(f"{name}: expected a whole number of 1 to {highest}, found {value!r}")
    return int(value)
