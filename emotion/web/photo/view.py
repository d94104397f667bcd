"""How pictures are shown, to those who see them and to those who do not, and what is said of files left out."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.analysis import PhotoResult
from emotion.drawing.anonymize import blur_faces
from emotion.drawing.overlay import draw
from emotion.export.photos import picture_bytes
from emotion.images.decode import decode
from emotion.images.types import Picture
from emotion.results import FaceResult, FrameResult
from emotion.web.photo.album import Album, Photo
from emotion.web.photo.reading import SHOWN, reduced
from emotion.web.shared.escape_markdown import plain
from emotion.wording import counted

THUMBNAIL: Final = 400  # pixels of the longer side, for sharp screens: a card shows it at half that
LETTERS: Final = 15  # pixels of a capital letter's height on a thumbnail


def problems(held: Album) -> None:
    """Name the files that were left out of the last upload, each with its reason, and those that are here already."""
    if held.problems:
        st.error(_listed(held.problems, "files were left out"))
    if held.repeated:
        st.info(_listed(held.repeated, "pictures are here already"))


def _listed(sentences: Sequence[str], several: str) -> str:
    if len(sentences) == 1:
        return sentences[0]
    lines = "".join(f"\n- {sentence}" for sentence in sentences)
    return f"{len(sentences)} {several}:\n{lines}"


def view(photo: Photo, photo_result: PhotoResult, blurred: bool, longest: int = SHOWN) -> bytes:
    """Return the picture as the page shows it, a JPEG; drawn anew only when it is another result or another look.

    Args:
        photo: the picture.
        photo_result: what was read of it.
        blurred: make faces unrecognisable.
        longest: pixels of its longer side at most. A thumbnail has large letters and no bars.
    """
    wanted, small = (photo_result.result, blurred), longest < SHOWN
    if photo.renders.get(longest, (None, b""))[0] != wanted:
        picture = reduced(decode(photo.shown), longest)
        result = photo_result.result.scaled(picture.shape[1], picture.shape[0])
        photo.renders[longest] = wanted, picture_bytes(annotated(picture, result, blurred, small))
    return photo.renders[longest][1]


def in_words(name: str, result: FrameResult) -> str:
    """Return what a picture shows in a sentence, for those who do not see it."""
    answers = [_in_words(face) for face in result.faces]
    if not answers:
        return f"{plain(name)}: no face found"
    return f"{plain(name)}: {counted(len(answers), 'face')}: {', '.join(answers)}"


def _in_words(face: FaceResult) -> str:
    why = "" if face.quality.usable else f" ({', '.join(face.quality.words)})"
    return f"{face.words.lower()}{why}"


def annotated(picture: Picture, result: FrameResult, blurred: bool, small: bool = False) -> Picture:
    """Return a picture with its faces framed and labelled, made unrecognisable before if asked for."""
    shown = blur_faces(picture, result) if blurred else picture
    return draw(shown, result, scores=False, smallest=LETTERS) if small else draw(shown, result)
