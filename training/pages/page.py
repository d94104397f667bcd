"""One HTML file of figures and tables: works offline, on light and dark pages, and on a phone."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from emotion.charts.style import HEIGHT
from training.runs.atomic_write import whole

STYLE: Final = Path(__file__).with_name("page.css")
SCRIPT: Final = Path(__file__).with_name("page.js")
CODE: Final = re.compile("`([^`]+)`")
Rows = Sequence[tuple[str, Sequence[str]]]  # a name and a cell for each column


@dataclass(frozen=True)
class Section:
    """A part of a page, under a heading.

    Attributes:
        title: of the heading.
        figures: in the order in which they are read.
        note: a sentence or two below the heading; empty for none.
        small: the figures are small ones, three in a row where there is room, not two.
        columns: headings of the table's columns.
        rows: of the table; empty for none.
    """

    title: str
    figures: tuple[go.Figure, ...] = ()
    note: str = ""
    small: bool = False
    columns: Sequence[str] = ()
    rows: Rows = ()


def write_page(
    path: Path, title: str, numbers: Mapping[str, str], notes: Sequence[str], sections: Sequence[Section]
) -> None:
    """Write a page, whole or not at all. Plotly's script, about 5 MB, is part of it.

    Args:
        path: of the file.
        title: of the page.
        numbers: the few that matter most, by name.
        notes: sentences below them, such as what is missing; `code` stands between backticks.
        sections: in order; one without figures and rows is left out.

    Raises:
        OSError: it cannot be written, as on a full disk; the file is as it was.
    """
    sections = [section for section in sections if section.figures or section.rows]
    figures = [_payload(figure) for section in sections for figure in section.figures]
    pieces = [
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>",
        f"<h1>{escape(title)}</h1>",
        _numbers(numbers),
        *(_note(note) for note in notes),
        *_sections(sections),
        "<noscript><p>The figures are drawn by a script, which this browser does not run.</p></noscript>",
        f"<script>{get_plotlyjs()}</script>",
        # A "<" in a text could end the script's element.
        f"<script>\nconst figures = {json.dumps(figures).replace('<', chr(92) + 'u003c')};",
        f"{SCRIPT.read_text(encoding='utf-8')}</script>\n</html>\n",
    ]
    with whole(path) as partial:
        partial.write_text("\n".join(pieces), encoding="utf-8")


def _payload(figure: go.Figure) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(figure.to_json())
    values["layout"].pop("template", None)  # the page has its own, for light and for dark
    return values


def _numbers(numbers: Mapping[str, str]) -> str:
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in numbers.items())
    return f'<dl class="numbers">{items}</dl>' if items else ""


def _note(text: str) -> str:
    marked = CODE.sub(r"<code>\1</code>", escape(text))
    return f'<p class="note">{marked}</p>'


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    number = 0
    for section in sections:
        places = []
        for figure in section.figures:
            name, height = escape(figure.layout.title.text or ""), figure.layout.height or HEIGHT
            style = f"min-height: {height}px"
            places.append(f'<div role="img" aria-label="{name}" data-figure="{number}" style="{style}"></div>')
            number += 1
        note = _note(section.note) if section.note else ""
        table = _table(section.columns, section.rows) if section.rows else ""
        size = "figures small" if section.small else "figures"
        yield f'<h2>{escape(section.title)}</h2>\n{note}{table}<div class="{size}">\n{"".join(places)}\n</div>'


def _table(columns: Sequence[str], rows: Rows) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for name, cells in rows
    )
    table = f"<table>\n<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    return f'<div class="table" tabindex="0">{table}</div>\n'
