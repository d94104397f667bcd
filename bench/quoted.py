"""Figures of the benchmarks in other documents: each between two comments, put there from the record.

<!-- bench PART/ROW FORMAT -->the figure<!-- end --> quotes a row of a part, written as Python's FORMAT says; the ratios
are a part, too.
"""

import re
from pathlib import Path
from typing import Final

from bench import report
from bench.record import RECORD, ROOT, Record

QUOTE: Final = re.compile(r"(<!-- bench ([a-z ]+)/(.+?) ([.0-9]+[fg]) -->)(.*?)(<!-- end -->)", re.DOTALL)


def documents() -> list[Path]:
    """Return the documents that may quote the record."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def quoted(text: str, record: Record) -> str:
    """Return a document's text with the record's figures in it.

    Raises:
        KeyError: it quotes a part or a row that the record does not have.
    """
    figures = {name: part.rows for name, part in record.parts.items()}
    figures["ratios"] = {one.name: one.value for one in record.ratios}

    def figure(found: re.Match[str]) -> str:
        opening, part, row, form, _, closing = found.groups()
        return f"{opening}{format(figures[part][row], form)}{closing}"

    return QUOTE.sub(figure, text)


def write(record: Record) -> None:
    """Write what documents have of a record: the page of the benchmarks, and figures in others."""
    RECORD.with_suffix(".md").write_text(report.markdown(record), encoding="utf-8")
    put(record)


def put(record: Record) -> None:
    """Put the record's figures into all documents."""
    for path in documents():
        text = path.read_text(encoding="utf-8")
        if (new := quoted(text, record)) != text:
            path.write_text(new, encoding="utf-8")
