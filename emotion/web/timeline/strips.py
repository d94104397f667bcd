"""Strips of colour over time: what each person was said to look like, one below the other, with markers and spans."""

from collections.abc import Iterable
from html import escape
from typing import Final

from emotion.labels import DISPLAY_NAMES
from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Notes
from emotion.timeline.stretches import Stretch, stretches
from emotion.timeline.summary import PersonSummary, summary_in_words
from emotion.web.shared.strip import stretch
from emotion.wording import clock_time

NAMED: Final = 8.0  # per cent of the strip that a stretch takes at least to be named on it


def strips(noted: NotedTimeline, persons: Iterable[PersonSummary]) -> str:
    """Return a strip for each person as HTML, under each other over the same time, with the clock below."""
    timeline, end = noted.timeline, max(noted.timeline.seconds, 0.001)
    marks = _notes(noted.notes, end)
    rows = "".join(
        f'<div class="mien-strip-name">{escape(noted.notes.name(person.person))}</div>'
        f'<div class="mien-strip mien-times" data-end="{end:.3f}" role="img" '
        f'aria-label="{escape(summary_in_words(person, noted.notes.name(person.person)))}">'
        f"{''.join(_drawn(part, end) for part in stretches(timeline, person.person))}{marks}</div>"
        for person in persons
    )
    clock = f"<span>0:00</span><span>{clock_time(end / 2)}</span><span>{clock_time(end)}</span>"
    return f'<section class="mien-strips">{rows}<div></div><div class="mien-clock">{clock}</div></section>'


def _drawn(part: Stretch, end: float) -> str:
    left, right = 100 * part.start / end, min(100.0, 100 * part.end / end)
    name = DISPLAY_NAMES.get(part.answer, "Unsure")
    when = f"{name}, {clock_time(part.start)} to {clock_time(part.end)}"
    return stretch(part.answer, left, right, name if right - left >= NAMED else "", when)


def _notes(notes: Notes, end: float) -> str:
    """Return markers as lines, conditions as lines along the top, and what is left out as a veil."""
    drawn = []
    for span in notes.spans:
        left, width = 100 * span.start / end, 100 * (min(span.end, end) - span.start) / end
        if width > 0:
            kind, words = ("condition", span.condition) if span.condition else ("left-out", "Left out")
            drawn.append(f'<i class="{kind}" style="left:{left:.2f}%;width:{width:.2f}%" title="{escape(words)}"></i>')
    drawn += [
        f'<i class="mark" style="left:{100 * marker.at / end:.2f}%" '
        f'title="{escape(marker.name)}, {clock_time(marker.at)}"></i>'
        for marker in notes.markers
        if marker.at <= end
    ]
    return "".join(drawn)
