"""A page of figures: whole, on its own, and safe from what stands in its texts."""

import json
import re
from html import escape
from pathlib import Path

import plotly.graph_objects as go
import pytest

from training.pages.page import Section, write_page

NASTY = "</script><script>alert('&')</script>"


def titled(title: str) -> go.Figure:
    return go.Figure(go.Scatter(x=[1, 2], y=[3, 4], name=title), {"title": {"text": title}, "height": 300})


def written(path: Path, *sections: Section, title: str = "Title", notes: tuple[str, ...] = ()) -> str:
    """Return a page's text without Plotly's script."""
    write_page(path, title, {"Accuracy": "71 %"}, notes, sections)
    text = path.read_text(encoding="utf-8")
    assert text.count("plotly.js v") == 1
    return re.sub(r"<script>/\*\*\n\* plotly.js v.*?</script>", "", text, flags=re.DOTALL)


def figures_of(text: str) -> list[dict[str, dict[str, object]]]:
    found = re.search("^const figures = (.*);$", text, re.MULTILINE)
    assert found
    return list(json.loads(found[1]))


def test_sections_stand_in_order_with_their_figures(tmp_path: Path) -> None:
    text = written(
        tmp_path / "a.html",
        Section("First", (titled("one"), titled("two")), note="A note."),
        Section("Second", (titled("three"),), small=True),
    )

    assert re.findall("<h2>(.*?)</h2>", text) == ["First", "Second"]
    assert re.findall('aria-label="(.*?)" data-figure="(.)"', text) == [("one", "0"), ("two", "1"), ("three", "2")]
    assert [figure["layout"]["title"] for figure in figures_of(text)] == [
        {"text": title} for title in ("one", "two", "three")
    ]
    assert '<p class="note">A note.</p>' in text
    assert text.count('class="figures small"') == 1
    assert "<dt>Accuracy</dt><dd>71 %</dd>" in text


def test_figures_leave_their_colours_to_the_page(tmp_path: Path) -> None:
    text = written(tmp_path / "a.html", Section("First", (titled("one"),)))

    assert "template" not in figures_of(text)[0]["layout"]
    assert "prefers-color-scheme: dark" in text
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text


def test_the_page_fetches_nothing(tmp_path: Path) -> None:
    text = written(tmp_path / "a.html", Section("First", (titled("one"),)))

    assert not re.search(r"\b(src|href)=|url\(|@import|https?:", text)


def test_a_table_has_a_column_for_each_name(tmp_path: Path) -> None:
    text = written(tmp_path / "a.html", Section("Table", columns=("a", "b"), rows=(("epochs", ("1", "2")),)))

    assert '<tr><td></td><th scope="col">a</th><th scope="col">b</th></tr>' in text
    assert '<tr><th scope="row">epochs</th><td>1</td><td>2</td></tr>' in text


def test_a_section_of_nothing_is_left_out(tmp_path: Path) -> None:
    text = written(tmp_path / "a.html", Section("Empty", note="never seen"), Section("First", (titled("one"),)))

    assert "Empty" not in text
    assert "never seen" not in text


def test_commands_in_notes_stand_as_code(tmp_path: Path) -> None:
    text = written(tmp_path / "a.html", notes=("`make test` does it.",))

    assert '<p class="note"><code>make test</code> does it.</p>' in text


def test_no_text_can_leave_its_place(tmp_path: Path) -> None:
    section = Section(NASTY, (titled(NASTY),), note=NASTY, columns=(NASTY,), rows=((NASTY, (NASTY,)),))

    text = written(tmp_path / "a.html", section, title=NASTY, notes=(NASTY,))

    assert NASTY not in text
    assert text.count(escape(NASTY)) == 9
    assert figures_of(text)[0]["layout"]["title"] == {"text": NASTY}
    assert text.count("<script>") == text.count("</script>") == 1


@pytest.mark.parametrize("before", ["old", None])
def test_a_page_that_cannot_be_made_leaves_what_was_there(before: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    if before:
        path.write_text(before, encoding="utf-8")

    with pytest.raises(UnicodeEncodeError):
        write_page(path, "\ud800", {}, (), ())

    assert [each.read_text(encoding="utf-8") for each in tmp_path.iterdir()] == ([before] if before else [])
