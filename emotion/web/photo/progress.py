"""How far the reading is, with a way to stop that keeps what was read, and one to go on."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from emotion.web.photo.reading import Turn
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.wording import counted, time_left

WORTH_TELLING: Final = 5.0  # seconds left from which on they are told
PACE_KNOWN: Final = 2  # pictures after which one can tell how long the others take


def show(turn: Turn) -> Callable[[], object]:
    """Show which picture is read, and a button to stop where there are several; return what renews that.

    A press on the button ends the script between two pictures, as every press does, and the next run reads no more.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="photo_reading"):
        place = st.progress(*_now(turn))
        if len(turn.held.photos) > 1:
            st.button("Stop reading", key=f"stop {turn.model.identity.name}", on_click=turn.stop)
    return lambda: place.progress(*_now(turn))


def _now(turn: Turn) -> tuple[float, str]:
    unread, done = turn.unread, sum(turn.way in photo.results for photo in turn.held.photos)
    if not unread:
        return 1.0, "All pictures are read"
    count = done + len(unread)
    return done / count, in_words(unread[0].name, done, count, turn.held.took.get(turn.way, ()))


def in_words(name: str, done: int, count: int, took: Sequence[float]) -> str:
    """Return which picture is read as Markdown, and how long the rest takes where that is worth telling.

    Args:
        name: of the picture.
        done: pictures that were read.
        count: of all pictures.
        took: seconds that each picture took lately.
    """
    place = f", {done + 1} of {count}" if count > 1 else ""
    left = sum(took) / len(took) * (count - done) if len(took) >= PACE_KNOWN else 0.0
    return f"Reading {escape_markdown(name)}{place}" + (f", {time_left(left)}" if left > WORTH_TELLING else "")


def waiting(turn: Turn) -> None:
    """Say how many pictures wait since the reading was stopped, and offer to go on."""
    count = len(turn.unread)
    if turn.due or not count:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"Stopped: {counted(count, 'picture')} of {len(turn.held.photos)} not read by {turn.model.card.title}.")
        st.button("Read on", key=f"read on {turn.model.identity.name}", on_click=turn.go_on)
