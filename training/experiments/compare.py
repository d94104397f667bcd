"""Compares several runs or models as a table: what they are worth and cost, and in which settings they differ."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from training.experiments.compare_rows import Row, differences, figures
from training.experiments.results import Result, read_result

WIDTH: Final = 120  # characters of a line in a terminal
NARROWEST: Final = 12  # characters of a column, however many networks there are
GAP: Final = "  "


@dataclass(frozen=True)
class Comparison:
    """Networks side by side.

    Attributes:
        names: one for each network, all different.
        results: what was recorded of each, in the same order.
        figures: rows of what they are worth and cost; a row that is known of none is left out.
        differences: rows of the settings in which they differ.
    """

    names: tuple[str, ...]
    results: tuple[Result, ...]
    figures: tuple[Row, ...]
    differences: tuple[Row, ...]


def compare(folders: Sequence[Path]) -> Comparison:
    """Compare runs, entries of the model store and measurements. Folders of the same name are called by their paths.

    Raises:
        ValueError: no folder or the same one twice, a folder that is none of these, or a file in one of them that
            cannot be read.
    """
    if not folders:
        raise ValueError("expected folders of runs or of entries, found none; name one or more, such as runs/compact")
    for folder, count in Counter(folder.resolve() for folder in folders).items():
        if count > 1:
            raise ValueError(f"{folder}: is named {count} times; name each folder once")
    results = tuple(read_result(folder) for folder in folders)
    return Comparison(_names(folders), results, figures(results), differences(results))


def table(comparison: Comparison) -> str:
    """Return a comparison as text: a column for each network, lines of at most 120 characters for up to four."""
    rows = [("", comparison.names), *comparison.figures]
    if len(comparison.names) > 1:
        heading = "Settings that differ" if comparison.differences else "All settings are the same"
        rows += [("", ()), (heading, ()), *comparison.differences]
    first = max(len(name) for name, _ in rows)
    longest = max(len(text) for _, texts in rows for text in texts)
    room = (WIDTH - first) // len(comparison.names) - len(GAP)
    width = min(longest, max(NARROWEST, room))
    return "\n".join(line for name, texts in rows for line in _lines(name, texts, first, width))


def _names(folders: Sequence[Path]) -> tuple[str, ...]:
    names = [folder.resolve().name for folder in folders]
    return tuple(name if names.count(name) == 1 else str(folder) for name, folder in zip(names, folders, strict=True))


def _lines(name: str, texts: Sequence[str], first: int, width: int) -> list[str]:
    """Return a row of the table; a text that is wider than its column goes on in the lines below."""
    columns = [[name], *(textwrap.wrap(text, width) or [""] for text in texts)]
    widths = [first, *(width for _ in texts)]
    return [
        GAP.join(
            (column[line] if line < len(column) else "").ljust(size)
            for column, size in zip(columns, widths, strict=True)
        ).rstrip()
        for line in range(max(map(len, columns)))
    ]
