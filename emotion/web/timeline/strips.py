"""Strips of colour over time: what each person was said to look like, one below the other, with markers and spans."""

from collections.abc import Iterable
from html import escape
from typing import Final

from emotion.labels import DISPLAY_NAMES
from emotion.timeline.lanes import LEFT_OUT, Tag, lanes, tags
from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Marker, Notes, Span
from emotion.timeline.stretches import Stretch, stretches
from emotion.timeline.summary import PersonSummary, summary_in_words
from emotion.web.shared.strip import stretch
from emotion.wording import clock_time

NAMED: Final = 8.0  # per cent of the strip that a stretch takes at least to be named on it
COLUMNS: Final = 46  # characters for which a strip on a phone has room
LINE: Final = 1.5  # rem, of a line of names


def strips(noted: NotedTimeline, persons: Iterable[PersonSummary], seeks: bool = False) -> str:
    """Return a strip for each person as HTML, under each other over the same time, with the clock below.

    Above them stand the names of markers and conditions; names are cut where they would touch, and tell all of
    themselves to a pointer.

    Args:
        noted: a video's or a recording's timeline.
        persons: whose strips are drawn.
        seeks: whether a player stands beside it, to which a press on a marker's name tells its time.
    """
    timeline, end = noted.timeline, max(noted.timeline.seconds, 0.001)
    over, marks = _over(noted.notes, end), _names(noted.notes, end, seeks)
    rows = "".join(
        f'<div class="mien-strip-name">{escape(noted.notes.name(person.person))}</div>'
        f'<div class="mien-strip mien-times" data-end="{end:.3f}" role="img" '
        f'aria-label="{escape(summary_in_words(person, noted.notes.name(person.person)))}">'
        f"{''.join(_drawn(part, end) for part in stretches(timeline, person.person))}{over}</div>"
        for person in persons
    )
    clock = f"<span>0:00</span><span>{clock_time(end / 2)}</span><span>{clock_time(end)}</span>"
    return f'<section class="mien-strips">{marks}{rows}<div></div><div class="mien-clock">{clock}</div></section>'


def _drawn(part: Stretch, end: float) -> str:
    left, right = 100 * part.start / end, min(100.0, 100 * part.end / end)
    name = DISPLAY_NAMES.get(part.answer, "Unsure")
    when = f"{name}, {clock_time(part.start)} to {clock_time(part.end)}"
    return stretch(part.answer, left, right, name if right - left >= NAMED else "", when)


def _over(notes: Notes, end: float) -> str:
    """Return markers as lines, conditions as lines along the top, and what is left out as a veil, for each strip."""
    drawn = []
    for span in _within(notes, end):
        kind, words = ("condition", span.condition) if span.condition else ("left-out", LEFT_OUT)
        place = _place(span.start, min(span.end, end), end)
        drawn.append(f'<i class="{kind}" style="{place}" title="{escape(words)}"></i>')
    drawn += [
        f'<i class="mark" style="left:{100 * marker.at / end:.2f}%" title="{_told(marker)}"></i>'
        for marker in notes.markers
        if marker.at <= end
    ]
    return "".join(drawn)


def _names(notes: Notes, end: float, seeks: bool) -> str:
    """Return a row of the conditions' names, and one of the markers'; nothing where there are none."""
    spans, named = _within(notes, end), tags(notes.markers, end, COLUMNS)
    layers = lanes(spans)
    bars = "".join(
        f'<span class="span{"" if span.condition else " out"}" style="{_place(span.start, min(span.end, end), end)};'
        f'top:{LINE * layer:g}rem" title="{escape(words)}, {clock_time(span.start)} to {clock_time(span.end)}">'
        f"{escape(words)}</span>"
        for span, layer in zip(spans, layers, strict=True)
        for words in [span.condition or LEFT_OUT]
    )
    flags = "".join(_flag(tag, end, seeks) for tag in named if tag.words)
    highest = max((tag.lane for tag in named), default=-1)
    return _row("Conditions", bars, max(layers, default=-1)) + _row("Markers", flags, highest)


def _row(name: str, drawn: str, highest: int) -> str:
    if not drawn:
        return ""
    return (
        f'<div class="mien-strip-name">{name}</div>'
        f'<div class="mien-names" style="height:{LINE * (highest + 1):g}rem">{drawn}</div>'
    )


def _flag(tag: Tag, end: float, seeks: bool) -> str:
    """Return a marker's line up to its name, and the name: where a player stands beside it, a button that seeks."""
    at = f"left:{100 * tag.marker.at / end:.2f}%"
    line = f'<i style="{at};height:{LINE * (tag.lane + 1):g}rem"></i>'
    kind = ' class="before"' if tag.leftwards else ""
    place = f'{_place(tag.start, tag.end, end)};bottom:{LINE * tag.lane:g}rem" title="{_told(tag.marker)}'
    name = escape(tag.marker.name)
    if seeks:
        return f'{line}<button type="button" data-seek="{tag.marker.at:.3f}"{kind} style="{place}">{name}</button>'
    return f'{line}<span{kind} style="{place}">{name}</span>'


def _within(notes: Notes, end: float) -> list[Span]:
    return [span for span in notes.spans if span.start < end]


def _place(start: float, end: float, whole: float) -> str:
    return f"left:{100 * start / whole:.2f}%;width:{100 * (end - start) / whole:.2f}%"


def _told(marker: Marker) -> str:
    return f"{escape(marker.name)}, {clock_time(marker.at)}"
