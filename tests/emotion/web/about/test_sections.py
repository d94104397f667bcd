"""The parts of the page about Mien: sentences that follow the host's settings, small tables, the order of models."""

from pathlib import Path
from typing import Any

import pytest

from emotion.labels import LABELS
from emotion.models.card import INPUT_RANGE, INPUT_SHAPE, Card
from emotion.models.record import ModelRecord
from emotion.web.about import sections, tables, texts
from tests.support import built_program


def record(name: str) -> ModelRecord:
    return ModelRecord(Card(name, name, "", LABELS, INPUT_SHAPE, INPUT_RANGE, 1, 1, 0.5, 1.0, files={}), (), None)


@pytest.mark.parametrize(
    ("servers", "names", "sentence"),
    [
        ([], "", texts.DIRECT),
        ([{"urls": "stun:a.example:3478"}], "`a.example:3478`", texts.FOUND),
        ([{"urls": "TURN:a.example:3478?transport=udp"}], "`a.example:3478`", texts.RELAYED),
        ([{"urls": "turns:a.example:5349"}], "`a.example:5349`", texts.RELAYED),
        (
            [{"urls": ["turn:a.example?transport=udp", "turn:a.example?transport=tcp"]}],
            "`a.example`",
            texts.RELAYED,
        ),
        (
            [{"urls": ["stun:s.example"]}, {"urls": ["turn:t.example"], "username": "mien", "credential": "hush"}],
            "`t.example`, `s.example`",
            texts.RELAYED,
        ),
    ],
)
def test_the_way_of_the_video_is_told_with_the_hosts_servers(
    servers: list[dict[str, Any]], names: str, sentence: str
) -> None:
    route = sections.route(servers)

    assert route == sentence.format(servers=names)
    assert "hush" not in route


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("b",), ["b", "a", "c"]),
        (("c", "b"), ["c", "b", "a"]),
        (("b", "b"), ["b", "a", "c"]),
        (("gone", "c"), ["c", "a", "b"]),
        (("gone", "gone"), ["a", "b", "c"]),
    ],
)
def test_the_chosen_network_comes_first_then_the_hosts(names: tuple[str, ...], expected: list[str]) -> None:
    records = {f"Title {name}": record(name) for name in ("a", "b", "c")}

    assert [record.card.name for record in sections.chosen_first(records, *names).values()] == expected


def test_what_browsers_get_is_listed_where_it_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = built_program.place(tmp_path, monkeypatch)
    assert sections.in_browsers() == ()
    built_program.write(folder)

    assert [library.name for library in sections.in_browsers()] == ["@litertjs/core"]


def test_a_table_has_a_row_for_each_cell() -> None:
    assert tables.table({"Label": ["Sad", "Fear"], "Faces": ["4,830", "4,097"]}).splitlines() == [
        "| Label | Faces |",
        "|---|---|",
        "| Sad | 4,830 |",
        "| Fear | 4,097 |",
    ]


def test_a_table_without_rows_is_its_head() -> None:
    assert tables.facts("What", {}) == "| What | Value |\n|---|---|"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("a|b", r"a\|b"),
        ("one\r\ntwo\nthree", "one two three"),
        ("<b>*x*</b>", r"\<b\>\*x\*\</b\>"),
        (":red[$x$]", r"\:red\[\$x\$\]"),
        (r"c:\d", r"c\:\\d"),
        ("`x` ~y~ _z_", r"\`x\` \~y\~ \_z\_"),
    ],
)
def test_a_cell_is_shown_as_it_is(cell: str, shown: str) -> None:
    assert tables.table({"": [cell]}).splitlines()[-1] == f"| {shown} |"


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        tables.table({"a": ["1", "2"], "b": ["1"]})
