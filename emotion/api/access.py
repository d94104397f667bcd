"""Who may ask, and how often: keys, and so many requests a minute for each key or address."""

import hashlib
import hmac
import math
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from emotion.api.settings import ApiSettings

REMEMBERED: Final = 10_000  # who asked last; of more the oldest is forgotten, and may ask anew


class Rates:
    """A bucket of requests for each who asks, which fills up evenly; safe to use from every thread."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._a_minute, self._clock, self._lock = a_minute, clock, Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # requests, and when that was so

    def ask(self, who: str) -> float:
        """Take a request of somebody's; return 0, or the seconds after which they may send the next one."""
        now, each = self._clock(), self._a_minute / 60
        with self._lock:
            left, at = self._left.pop(who, (float(self._a_minute), now))
            left = min(self._a_minute, left + (now - at) * each)
            allowed = left >= 1
            self._left[who] = left - allowed, now
            while len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / each


def known(key: str, settings: ApiSettings) -> bool:
    """Return whether a key is one of those that are let in; how long it takes tells nothing of them."""
    digest = hashlib.sha256(key.encode()).hexdigest()
    return any([hmac.compare_digest(digest, other) for other in settings.keys])  # noqa: C419  all, whichever it is


def whole_seconds(seconds: float) -> str:
    """Return a time to wait as the header Retry-After has it."""
    return str(max(1, math.ceil(seconds)))
