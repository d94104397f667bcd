"""The run that is kept in docs/others.json, and its tables, which docs/programs.md has between two comments."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from bench.others.finds import Finds
from bench.others.speed import Speed
from bench.record import ROOT

RECORD: Final = ROOT / "docs" / "others.json"
PAGE: Final = ROOT / "docs" / "programs.md"
PLACE: Final = re.compile(r"(<!-- others -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Others:
    """One run.

    Attributes:
        date: of the run, UTC, year-month-day.
        machine: what it ran on.
        versions: of the programs, and what those of Node.js compute with.
        seconds: that each was measured for in a round, about.
        speeds: of each program, and each number of its processes.
        finds: of each program in each kind of pictures.
    """

    date: str
    machine: dict[str, str]
    versions: dict[str, str]
    seconds: float
    speeds: tuple[Speed, ...]
    finds: tuple[Finds, ...]


def write(found: Others, record: Path = RECORD, page: Path = PAGE) -> None:
    """Write a run, and its tables into the page."""
    record.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    page.write_text(put(page.read_text(encoding="utf-8"), read(record)), encoding="utf-8")


def read(record: Path = RECORD) -> Others:
    """Read a run; raise `msgspec.ValidationError` or `msgspec.DecodeError` for anything else, which says where."""
    return msgspec.json.decode(record.read_bytes(), type=Others)


def put(text: str, found: Others) -> str:
    """Return a page's text with the tables of a run between its comments."""
    return PLACE.sub(lambda match: f"{match[1]}{markdown(found)}\n{match[2]}", text)


def markdown(found: Others) -> str:
    """Return when and where it was, and both tables."""
    machine, rounds = found.machine, max(len(one.rates) for one in found.speeds)
    where = f"{machine['processors']} processors ({machine['processor']}), {machine['memory']}, {machine['system']}"
    versions = ", ".join(f"{name} {version}" for name, version in found.versions.items())
    opening = f"{found.date}, {where}, {rounds} rounds. {versions}."
    return "\n\n".join([opening, _speeds(found.speeds), _finds(found.finds)])


def _speeds(speeds: Iterable[Speed]) -> str:
    heads = ("", "processes", "pictures a second", "in the rounds", "CPU ms a picture", "MB", "MB, shared counted once")
    rows = (
        (
            *(one.program, str(one.processes), f"{median(one.rates):.1f}"),
            f"{min(one.rates):.1f} to {max(one.rates):.1f}",
            *(f"{one.milliseconds:.1f}", f"{one.resident:.0f}", f"{one.proportional:.0f}"),
        )
        for one in speeds
    )
    return _table(heads, rows)


def _finds(finds: Sequence[Finds]) -> str:
    """Return a row for each program: the share of the faces found by kind and in all, and what was false."""
    kinds = list({one.kind: one.faces for one in finds if one.faces}.items())
    programs = {one.program: [other for other in finds if other.program == one.program] for one in finds}
    heads = ["faces found", *(f"{kind} ({faces})" for kind, faces in kinds), f"all ({sum(n for _, n in kinds)})"]
    rows = []
    for program, its in programs.items():
        by_kind = {one.kind: one for one in its}
        shares = [by_kind[kind].found / faces for kind, faces in kinds]
        whole = sum(one.found for one in its) / sum(faces for _, faces in kinds)
        false = sum(one.false for one in its)
        rows.append([program, *(f"{share:.2f}" for share in (*shares, whole)), str(false)])
    return _table([*heads, "false"], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
