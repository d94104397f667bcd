"""One picture in full size: its faces framed, the chosen one in detail, another network's answers beside it."""

from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from emotion.results import FrameResult
from emotion.web.photo import face
from emotion.web.photo.album import Album, Photo
from emotion.web.photo.face import Asked
from emotion.web.photo.reading import ReadPhoto
from emotion.web.photo.view import in_words, view
from emotion.web.shared import bars
from emotion.web.shared.escape_markdown import plain

NAME: Final = "mien_opened"
SMALL: Final = 0.08  # share of a picture's width under which even its largest face is hard to see beside the numbers
NO_FACE: Final = (
    "No face found. Upright faces from the front, in even light and at least 24 pixels wide, are found best. "
    "High sensitivity finds more."
)

_opened = st.components.v2.component(NAME, js=Path(__file__).with_name("opened.js").read_text("utf-8"))


def of(held: Album, read: list[ReadPhoto]) -> ReadPhoto | None:
    """Return the picture to show in full size: the only one, or the one that the visitor opened; None for none."""
    if len(held.photos) == 1:
        return read[0]
    return next((picture for picture in read if picture.photo is held.opened), None)


def follow(held: Album, several: bool) -> None:
    """Have the browser bring what was opened into view, and the keyboard with it; opened.js does so."""
    _opened(key=NAME, data={"opened": held.opened.key if several and held.opened else ""})


def show(held: Album, picture: ReadPhoto, asked: Asked, blurred: bool, several: bool) -> None:
    """Show a picture with its faces framed, and one face in detail.

    Args:
        held: the album that it is of.
        picture: with what was read of it.
        asked: the networks that read it, the one that is compared with the first as well.
        blurred: make faces unrecognisable, and show none enlarged.
        several: whether it is one of several, which can be closed.
    """
    photo, result = picture.photo, picture.found.result
    with st.container(border=True, key="photo_opened"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.text(plain(photo.name), width="content")
            with st.container(horizontal=True, width="content"):
                if several:
                    st.button("Close", key="photo_close", on_click=held.open, args=(None,))
                st.button("Remove", key=f"remove opened {photo.key}", on_click=held.remove, args=(photo,))
        shown, beside, below = places(result)
        shown.image(view(photo, picture.found, blurred), alt=in_words(photo.name, result))
        if not result.faces:
            beside.info(bars.TOO_DARK if result.too_dark else NO_FACE)
            return
        with beside:
            number = chosen(photo, len(result.faces))
        face.show(photo, number, asked, blurred, beside, below)


def places(result: FrameResult) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Return where a picture, the chosen face and two networks' answers stand; a wide place where faces are small."""
    if result.largest and result.largest.box.width < SMALL * result.width:
        picture = st.container()
        beside, below = st.columns([2, 3], gap="large")
        return picture, beside, below
    left, right = st.columns([3, 2], gap="large")
    return left, right, st.container()


def chosen(photo: Photo, count: int) -> int:
    """Return the number of the face to show in detail; the visitor chooses it where there are several."""
    if count == 1:
        return 1
    key = chooser(photo, count)
    st.session_state.setdefault(key, 1)
    number = st.pills("Face, numbered from the left", range(1, count + 1), required=True, wrap=True, key=key)
    return number or 1


def chooser(photo: Photo, count: int) -> str:
    """Return the key under which the session has the number of a picture's chosen face."""
    return f"face of {count}, {photo.key}"
