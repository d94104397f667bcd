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
