"""How the page shows pictures: each with its faces framed, the chosen face in detail."""

from typing import Final

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.delta_generator import DeltaGenerator

from emotion.analysis import PhotoResult
from emotion.drawing.anonymize import blur_faces
from emotion.drawing.overlay import draw
from emotion.export.photos import picture_bytes
from emotion.images.decode import decode
from emotion.images.types import Picture
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.card import Card
from emotion.results import FaceResult, FrameResult
from emotion.web.photo.album import Album, Photo
from emotion.web.shared import bars
from emotion.web.shared.escape_markdown import plain
from emotion.wording import counted, percent

Second = tuple[Card, PhotoResult]  # another model, and what it says of the same faces
CROP: Final = 192  # pixels, the side at which a crop is shown
SMALL: Final = 0.08  # share of a picture's width under which even its largest face is hard to see beside the numbers
NO_FACE: Final = (
    "No face found. Upright faces from the front, in even light and at least 24 pixels wide, are found best. "
    "High sensitivity finds more."
)


def problems(held: Album) -> None:
    """Name the files that were left out of the last upload, each with its reason."""
    if len(held.problems) > 1:
        lines = "".join(f"\n- {sentence}" for sentence in held.problems)
        st.error(f"{len(held.problems)} files were left out:\n{lines}")
    elif held.problems:
        st.error(held.problems[0])


def show(
    held: Album, photo: Photo, photo_result: PhotoResult, blurred: bool, card: Card, second: Second | None
) -> None:
    """Show a picture with its faces framed, and one face in detail."""
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.text(plain(photo.name), width="content")
            st.button("Remove", key=f"remove {photo.key}", on_click=held.remove, args=(photo,))
        picture, face, numbers = places(photo_result.result)
        picture.image(view(photo, photo_result, blurred), alt=in_words(photo.name, photo_result.result))
        if not photo_result.result.faces:
            face.info(bars.TOO_DARK if photo_result.result.too_dark else NO_FACE)
            return
        with face:
            number = chosen(photo, len(photo_result.result.faces))
            if not blurred:
                crop(photo_result, number)
        with numbers:
            answers(photo_result, number, card, second)


def places(result: FrameResult) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Return where a picture, the chosen face and its numbers stand; small faces get a picture as wide as the page."""
    if result.largest and result.largest.box.width < SMALL * result.width:
        picture = st.container()
        face, numbers = st.columns([2, 3], gap="large")
        return picture, face, numbers
    left, right = st.columns([3, 2], gap="large")
    return left, right.container(), right.container()


def chosen(photo: Photo, count: int) -> int:
    """Return the number of the face to show in detail; the visitor chooses it where there are several."""
    if count == 1:
        return 1
    return st.pills(
        "Face, numbered from the left",
        range(1, count + 1),
        default=1,
        required=True,
        wrap=True,
        key=f"face of {count}, {photo.key}",
    )


def view(photo: Photo, photo_result: PhotoResult, blurred: bool) -> bytes:
    """Return the picture as the page shows it, a JPEG; drawn anew only when it is another result or another look."""
    wanted = photo_result.result, blurred
    if photo.cached_render[0] != wanted:
        picture = decode(photo.shown)
        photo.cached_render = (
            wanted,
            picture_bytes(annotated(picture, photo_result.result.scaled(picture.shape[1], picture.shape[0]), blurred)),
        )
    return photo.cached_render[1]


def in_words(name: str, result: FrameResult) -> str:
    """Return what a picture shows in a sentence, for those who do not see it."""
    answers = [_in_words(face) for face in result.faces]
    if not answers:
        return f"{plain(name)}: no face found"
    return f"{plain(name)}: {counted(len(answers), 'face')}: {', '.join(answers)}"


def _in_words(face: FaceResult) -> str:
    why = "" if face.quality.usable else f" ({', '.join(face.quality.words)})"
    return f"{face.words.lower()}{why}"


def crop(photo_result: PhotoResult, number: int) -> None:
    """Show a face as the model saw it."""
    enlarged = Image.fromarray(photo_result.crops[number - 1]).resize((CROP, CROP), Image.Resampling.NEAREST)
    height, width = photo_result.crops.shape[1:3]
    colour = "grey" if photo_result.crops.ndim == 3 else "in colour"
    st.image(np.asarray(enlarged), width=CROP, alt=f"The face, cut out, {colour} and coarse")
    st.caption(f"As the network sees it: {width}×{height}, {colour}")


def answers(photo_result: PhotoResult, number: int, card: Card, second: Second | None) -> None:
    """Show the seven confidences of a face, the second guess, and what another model says."""
    result, face = photo_result.result, photo_result.result.faces[number - 1]
    if second is not None:
        st.markdown(f"**{card.title}**")
    st.html(bars.panel(result, face))
    st.caption(second_guess(face))
    if second is not None:
        other_card, other = second
        st.markdown(f"**{other_card.title}**")
        st.html(bars.panel(result, other.result.faces[number - 1]))


def second_guess(face: FaceResult) -> str:
    """Return the second best label with its confidence as a sentence."""
    index = int(np.argsort(face.probabilities)[-2])
    return f"Second guess: {DISPLAY_NAMES[LABELS[index]].lower()}, {percent(face.probabilities[index])}"


def annotated(picture: Picture, result: FrameResult, blurred: bool) -> Picture:
    """Return a picture with its faces framed and labelled, made unrecognisable before if asked for."""
    return draw(blur_faces(picture, result) if blurred else picture, result)
