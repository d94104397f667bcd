"""What a run of the benchmarks measured, where and with what, as docs/benchmarks.json has it."""

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec
import psutil

from bench.streams.measure import Streams

ROOT: Final = Path(__file__).resolve().parents[1]
RECORD: Final = ROOT / "docs" / "benchmarks.json"
# What most of the time goes into.
LIBRARIES: Final = (
    *("streamlit", "streamlit-webrtc", "aiortc", "av"),
    *("opencv-python-headless", "ai-edge-litert", "numpy"),
)


@dataclass(frozen=True)
class Ratio:
    """One figure set against another of the same run, which holds on other machines too.

    Attributes:
        name: what it is, with its unit.
        value: the figure.
        goal: what it should be, in words.
    """

    name: str
    value: float
    goal: str


@dataclass(frozen=True)
class Part:
    """Figures that belong together.

    Attributes:
        title: what they are, with their unit where all have the same.
        rows: each by its name.
        how: how the app was started for them, or the like.
        rounds: of rows that are medians, what each was in every round.
    """

    title: str
    rows: dict[str, float]
    how: str = ""
    rounds: dict[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """One run of the benchmarks.

    Attributes:
        date: of the run, UTC, year-month-day.
        machine: what it ran on.
        versions: of Python and the libraries.
        ratios: first of all.
        parts: by short names.
        streams: what so many cameras at once cost, each number with faces read and without.
    """

    date: str
    machine: dict[str, str]
    versions: dict[str, str]
    ratios: tuple[Ratio, ...] = ()
    parts: dict[str, Part] = field(default_factory=dict)
    streams: tuple[Streams, ...] = ()


def empty() -> Record:
    """Return a record of this machine, today, without figures."""
    memory = psutil.virtual_memory().total / 2**30
    machine = {
        "processor": _processor(),
        "processors": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
    }
    versions = {"Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
    return Record(datetime.now(UTC).date().isoformat(), machine, versions)


def rounded(record: Record) -> Record:
    """Return a record with four digits of each figure behind its point."""
    return msgspec.convert(_rounded(msgspec.to_builtins(record)), Record)


def write(record: Record, path: Path = RECORD) -> None:
    """Write a record as JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(rounded(record)), indent=2) + b"\n")


def read(path: Path = RECORD) -> Record:
    """Read a record; raise `msgspec.ValidationError` or `msgspec.DecodeError` for anything else, which says where."""
    return msgspec.json.decode(path.read_bytes(), type=Record)


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list | tuple) else value


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
