"""The pictures of a session: taken over from the uploader, read once for each way of reading, gone with the session."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import PurePath
from typing import Final

import cv2
import numpy as np
import streamlit as st

from emotion.analysis import PhotoFaces, PhotoResult, find_photo_faces, read_photo_faces
from emotion.classification.base import InputSpec
from emotion.detection.base import Detector
from emotion.detection.presets import DetectorChoice, make_detector
from emotion.export.photos import picture_bytes
from emotion.images.decode import PictureError, decode
from emotion.images.types import Picture
from emotion.models.identity import ModelIdentity
from emotion.models.loaded import LoadedModel
from emotion.web.shared.escape_markdown import escape_markdown

ALBUM: Final = "photo_album"
SHOWN: Final = 1600  # pixels of the longer side on the page; the browser need not get 24 megapixels


Way = tuple[ModelIdentity, DetectorChoice]  # how a picture was read


@dataclass(eq=False)
class Photo:
    """A picture of this session.

    Attributes:
        name: of the file; no two of an album have the same.
        content: the file's bytes, from which downloads are made in full size.
        shown: a JPEG in the size of the page, so that a click need not decode the file again; empty before it is read.
        faces: found and cut out, by detector.
        results: by model, told what to expect, and detector.
        cached_render: the last view, as what it was drawn of and a JPEG; a click elsewhere shows it again.
    """

    name: str
    content: bytes
    shown: bytes = b""
    faces: dict[DetectorChoice, PhotoFaces] = field(default_factory=dict)
    results: dict[Way, PhotoResult] = field(default_factory=dict)
    cached_render: tuple[object, bytes] = (None, b"")

    @cached_property
    def key(self) -> str:
        """The same for the same bytes."""
        return hashlib.sha256(self.content).hexdigest()[:16]


@dataclass
class Album:
    """What a session holds.

    Attributes:
        photos: the newest upload first.
        problems: Markdown, a sentence for each file that was left out of the last upload.
        generation: gives the uploader a new key whenever its files were taken over.
    """

    photos: list[Photo] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    generation: int = 0

    def remove(self, photo: Photo) -> None:
        """Let go of a picture; the sentences about the last upload go with it."""
        self.problems = []
        if photo in self.photos:  # a second click may come before the page is drawn anew
            self.photos.remove(photo)

    def clear(self) -> None:
        """Let go of all pictures."""
        self.photos, self.problems = [], []


def album() -> Album:
    """Return this session's album, made when first asked for."""
    held = st.session_state.get(ALBUM)
    if not isinstance(held, Album):
        held = Album()
        st.session_state[ALBUM] = held
    return held


def add(held: Album, files: Sequence[tuple[str, bytes]], max_pictures: int, max_mb: int) -> None:
    """Take files over in front of those held, as far as there is room; a sentence for each that is left out.

    A picture that is held already is passed over. One with the name of another gets a number, since cameras of phones
    call every picture the same.

    Args:
        files: names and bytes.
        max_pictures: that the album may hold.
        max_mb: megabytes of 2^20 bytes that their files may have together.
    """
    held.problems = []
    fresh: list[Photo] = []
    for name, content in files:
        others = [*held.photos, *fresh]
        photo = Photo(numbered(name, {other.name for other in others}), content)
        if any(photo.key == other.key for other in others):
            continue
        if len(others) >= max_pictures:
            held.problems.append(
                f"{escape_markdown(name)}: {max_pictures} pictures are held already. Remove some first."
            )
        elif sum(len(other.content) for other in others) + len(content) > max_mb * 2**20:
            held.problems.append(
                f"{escape_markdown(name)}: all pictures together may have {max_mb} MB. Remove some first."
            )
        else:
            fresh.append(photo)
    held.photos = [*fresh, *held.photos]


def numbered(name: str, taken: Iterable[str]) -> str:
    """Return a name that none of the others has: `face.jpg`, or else `face (2).jpg`, `face (3).jpg` and so on."""
    used, path, number, free = set(taken), PurePath(name), 1, name
    while free in used:
        number += 1
        free = f"{name.removesuffix(path.suffix)} ({number}){path.suffix}"
    return free


def read(held: Album, model: LoadedModel, choice: DetectorChoice) -> None:
    """Read every picture that was not yet read in this way; one that cannot be read leaves a sentence instead.

    Another model reads the faces that are already cut out. A file that is no picture is taken out of the album, so
    that it is named once and the others stay unharmed.
    """
    way = _way(model, choice)
    unread = [photo for photo in held.photos if way not in photo.results]
    if not unread:
        return
    classifier = model.classifier()
    detector = cache(lambda: make_detector("photo", choice))
    progress = st.progress(0.0)
    for index, photo in enumerate(unread):
        place = f", {index + 1} of {len(unread)}" if len(unread) > 1 else ""
        work = "Reading" if choice in photo.faces else "Looking for faces in"
        progress.progress((index + 0.1) / len(unread), f"{work} {escape_markdown(photo.name)}{place}")
        try:
            faces = _cut_out(photo, choice, detector, classifier.input)
        except PictureError as error:
            held.problems.append(f"{escape_markdown(photo.name)}: {error}")
            held.photos.remove(photo)
        else:
            photo.results[way] = read_photo_faces(faces, classifier, model.threshold)
    progress.empty()


def _cut_out(photo: Photo, choice: DetectorChoice, detector: Callable[[], Detector], spec: InputSpec) -> PhotoFaces:
    """Return a picture's faces: searched for once for each detector, cut out once for each input of a model."""
    faces = photo.faces.get(choice)
    if faces is None or spec not in faces.crops:
        picture = decode(photo.content)
        if not photo.shown:
            photo.shown = picture_bytes(reduced(picture))
        faces = find_photo_faces(picture, detector(), spec) if faces is None else faces.cut(picture, spec)
        photo.faces[choice] = faces
    return faces


def read_by(held: Album, model: LoadedModel, choice: DetectorChoice) -> list[tuple[Photo, PhotoResult]]:
    """Return the pictures with what a model that has read them all says."""
    return [(photo, photo.results[_way(model, choice)]) for photo in held.photos]


def _way(model: LoadedModel, choice: DetectorChoice) -> Way:
    return model.identity, choice


def reduced(picture: Picture) -> Picture:
    """Return a picture no larger than the page shows it."""
    scale = min(1.0, SHOWN / max(picture.shape[:2]))
    if scale == 1:
        return picture
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
