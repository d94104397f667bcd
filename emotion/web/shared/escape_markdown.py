"""Names that strangers gave, shown as they are: no markup, no emoji, no hidden signs, not too long."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 60  # signs of a name on the page; its end stays, since it tells the kind of file
_TAIL: Final = 15


def plain(name: str) -> str:
    """Return a name on one line, without control signs or signs that turn the direction of writing, cut to 60 signs."""
    shown = "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in name)
    shown = re.sub(" +", " ", shown).strip() or "picture"
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - _TAIL - 1]}…{shown[-_TAIL:]}"


def escape_markdown(name: str) -> str:
    """Return Markdown that shows a name as it is, in every part of Streamlit that reads Markdown.

    It is a code span (CommonMark 0.31, 6.1). Backslashes would not do: Streamlit turns `:smile:` into a picture and
    `->` into an arrow after they are taken away, but leaves code alone.
    """
    shown = plain(name)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    gap = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{gap}{shown}{gap}{fence}"
