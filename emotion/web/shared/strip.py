"""One stretch of a strip of colours: a label's colour, or grey stripes where the answer is unsure."""

from html import escape

from emotion.labels import COLOURS
from emotion.web.shared.look import colour, letters


def stretch(answer: str, left: float, right: float, shown: str, title: str) -> str:
    """Return a stretch as HTML.

    Args:
        answer: a label, or another word, which gets the stripes of its class.
        left: where it begins, per cent of the strip.
        right: where it ends, likewise.
        shown: words on it; empty where it is too narrow for them.
        title: what a pointer over it tells.
    """
    fill = f"background:{colour(answer)};color:{letters(answer)}" if answer in COLOURS else ""
    place = f"left:{left:.2f}%;width:{right - left:.2f}%;{fill}"
    return f'<span class="{answer}" style="{place}" title="{escape(title)}">{escape(shown)}</span>'
