"""Reads pictures, once in each way, one after another; what was read is kept when the visitor stops."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Final

import cv2
import numpy as np

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

SHOWN: Final = 1600  # pixels of the longer side on the page; the browser need not get 24 megapixels
AT_ONCE: Final = 0.5  # seconds of reading after which the page shows what was read, and reads on


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


@dataclass(frozen=True)
class Turn:
    """The pictures of a session, and one way in which they are read.

    Attributes:
        held: the pictures.
        model: that reads them.
        choice: of the detector.
        after: another model, with which this one is compared: what that has not read waits here, too.
    """

    held: Album
    model: LoadedModel
    choice: DetectorChoice
    after: LoadedModel | None = None

    @property
    def way(self) -> Way:
        """How pictures are read in this turn."""
        return way_of(self.model, self.choice)

    @property
    def unread(self) -> list[Photo]:
        """What was not yet read in this way, and can be."""
        before = way_of(self.after, self.choice) if self.after else None
        return [
            photo
            for photo in self.held.photos
            if self.way not in photo.results and (not before or before in photo.results)
        ]

    @property
    def due(self) -> bool:
        """Whether there is something to read, and the visitor did not stop the reading."""
        return self.way not in self.held.stopped and bool(self.unread)

    def stop(self) -> None:
        """Read no more in this way."""
        self.held.stopped.add(self.way)

    def go_on(self) -> None:
        """Read on after a stop."""
        self.held.stopped.discard(self.way)

    def read(
        self,
        tell: Callable[[], object] = lambda: None,
        seconds: float = float("inf"),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Read pictures, at least one, until so many seconds have passed; one that cannot be read leaves a sentence.

        Another model reads the faces that are already cut out. A file that is no picture is taken out of the album, so
        that it is named once and the others stay unharmed. `tell` may end the script, as every press on the page does:
        no picture is half read then.

        Args:
            tell: called before each picture, and once all of them are read.
            seconds: after which no other picture is begun.
            clock: seconds that only grow.
        """
        if not self.due:
            return
        classifier = self.model.classifier()
        detector = cache(lambda: make_detector("photo", self.choice))
        took, before = self.held.took.setdefault(self.way, []), clock()
        until = before + seconds
        for photo in self.unread:
            tell()
            try:
                faces = _cut_out(photo, self.choice, detector, classifier.input)
            except PictureError as error:
                self.held.problems.append(f"{escape_markdown(photo.name)}: {error}")
                self.held.photos.remove(photo)
            else:
                photo.results[self.way] = read_photo_faces(faces, classifier, self.model.threshold)
            now = clock()
            took.append(now - before)
            before = now
            if now >= until:
                break
        tell()


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
