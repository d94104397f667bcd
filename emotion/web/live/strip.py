"""The coloured strip under the picture: what one face was said to look like over the last minute, at a glance."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from emotion.charts.live import Moment, timeline_in_words
from emotion.labels import DISPLAY_NAMES
from emotion.results import Mark
from emotion.web.shared.strip import stretch

LONGEST: Final = (
    2.0  # seconds for which a moment counts at most: nobody saw what was between two that lie farther apart
)
NAMED: Final = 12.0  # per cent of the strip that a stretch takes at least to be named on it
UNSURE: Final = "unsure"


def strip(followed: Sequence[Moment], seconds: float, marks: Sequence[Mark] = ()) -> str:
    """Return the strip as HTML: a colour for each label, grey stripes for unsure, empty where no face was in view.

    Args:
        followed: of `emotion.charts.live.moments`; the last is now, at the right edge.
        seconds: that the strip holds.
        marks: of the stream.
    """
    now = followed[-1].at if followed else 0.0
    parts = [_stretch(answer, 100 * (start - now) / seconds + 100, 100 * (end - now) / seconds + 100)
             for answer, start, end in _stretches(followed) if answer]  # fmt: skip
    parts += [
        f'<i class="mark" style="left:{100 * (mark.at - now) / seconds + 100:.2f}%" title="{escape(mark.words)}"></i>'
        for mark in marks
        if now - seconds <= mark.at <= now
    ]
    words = f"The last {seconds:.0f} seconds. {timeline_in_words(followed)}"
    return f'<div class="mien-strip" role="img" aria-label="{escape(words)}">{"".join(parts)}</div>'


def _stretch(answer: str, left: float, right: float) -> str:
    left = max(0.0, left)
    name = "Unsure" if answer == UNSURE else DISPLAY_NAMES[answer]
    return stretch(answer, left, right, name if right - left >= NAMED else "", name)


def _stretches(followed: Sequence[Moment]) -> Iterator[tuple[str, float, float]]:
    """Yield the stretches of one answer: a label, "unsure", or empty for nobody, with beginning and end in seconds."""
    spans = [
        (_answer(moment), moment.at, min(after.at, moment.at + LONGEST))
        for moment, after in zip(followed, [*followed[1:], *followed[-1:]], strict=True)
    ]
    for answer, group in groupby(spans, key=lambda span: span[0]):
        together = list(group)
        yield answer, together[0][1], together[-1][2]


def _answer(moment: Moment) -> str:
    if moment.face is None:
        return ""
    return moment.face.label if moment.face.sure else UNSURE
