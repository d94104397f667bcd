"""What was measured in browsers as parts of the benchmarks' record."""

import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from statistics import median
from typing import Final

from bench import report
from bench.browser import readers
from bench.browser.readers import MIEN
from bench.browser.speed import ROUNDS, SECONDS, Run, Runs, clips_in, speed
from bench.browser.visitors import SECONDS as MINUTE
from bench.browser.visitors import VISITORS, visitors
from bench.first_minute import VISITS, FirstMinute, first_minute
from bench.others.programs import FACE_API, HUMAN
from bench.record import Part
from tests.browser.in_browser import FIRST

SPEED, START, COST = "speed", "start", "visitors"
WHAT: Final = (SPEED, START, COST)
WAYS: Final = {True: ("core", "that has one core"), False: ("free", "that has all cores")}
HOW: Final = (
    "Chromium, headless and without a graphics processor; all compute by WebAssembly, "
    f"{HUMAN.packages[0]} without iris, description, filter and cache, {FACE_API.packages[0]} as it is set by itself"
)


def measured(
    what: Iterable[str] = WHAT,
    seconds: float = SECONDS,
    rounds: int = ROUNDS,
    visits: int = VISITS,
    count: int = VISITORS,
    minute: float = MINUTE,
) -> dict[str, Part]:
    """Measure one after the other, print how far it is and each part, and return the parts by their names.

    Args:
        what: of `WHAT`.
        seconds: for each program to read a clip in a round.
        rounds: of all programs.
        visits: after the first one.
        count: visitors at once.
        minute: seconds for which these are counted.
    """
    found: dict[str, Part] = {}
    if SPEED in what:
        folders, problems = readers.installed()
        print(*(f"  {problem}" for problem in problems), sep="\n", end="\n" if problems else "")
        with clips_in() as clips:
            for pinned in WAYS if shutil.which("taskset") else (False,):
                _told(found, of_speed(speed(pinned, clips, folders, seconds, rounds), pinned))
    if START in what:
        print(f"  {1 + visits} first visits to a page whose camera the browser reads", flush=True)
        _told(found, {"browser start": of_start(first_minute(visits, MIEN_LIVE=FIRST))})
    if COST in what:
        title = f"The web process with {count} visitors at once, whose browsers read 15 frames a second"
        rows, how = visitors(count, minute)
        _told(found, {"browser visitors": Part(title, rows, dated(how))})
    return found


def of_speed(runs: Runs, pinned: bool) -> dict[str, Part]:
    """Return the parts that rounds make, each row the median of them."""
    key, words = WAYS[pinned]
    how = dated(f"taskset -c, {HOW}" if pinned else HOW)
    mine = {faces: its for (program, faces), its in runs.items() if program == MIEN.name}
    rows = {
        f"{of(faces)}: {name}": [how_much(one) for one in its] for faces, its in mine.items() for name, how_much in ROWS
    }
    frame = "a frame of 640×480"
    return {
        f"browser {key}": _part(
            f"Mien's worker in a browser {words}: milliseconds of {frame} by step, and frames a second", rows, how
        ),
        f"browser rates {key}": _part(
            f"Frames of 640×480 a second by programs in one browser {words}, in turns",
            _rows(runs, lambda one: one.rate),
            how,
        ),
        f"browser processor {key}": _part(
            f"Milliseconds of processor time of a browser {words} for {frame}",
            _rows(runs, lambda one: one.processor),
            how,
        ),
        f"browser found {key}": _part(
            f"Faces of {frame} that programs in a browser {words} read", _rows(runs, lambda one: one.faces), how
        ),
    }


def of_start(found: FirstMinute) -> Part:
    """Return the part that visits make."""
    starts = tuple(visit.start for visit in found.visits)
    opening = tuple(visit.label for visit in found.visits)
    agreed, opened = "seconds from agreeing to the first labelled face", "seconds from opening the page to it"
    rows = {
        agreed: median(starts),
        "the slowest of them": max(starts),
        "the same, the first visitor after a start": found.first.start,
        opened: found.label,
        **{f"kB until then, {owner}": value for owner, value in found.labelled.items()},
    }
    title = f"The first label where the browser reads, {len(starts)} visits by a browser that knows nothing of the page"
    return Part(title, rows, dated(found.how), {agreed: starts, opened: opening})


def of(faces: int) -> str:
    """Return the name of a clip."""
    return f"{faces} face{'s' if faces > 1 else ''}"


def dated(how: str) -> str:
    """Return how something was started with the day: a part can be measured without the others."""
    return f"{how} ({datetime.now(UTC).date().isoformat()})"


ROWS: Final[tuple[tuple[str, Callable[[Run], float]], ...]] = (
    ("frames a second", lambda one: one.rate),
    ("from its bitmap to its result", lambda one: one.whole),
    *((step, lambda one, step=step: one.steps[step]) for step in ("detect", "classify", "track")),
    ("the rest, pixels and messages", lambda one: one.whole - sum(one.steps.values())),
)


def _rows(runs: Runs, value: Callable[[Run], float]) -> dict[str, list[float]]:
    return {f"{of(faces)}: {program}": [value(one) for one in its] for (program, faces), its in runs.items()}


def _part(title: str, rows: dict[str, list[float]], how: str) -> Part:
    rounds = {name: tuple(values) for name, values in rows.items()}
    return Part(title, {name: median(values) for name, values in rows.items()}, how, rounds)


def _told(found: dict[str, Part], parts: dict[str, Part]) -> None:
    for part in parts.values():
        print(f"\n{report.plain(part)}", flush=True)
    found.update(parts)
