"""How many pictures a second a program reads once it runs, and what that costs: a long run less a short one."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.others.programs import Program, commands
from bench.others.runs import Run, run

SHORT: Final = 24  # pictures of the short run, and of a first guess's long run the thrice
LEAST: Final = 0.25  # seconds by which a long run takes longer, where a first guess says less


@dataclass(frozen=True)
class Speed:
    """What reading costs.

    Attributes:
        program: its name.
        processes: that read side by side.
        rates: pictures a second, of each round.
        milliseconds: of processor time for a picture, median of the rounds.
        resident: MB at most, of all processes at once, median; what two of them share counts twice.
        proportional: MB at most; what they share is shared among them.
    """

    program: str
    processes: int
    rates: tuple[float, ...]
    milliseconds: float
    resident: float
    proportional: float


@dataclass(frozen=True)
class Round:
    """One long run less a short one, which leaves out what starting and the first pictures take."""

    rate: float
    milliseconds: float
    resident: float
    proportional: float


def measure(program: Program, place: Path, pictures: Sequence[Path], processes: int, count: int) -> Round:
    """Read the pictures over and over, until `count` more than in the short run were read."""
    short = _read(program, place, pictures, processes, SHORT)
    return less(short, _read(program, place, pictures, processes, SHORT + count), count)


def less(short: Run, long: Run, count: int) -> Round:
    """Return what `count` pictures took."""
    seconds = max(LEAST, long.seconds - short.seconds)
    milliseconds = 1000 * (long.processor - short.processor) / count
    return Round(count / seconds, milliseconds, long.resident, long.proportional)


def summed(program: str, processes: int, rounds: Sequence[Round]) -> Speed:
    """Return what all rounds say."""
    rates = tuple(one.rate for one in rounds)
    middle = [median(getattr(one, name) for one in rounds) for name in ("milliseconds", "resident", "proportional")]
    return Speed(program, processes, rates, *middle)


def _read(program: Program, place: Path, pictures: Sequence[Path], processes: int, count: int) -> Run:
    with tempfile.TemporaryDirectory() as name:
        work, folder = Path(name), Path(name) / "in"
        folder.mkdir()
        links = [folder / f"{number:07}.jpg" for number in range(count)]
        for number, link in enumerate(links):
            link.symlink_to(pictures[number % len(pictures)])
        return run(commands(program, place, links, processes, work), place, work)
