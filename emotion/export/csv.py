"""Rows as CSV that spreadsheets open safely."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Final

# What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection): a sign, the wide forms of East Asian ones
# included, or at the beginning a tab or the end of a line. Also after a semicolon, a tab or the end of a line, where a
# spreadsheet of another region splits the text. What programs pass over may stand in front: spaces, quotes, controls.
_SIGN: Final = r"=+\-@\uff1d\uff0b\uff0d\uff20"
_PASSED_OVER: Final = (
    r"[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\"']*"
)
_FORMULA: Final = re.compile(rf"\A(?={_PASSED_OVER}[{_SIGN}\t\r\n])|(?<=[;\t\r\n])(?={_PASSED_OVER}[{_SIGN}])")
_HALF: Final = re.compile("[\ud800-\udfff]")  # of a character; UTF-8 has no bytes for it


def to_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Return rows as CSV (RFC 4180) that spreadsheets open safely; zero rows give the header alone.

    The text begins with a byte order mark, without which Excel garbles letters outside ASCII: encode it as UTF-8, read
    it as `utf-8-sig`. Decimal points, commas between cells, CRLF at line ends, true and false in small letters, nothing
    for None.

    A text is always quoted. Where a spreadsheet would take it for a formula it gets an apostrophe in front: at its
    beginning before =, +, -, @ (also the wide forms, also behind spaces, quotes and apostrophes), a tab or the end of a
    line; further on before such a sign that follows a semicolon, a tab or the end of a line. So a picture called
    `=cmd().jpg` is listed as `'=cmd().jpg`, one called `-1.jpg` as `'-1.jpg`. Taking one apostrophe away at each of
    these places gives the text back. Half a character (a lone surrogate) alone is lost: it becomes U+FFFD.

    Raises:
        ValueError: a row's keys are not the columns.
    """
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    for row in rows:
        if set(row) != set(columns):
            raise ValueError(f"expected a row of {', '.join(columns)}; found {', '.join(row)}")
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _FORMULA.sub("'", encodable(value)) if isinstance(value, str) else value


def encodable(text: str) -> str:
    """Return a text as UTF-8 can hold it: each half of a character (lone surrogate) becomes U+FFFD."""
    return _HALF.sub("\ufffd", text)
