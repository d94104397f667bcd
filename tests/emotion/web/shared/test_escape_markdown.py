"""Names of files, shown as they are."""

import re

import pytest

from emotion.web.shared.escape_markdown import LONGEST, escape_markdown, plain
from tests.support.bad_pictures import MARKUP


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("face.jpg", "face.jpg"),
        ("two  spaces\tand\na line.jpg", "two spaces and a line.jpg"),
        ("Zoë 猫.jpg", "Zoë 猫.jpg"),
        ("hidden\u202egpj.exe", "hidden gpj.exe"),
        ("\u200b", "picture"),
        ("", "picture"),
        ("x" * 250 + ".png", "x" * (LONGEST - 16) + "…" + "x" * 11 + ".png"),
    ],
)
def test_a_name_is_one_short_line(name: str, shown: str) -> None:
    assert plain(name) == shown
    assert len(shown) <= LONGEST


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("face.jpg", "`face.jpg`"),
        ("*a* <b> [c](d) :smile: \\ -> $x$", "`*a* <b> [c](d) :smile: \\ -> $x$`"),
        ("a`b", "``a`b``"),
        ("a``b`c```d", "````a``b`c```d````"),
        ("`", "`` ` ``"),
        ("`a", "`` `a ``"),
        ("a`", "`` a` ``"),
    ],
)
def test_a_name_is_one_span_of_code(name: str, expected: str) -> None:
    assert escape_markdown(name) == expected


@pytest.mark.parametrize("name", [MARKUP, "`" * 100, "a` `` ``` ````b"])
def test_no_run_of_backticks_in_a_name_ends_its_span(name: str) -> None:
    fence = "`" * (len(escape_markdown(name)) - len(escape_markdown(name).lstrip("`")))
    inside = escape_markdown(name)[len(fence) : -len(fence)]
    assert fence not in re.findall("`+", inside)
    assert inside.strip(" ") == plain(name)
