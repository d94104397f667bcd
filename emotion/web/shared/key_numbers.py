"""A few numbers that matter, each under its name."""

from collections.abc import Mapping
from html import escape


def listed(values: Mapping[str, str]) -> str:
    """Return names and values as an HTML list; what is in them is shown as it is."""
    pairs = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in values.items())
    return f'<dl class="mien-numbers">{pairs}</dl>'
