"""How the page shows pictures: each with its faces, the chosen face in detail, all faces as a table, downloads."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import streamlit as st
from PIL import Image

from emotion.analyzer import read_face
from emotion.blur import blur_faces
from emotion.card import Card
from emotion.drawing import Picture
from emotion.export import PHOTO_COLUMNS, file_names, photo_rows, photos_json, picture_bytes, to_csv, zip_files
from emotion.export import Network as Source
from emotion.expressions import LiteRTClassifier
from emotion.images import decode
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.overlay import draw
from emotion.photos import PhotoReading
from emotion.readings import Box, FaceReading, FrameReading
from emotion.web import bars
from emotion.web.album import Album, Photo
from emotion.web.resources import Network

Second = tuple[Card, LiteRTClassifier]  # another network, to read the same faces
CROP: Final = 144  # pixels, the side at which a crop of 48 is shown
NO_FACE: Final = "No face found. A frontal face, upright, in even light and at least 24 pixels wide is found best."


def show(held: Album, photo: Photo, found: PhotoReading, blurred: bool, second: Second | None) -> None:
    """Show a picture with its faces framed and numbered, and one face in detail."""
    picture = decode(photo.shown)
    reading = scaled(found.reading, photo.scale, picture)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.image(painted(picture, reading, blurred), caption=photo.name, width="content")
        st.button("Remove", key=f"remove {photo.key}", on_click=held.photos.remove, args=(photo,))
    with right:
        if not reading.faces:
            st.info(NO_FACE)
            return
        number = 1
        if len(reading.faces) > 1:
            numbers = [face.number for face in reading.faces]
            number = st.segmented_control("Face", numbers, default=1, required=True, key=f"face {photo.key}") or 1
        detail(reading, found, number, second)


def detail(reading: FrameReading, found: PhotoReading, number: int, second: Second | None) -> None:
    """Show one face as the network saw it, its seven confidences, the second guess, and what another network says."""
    face, crop = reading.faces[number - 1], found.crops[number - 1]
    enlarged = np.asarray(Image.fromarray(crop).resize((CROP, CROP), Image.Resampling.NEAREST))
    st.image(enlarged, caption="As the network sees it: 48×48, grey", width="content")
    st.html(bars.panel(reading, face, running=True))
    st.caption(second_guess(face))
    if second is not None:
        card, classifier = second
        (probabilities,) = classifier.classify(crop[None])
        other = read_face(face.box, probabilities, card.threshold, number)
        st.markdown(f"**{card.title}**")
        st.html(bars.panel(reading, other, running=True))


def second_guess(face: FaceReading) -> str:
    """Return the second best label with its confidence as a sentence."""
    order = np.argsort(face.probabilities)[::-1]
    label = LABELS[int(order[1])]
    return f"Second guess: {DISPLAY_NAMES[label].lower()}, {100 * face.probabilities[int(order[1])]:.0f} %"


def scaled(reading: FrameReading, scale: float, picture: Picture) -> FrameReading:
    """Return a reading with its boxes in pixels of a reduced picture."""
    height, width = picture.shape[:2]
    return replace(reading, width=width, height=height, faces=tuple(_smaller(face, scale) for face in reading.faces))


def _smaller(face: FaceReading, scale: float) -> FaceReading:
    box = face.box
    left, top, width, height = (round(side * scale) for side in (box.left, box.top, box.width, box.height))
    return replace(face, box=Box(left, top, max(1, width), max(1, height)))


def painted(picture: Picture, reading: FrameReading, blurred: bool) -> Picture:
    """Return a picture with its faces framed and labelled, made unrecognisable before if asked for."""
    return draw(blur_faces(picture, reading) if blurred else picture, reading)


def table(read: Sequence[tuple[Photo, PhotoReading]], network: Network) -> None:
    """Show all faces of all pictures in one table that can be sorted."""
    rows = _rows(read, Source.of(network.card))
    shown = {DISPLAY_NAMES.get(column, column.replace("_", " ")): [row[column] for row in rows] for column in COLUMNS}
    st.dataframe(shown, width="stretch", hide_index=True)


def _rows(read: Sequence[tuple[Photo, PhotoReading]], source: Source) -> list[dict[str, object]]:
    return [row for photo, found in read for row in photo_rows(photo.name, found.reading, source)]


COLUMNS: Final = ("picture", "face", "label", "sure", *LABELS, "left", "top", "width", "height")


def downloads(read: Sequence[tuple[Photo, PhotoReading]], network: Network, blurred: bool) -> None:
    """Offer the readings as CSV and JSON, and the annotated pictures, several as a ZIP; made when asked for."""
    source = Source.of(network.card)

    def csv() -> str:
        return to_csv(_rows(read, source), PHOTO_COLUMNS)

    def json() -> str:
        return photos_json([(photo.name, found.reading) for photo, found in read], source)

    def pictures() -> bytes:
        names = file_names([photo.name for photo, _ in read], ".jpg")
        files = {
            name: picture_bytes(painted(decode(photo.content), found.reading, blurred))
            for name, (photo, found) in zip(names, read, strict=True)
        }
        return zip_files(files) if len(files) > 1 else next(iter(files.values()))

    several = len(read) > 1
    with st.container(horizontal=True):
        st.download_button("Readings, CSV", csv, "expressions.csv", "text/csv", on_click="ignore")
        st.download_button("Readings, JSON", json, "expressions.json", "application/json", on_click="ignore")
        st.download_button(
            "Pictures, ZIP" if several else "Picture, JPEG",
            pictures,
            "expressions.zip" if several else file_names([read[0][0].name], ".jpg")[0],
            "application/zip" if several else "image/jpeg",
            on_click="ignore",
        )
