"""The pictures of a visit: taken over from the uploader, read once for each way of reading, gone with the visit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import cv2
import numpy as np
import streamlit as st

from emotion.drawing import Picture
from emotion.export import picture_bytes
from emotion.images import PictureError, decode
from emotion.photos import PhotoDetector, PhotoReading, PhotoSettings, Sensitivity, analyze
from emotion.web.resources import Network

ALBUM: Final = "photo_album"
SHOWN: Final = 1600  # pixels of the longer side on the page; the browser need not get 24 megapixels


@dataclass(eq=False)
class Photo:
    """A picture of this visit.

    Attributes:
        name: of the file.
        content: the file's bytes, from which downloads are made in full size.
        shown: a JPEG in the size of the page, so that a click need not decode the file again; empty before it is read.
        scale: by how much it was reduced, 0 to 1.
        readings: by network and sensitivity.
    """

    name: str
    content: bytes
    shown: bytes = b""
    scale: float = 1.0
    readings: dict[tuple[str, str], PhotoReading] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """The same for the same bytes."""
        return hashlib.sha256(self.content).hexdigest()[:16]


@dataclass
class Album:
    """What a visit holds; `generation` gives the uploader a new key whenever its files were taken over."""

    photos: list[Photo] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    generation: int = 0


def album() -> Album:
    """Return this visit's album, made when first asked for."""
    held = st.session_state.get(ALBUM)
    if not isinstance(held, Album):
        held = Album()
        st.session_state[ALBUM] = held
    return held


def add(held: Album, files: Sequence[tuple[str, bytes]], most: int, megabytes: int) -> None:
    """Take files over, as far as there is room; a sentence in `problems` for each that is left out.

    Args:
        held: the visit's album.
        files: names and bytes.
        most: pictures that a visit may hold.
        megabytes: that their files may have together.
    """
    held.problems = []
    for name, content in files:
        photo = Photo(name, content)
        if any(photo.key == other.key for other in held.photos):
            continue
        if len(held.photos) >= most:
            held.problems.append(f"{name}: {most} pictures are held already, which is the most. Remove some first.")
        elif sum(len(other.content) for other in held.photos) + len(content) > megabytes * 2**20:
            held.problems.append(f"{name}: all pictures together may have {megabytes} MB. Remove some first.")
        else:
            held.photos.append(photo)


def read(held: Album, network: Network, sensitivity: Sensitivity) -> None:
    """Read every picture that was not yet read in this way; one that cannot be read leaves a sentence instead.

    A file that is no picture is taken out of the album, so that it is named once and the others stay unharmed.
    """
    way = network.card.name, sensitivity
    unread = [photo for photo in held.photos if way not in photo.readings]
    if not unread:
        return
    detector, classifier = PhotoDetector(PhotoSettings(sensitivity=sensitivity)), network.classifier()
    progress = st.progress(0.0, "Reading pictures")
    for index, photo in enumerate(unread):
        progress.progress(index / len(unread), f"Reading {photo.name}")
        try:
            picture = decode(photo.content)
            photo.readings[way] = analyze(picture, detector, classifier, network.card.threshold)
            smaller, photo.scale = reduced(picture)
            photo.shown = picture_bytes(smaller)
        except PictureError as error:
            held.problems.append(f"{photo.name}: {error}")
            held.photos.remove(photo)
    progress.empty()


def reduced(picture: Picture) -> tuple[Picture, float]:
    """Return a picture no larger than the page shows it, and by how much it was reduced, 0 to 1."""
    scale = min(1.0, SHOWN / max(picture.shape[:2]))
    if scale == 1:
        return picture, scale
    size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8), scale
