"""The pictures of a session: taken over from the uploader, gone with the session; `reading` reads them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from emotion.analysis import PhotoFaces, PhotoResult
from emotion.detection.presets import DetectorChoice
from emotion.models.identity import ModelIdentity
from emotion.web.shared.escape_markdown import escape_markdown

ALBUM: Final = "photo_album"

HERE_ALREADY: Final = "{} is here already."
SAME_PICTURE: Final = "{} is the same picture as {}, which is here already."

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
        renders: the last view in each size, as what it was drawn of and a JPEG; a click elsewhere shows it again.
        occlusions: maps [7, 7] of faces, by how they were read and their number.
    """

    name: str
    content: bytes
    shown: bytes = b""
    faces: dict[DetectorChoice, PhotoFaces] = field(default_factory=dict)
    results: dict[Way, PhotoResult] = field(default_factory=dict)
    renders: dict[int, tuple[object, bytes]] = field(default_factory=dict)
    occlusions: dict[tuple[Way, int], npt.NDArray[np.float32]] = field(default_factory=dict)

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
        repeated: likewise for each that is here already.
        opened: the one of several pictures that is shown in full size; None for none.
        stopped: ways in which the visitor stopped the reading: what was not read then waits.
        took: seconds that pictures took to be read since the last upload, by the way.
        generation: gives the uploader a new key whenever its files were taken over.
    """

    photos: list[Photo] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    opened: Photo | None = None
    stopped: set[Way] = field(default_factory=set)
    took: dict[Way, list[float]] = field(default_factory=dict)
    generation: int = 0

    def open(self, photo: Photo | None) -> None:
        """Show another picture in full size, or none."""
        self.opened = photo

    def remove(self, photo: Photo) -> None:
        """Let go of a picture; the sentences about the last upload go with it."""
        self.problems, self.repeated = [], []
        if photo in self.photos:  # a second click may come before the page is drawn anew
            self.photos.remove(photo)
        if photo is self.opened:
            self.opened = None

    def clear(self) -> None:
        """Let go of all pictures."""
        self.photos, self.problems, self.repeated, self.opened = [], [], [], None


def album() -> Album:
    """Return this session's album, made when first asked for."""
    held = st.session_state.get(ALBUM)
    if not isinstance(held, Album):
        held = Album()
        st.session_state[ALBUM] = held
    return held


def add(held: Album, files: Sequence[tuple[str, bytes]], max_pictures: int, max_mb: int) -> None:
    """Take files over in front of those held, as far as there is room; a sentence for each that is left out.

    A picture that is held already is not taken twice, and a sentence says as which. One with the name of another gets a
    number, since cameras of phones call every picture the same.

    Args:
        files: names and bytes.
        max_pictures: that the album may hold.
        max_mb: megabytes of 2^20 bytes that their files may have together.
    """
    held.problems, held.repeated, held.stopped, held.took = [], [], set(), {}
    fresh: list[Photo] = []
    for name, content in files:
        others = [*held.photos, *fresh]
        photo = Photo(numbered(name, {other.name for other in others}), content)
        same = next((other for other in others if other.key == photo.key), None)
        if same is not None:
            held.repeated.append(_repeated(name, same.name))
        elif len(others) >= max_pictures:
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


def _repeated(name: str, held: str) -> str:
    if name == held:
        return HERE_ALREADY.format(escape_markdown(name))
    return SAME_PICTURE.format(escape_markdown(name), escape_markdown(held))


def numbered(name: str, taken: Iterable[str]) -> str:
    """Return a name that none of the others has: `face.jpg`, or else `face (2).jpg`, `face (3).jpg` and so on."""
    used, path, number, free = set(taken), PurePath(name), 1, name
    while free in used:
        number += 1
        free = f"{name.removesuffix(path.suffix)} ({number}){path.suffix}"
    return free
