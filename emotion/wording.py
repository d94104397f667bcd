"""Wording: numbers as people read them: shares, counts, times, durations and sizes of files."""

from collections.abc import Iterable
from typing import Final

NEGLIGIBLE: Final = 0.005  # share that would be told as 0 %


def percent(share: float, decimals: int = 0) -> str:
    """Return a share of 0 to 1 in per cent: 75 %, or with one decimal 75.3 %."""
    return f"{100 * share:.{decimals}f} %"


def listed_shares(shares: Iterable[tuple[str, float]]) -> str:
    """Return names with their shares of 0 to 1, in the order given, those under half a per cent left out.

    So `[("neutral", 0.75), ("happy", 0.25), ("sad", 0.0)]` reads neutral 75 %, happy 25 %.
    """
    return ", ".join(f"{name} {percent(share)}" for name, share in shares if share >= NEGLIGIBLE)


def counted(number: int, thing: str) -> str:
    """Return how many there are of a thing, given in the singular: 1 face, 2 faces, 0 faces."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def clock_time(seconds: float) -> str:
    """Return a time as a player shows it: 0:07, 12:34, 1:02:03."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def duration(seconds: float) -> str:
    """Return how long something lasts, to the second: 7.3 seconds, 12:34 minutes, 1:02:03 hours."""
    if seconds < 60:
        return f"{seconds:.1f} seconds"
    return f"{clock_time(seconds)} {'minutes' if seconds < 3600 else 'hours'}"


def rough_duration(seconds: float) -> str:
    """Return how long something lasts, roughly: 45 seconds, 12.5 minutes."""
    return f"{seconds / 60:.1f} minutes" if seconds >= 60 else f"{seconds:.0f} seconds"


def time_left(seconds: float) -> str:
    """Return a time to wait, rounded as an estimate should be: about 30 seconds left."""
    if seconds < 5:
        return "a few seconds left"
    if seconds < 90:
        return f"about {5 * round(seconds / 5)} seconds left"
    return f"about {round(seconds / 60)} minutes left"


def file_size(size: int) -> str:
    """Return the size of a file, given in bytes, in KB of 2^10 or MB of 2^20 bytes: 600 KB, 1.0 MB, 200 MB."""
    if size < 2**20:
        return f"{max(1, round(size / 2**10))} KB"
    return f"{size / 2**20:.1f} MB" if size < 10 * 2**20 else f"{size / 2**20:.0f} MB"
