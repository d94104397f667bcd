"""Reads pictures, once in each way, with progress by picture and a way to stop that keeps what was read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import monotonic
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
from emotion.models.loaded import LoadedModel
from emotion.web.photo.album import Album, Photo, Way
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.wording import counted, time_left

SHOWN: Final = 1600  # pixels of the longer side on the page; the browser need not get 24 megapixels
WORTH_TELLING: Final = 5.0  # seconds left from which on they are told
PACE_KNOWN: Final = 2  # pictures after which one can tell how long the others take


@dataclass(frozen=True)
class ReadPhoto:
    """A picture with what was read of it.

    Attributes:
        photo: the picture.
        found: what the model says.
        other: what another model says of the same faces; None where none was asked, or it has not read this one.
    """

    photo: Photo
    found: PhotoResult
    other: PhotoResult | None = None


def read(
    held: Album,
    model: LoadedModel,
    choice: DetectorChoice,
    after: LoadedModel | None = None,
    clock: Callable[[], float] = monotonic,
) -> None:
    """Read every picture that was not yet read in this way; one that cannot be read leaves a sentence instead.

    Another model reads the faces that are already cut out. A file that is no picture is taken out of the album, so
    that it is named once and the others stay unharmed. A press on "Stop reading" ends the script between two pictures,
    as every press does, and the next run reads no more in this way.

    Args:
        held: the pictures.
        model: that reads them.
        choice: of the detector.
        after: another model, with which this one is compared: what that has not read waits here, too.
        clock: seconds that only grow.
    """
    way, unread = way_of(model, choice), _unread(held, model, choice, after)
    if not unread or way in held.stopped:
        return
    classifier = model.classifier()
    detector = cache(lambda: make_detector("photo", choice))
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="bottom"):
        progress = st.progress(0.0)
        if len(unread) > 1:
            st.button("Stop reading", key=f"stop {model.identity.name}", on_click=held.stopped.add, args=(way,))
    began = clock()
    for index, photo in enumerate(unread):
        words = progress_in_words(photo.name, index, len(unread), clock() - began)
        progress.progress(index / len(unread), words)
        try:
            faces = _cut_out(photo, choice, detector, classifier.input)
        except PictureError as error:
            held.problems.append(f"{escape_markdown(photo.name)}: {error}")
            held.photos.remove(photo)
        else:
            photo.results[way] = read_photo_faces(faces, classifier, model.threshold)
    place.empty()


def progress_in_words(name: str, done: int, count: int, seconds: float) -> str:
    """Return which picture is read as Markdown, and how long it takes where that is worth telling.

    Args:
        name: of the picture.
        done: pictures before it.
        count: of all pictures.
        seconds: since the first one.
    """
    place = f", {done + 1} of {count}" if count > 1 else ""
    left = seconds / done * (count - done) if done >= PACE_KNOWN else 0.0
    return f"Reading {escape_markdown(name)}{place}" + (f", {time_left(left)}" if left > WORTH_TELLING else "")


def waiting(held: Album, model: LoadedModel, choice: DetectorChoice, after: LoadedModel | None = None) -> None:
    """Say how many pictures wait since the reading was stopped, and offer to go on; arguments as of `read`."""
    way, count = way_of(model, choice), len(_unread(held, model, choice, after))
    if count:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(f"Stopped: {counted(count, 'picture')} of {len(held.photos)} not read by {model.card.title}.")
            st.button("Read on", key=f"read on {model.identity.name}", on_click=held.stopped.discard, args=(way,))


def _unread(held: Album, model: LoadedModel, choice: DetectorChoice, after: LoadedModel | None) -> list[Photo]:
    way, before = way_of(model, choice), way_of(after, choice) if after else None
    return [photo for photo in held.photos if way not in photo.results and (not before or before in photo.results)]


def _cut_out(photo: Photo, choice: DetectorChoice, detector: Callable[[], Detector], spec: InputSpec) -> PhotoFaces:
    """Return a picture's faces: searched for once for each detector, cut out once for each input of a model."""
    faces = photo.faces.get(choice)
    if faces is None or spec not in faces.crops:
        picture = decode(photo.content)
        if not photo.shown:
            photo.shown = picture_bytes(reduced(picture, SHOWN))
        faces = find_photo_faces(picture, detector(), spec) if faces is None else faces.cut(picture, spec)
        photo.faces[choice] = faces
    return faces


def read_by(
    held: Album, model: LoadedModel, choice: DetectorChoice, other: LoadedModel | None = None
) -> list[ReadPhoto]:
    """Return the pictures that a model has read with what it says, and what another one says of them."""
    way, beside = way_of(model, choice), way_of(other, choice) if other else None
    return [
        ReadPhoto(photo, photo.results[way], photo.results.get(beside) if beside else None)
        for photo in held.photos
        if way in photo.results
    ]


def asked(
    picture: ReadPhoto, choice: DetectorChoice, model: LoadedModel, other: LoadedModel | None
) -> list[tuple[LoadedModel, Way, PhotoResult]]:
    """Return the networks that have read a picture, how each did, and what it says."""
    both = [(model, picture.found), (other, picture.other)]
    return [(network, way_of(network, choice), found) for network, found in both if network and found]


def way_of(model: LoadedModel, choice: DetectorChoice) -> Way:
    """Return how a picture is read by this model after this search."""
    return model.identity, choice


def reduced(picture: Picture, longest: int) -> Picture:
    """Return a picture whose longer side has no more pixels than this."""
    scale = min(1.0, longest / max(picture.shape[:2]))
    if scale == 1:
        return picture
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
