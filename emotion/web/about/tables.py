"""Small tables as Markdown: Streamlit's own load pandas, which takes a second and stays in memory."""

import re
from collections.abc import Mapping, Sequence

# What Markdown, its tables, formulas and Streamlit's symbols and colours are written with.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~$:])")


def table(columns: Mapping[str, Sequence[str]]) -> str:
    """Return a Markdown table of columns by their headings, with a line for each row.

    Cells are plain text, none from strangers: their Markdown signs are escaped, but Streamlit still turns an arrow such
    as `->` into a sign of its own.

    Raises:
        ValueError: the columns are of different lengths.
    """
    rows = [list(columns), *zip(*columns.values(), strict=True)]
    head, *body = ["| " + " | ".join(_cell(text) for text in row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(columns), *body])


def facts(heading: str, values: Mapping[str, str]) -> str:
    """Return a Markdown table of names and values, with a heading over the names."""
    return table({heading: list(values), "Value": list(values.values())})


def _cell(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.splitlines()))
