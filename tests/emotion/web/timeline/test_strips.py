"""Strips hold what was read where it was read, and what was noted over it."""

import re

from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Marker, Notes, Span
from emotion.web.timeline.strips import strips
from tests.support.timelines import seen, timeline_of

NOTED = NotedTimeline(
    timeline_of([seen(0, 1, 2), seen(1, 1, 2), seen(2, 1, label="sad"), seen(3, 1, label="sad", sure=False)], 4.0),
    Notes(markers=(Marker(1, "<bell>"), Marker(9, "later")), spans=(Span(0, 2, "film"), Span(3, 8))).named(2, "A & B"),
)


def drawn(html: str, kind: str) -> list[tuple[str, str]]:
    return re.findall(rf'class="{kind}" style="left:([\d.]+)%;width:([\d.]+)%', html)


def test_each_person_has_a_strip_of_what_they_looked_like() -> None:
    html = strips(NOTED, NOTED.summary.persons)

    assert html.count("mien-times") == 2
    assert drawn(html, "happy") == [("0.00", "50.00")] * 2
    assert (drawn(html, "sad"), drawn(html, "unsure")) == ([("50.00", "25.00")], [("75.00", "25.00")])
    assert "A &amp; B" in html
    assert 'data-end="4.000"' in html
    assert 'title="Sad, 0:02 to 0:03"' in html


def test_what_is_noted_lies_over_each_strip_and_inside_it() -> None:
    html = strips(NOTED, NOTED.summary.persons[:1])

    assert (drawn(html, "condition"), drawn(html, "left-out")) == ([("0.00", "50.00")], [("75.00", "25.00")])
    assert re.findall(r'class="mark" style="left:([\d.]+)%" title="([^"]+)"', html) == [("25.00", "&lt;bell&gt;, 0:01")]


def test_names_stand_above_the_strips_whole_in_what_a_pointer_tells() -> None:
    html = strips(NOTED, NOTED.summary.persons)

    names = re.findall(r'class="(span[ out]*)" style="([^"]+)" title="([^"]+)">([^<]+)<', html)
    assert names == [
        ("span", "left:0.00%;width:50.00%;top:0rem", "film, 0:00 to 0:02", "film"),
        ("span out", "left:75.00%;width:25.00%;top:0rem", "Left out, 0:03 to 0:08", "Left out"),
    ]
    assert re.findall(r'<span style="([^"]+)" title="([^"]+)">([^<]+)<', html) == [
        ("left:25.00%;width:75.00%;bottom:0rem", "&lt;bell&gt;, 0:01", "&lt;bell&gt;")
    ]
    assert "<button" not in html


def test_beside_a_player_a_name_seeks() -> None:
    html = strips(NOTED, NOTED.summary.persons, seeks=True)
    assert re.findall(r'<button type="button" data-seek="([\d.]+)"', html) == ["1.000"]


def test_names_of_markers_near_each_other_lie_in_lanes_with_a_line_down_from_each() -> None:
    notes = Notes(markers=tuple(Marker(at, f"event {at:g}") for at in (1.0, 1.1, 3.9)))
    html = strips(NotedTimeline(NOTED.read, notes), ())
    assert re.findall(r'<i style="left:([\d.]+)%;height:([\d.]+)rem"', html) == [
        ("25.00", "3"),
        ("27.50", "1.5"),
        ("97.50", "1.5"),
    ]
    assert re.findall(r'class="before" style="left:([\d.]+)%;width:([\d.]+)%', html) == [("75.76", "21.74")]
    assert 'style="height:3rem"' in html


def test_nothing_noted_takes_no_room() -> None:
    html = strips(NotedTimeline(NOTED.read), NOTED.summary.persons)
    assert "mien-names" not in html
