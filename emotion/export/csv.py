"""Rows as CSV that spreadsheets open safely."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

# What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection): a sign, the wide forms of East Asian ones
# included, or at the beginning a tab or the end of a line. Also after a semicolon, a tab or the end of a line, where a
# spreadsheet of another region splits the text. What programs pass over may stand in front: spaces, quotes, controls.
SIGN: Final = r"=+\-@\uff1d\uff0b\uff0d\uff20"
PASSED_OVER: Final = (
    r"[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\"']*"
)
_FORMULA: Final = re.compile(rf"\A(?={PASSED_OVER}[{SIGN}\t\r\n])|(?<=[;\t\r\n])(?={PASSED_OVER}[{SIGN}])")
_HALF: Final = re.compile("[\ud800-\udfff]")  # of a character; UTF-8 has no bytes for it


class CsvForm(Enum):
    """What stands between cells and within numbers: spreadsheets go by the language of their system."""

    COMMA = ",", "."
    SEMICOLON = ";", ","  # where a comma is the decimal sign: most of Europe, Latin America, Indonesia ...

    @property
    def separator(self) -> str:
        """Between two cells."""
        return self.value[0]

    @property
    def decimal(self) -> str:
        """Between a number's whole part and its fraction."""
        return self.value[1]


def to_csv(
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[str],
    header: bool = True,
    form: CsvForm = CsvForm.COMMA,
) -> str:
    """Return rows as CSV (RFC 4180) that spreadsheets open safely; zero rows give the header alone.

    The text begins with a byte order mark, without which Excel garbles letters outside ASCII: encode it as UTF-8, read
    it as `utf-8-sig`. Decimal points and commas between cells, or what `form` says in their place, CRLF at line ends,
    true and false in small letters, nothing for None, all these without quotes.

    A text is always quoted. Where a spreadsheet would take it for a formula it gets an apostrophe in front: at its
    beginning before =, +, -, @ (also the wide forms, also behind spaces, quotes and apostrophes), a tab or the end of a
    line; further on before such a sign that follows a semicolon, a tab or the end of a line. So a picture called
    `=cmd().jpg` is listed as `'=cmd().jpg`, one called `-1.jpg` as `'-1.jpg`. Taking one apostrophe away at each of
    these places gives the text back. Half a character (a lone surrogate) alone is lost: it becomes U+FFFD.

    Args:
        rows: each by the columns' names.
        columns: in their order.
        header: whether the mark and the columns' names stand in front; a file that is written in parts has them once.
        form: for programs, or for spreadsheets whose decimal sign is a comma.

    Raises:
        ValueError: a row's keys are not the columns.
    """
    separator = form.separator
    lines = ["\ufeff" + separator.join(_cell(name, form) for name in columns)] if header else []
    for row in rows:
        if set(row) != set(columns):
            raise ValueError(f"expected a row of {', '.join(columns)}; found {', '.join(row)}")
        cells = separator.join(_cell(row[column], form) for column in columns)
        lines.append(cells or '""')  # an empty line would be no row
    return "".join(f"{line}\r\n" for line in lines)


def _cell(value: object, form: CsvForm) -> str:
    # Python's own writer puts quotes around nothing, too, by which others take a column of numbers for one of texts.
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if not isinstance(value, str):
        return str(value) if form.decimal == "." else str(value).replace(".", form.decimal)
    text = _FORMULA.sub("'", encodable(value)).replace('"', '""')
    return f'"{text}"'


def encodable(text: str) -> str:
    """Return a text as UTF-8 can hold it: each half of a character (lone surrogate) becomes U+FFFD."""
    return _HALF.sub("\ufffd", text)
