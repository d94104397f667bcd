"""Several pictures as small cards: each with its faces framed and their answers, to be opened or removed."""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from emotion.results import FaceResult, FrameResult
from emotion.web.photo.album import Album
from emotion.web.photo.reading import ReadPhoto
from emotion.web.photo.view import THUMBNAIL, in_words, view
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.web.shared.look import colour

NOBODY: Final = "No face found"


def show(held: Album, read: Sequence[ReadPhoto], blurred: bool) -> None:
    """Show a card for each picture, the newest first; style.css lays them side by side."""
    with st.container(key="photo_cards"):
        for picture in read:
            _card(held, picture, blurred)


def _card(held: Album, picture: ReadPhoto, blurred: bool) -> None:
    photo, result = picture.photo, picture.found.result
    kind = "opened_card" if photo is held.opened else "card"
    with st.container(key=f"photo_{kind}_{photo.key}", gap=None):
        st.image(view(photo, picture.found, blurred, THUMBNAIL), width="stretch", alt=in_words(photo.name, result))
        name = escape_markdown(photo.name)
        # Its place covers the whole card, so that a press on the picture opens it as well.
        st.button(name, key=f"open_{photo.key}", type="tertiary", on_click=held.open, args=(photo,))
        st.html(answers(result))
        # The name is there for those who hear it: all that is seen of this button is its sign.
        st.button(
            f"Remove {name}",
            key=f"remove_{photo.key}",
            icon=":material/close:",
            type="tertiary",
            on_click=held.remove,
            args=(photo,),
        )


def answers(result: FrameResult) -> str:
    """Return the answer of each face in words as HTML, from the left, each with its colour."""
    words = ", ".join(face.words for face in result.faces) or NOBODY
    marked = "".join(_marked(face) for face in result.faces) or NOBODY
    return f'<p class="mien-card-answers" title="{escape(words)}">{marked}</p>'


def _marked(face: FaceResult) -> str:
    fill = colour(face.label) if face.sure else "currentColor"
    sure = "" if face.sure else ' class="unsure"'
    return f'<span{sure}><i style="background:{fill}"></i>{escape(face.words)}</span> '
