"""Reads the words of a face's tag in a returned picture: finds the best of the tags that our drawing would write."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import permutations
from typing import Final

import cv2
import numpy as np

from emotion.drawing.overlay import draw
from emotion.drawing.primitives import Style, text_width
from emotion.images.types import Picture
from emotion.labels import LABELS
from emotion.results import Box, FaceResult
from tests.browser.scene import HEIGHT, WIDTH
from tests.support.fakes import face, frame

PLACE: Final = Box(200, 200, 150, 150)  # of a face large enough for a tag in letters of the usual size
NEIGHBOUR: Final = face(Box(500, 400, 60, 60), display_number=9)  # with whom the tags get numbers
UNLIKE: Final = 0.05  # normed squared difference from which no place shows the tag
BETWEEN: Final = "Between"
AROUND: Final = 3  # pixels about the place of a tag's beginning, in which its whole is looked for


def read_words(picture: Picture, number: int | None = None) -> str | None:
    """Return what a face's tag says in a picture of the scene's size; None when there is none.

    Args:
        picture: RGB, or a part of it.
        number: on the tag; None for one without, as a face has that is alone.
    """
    grey = _grey(picture)
    words, unlike, place = _best(grey, _short(number))
    if words == BETWEEN and unlike < UNLIKE:
        left, top = (max(0, at - AROUND) for at in place)
        words, unlike, _ = _best(grey[top : top + HEIGHT // 10, left:], _long(number))
    return words if unlike < UNLIKE else None


def _best(picture: Picture, tags: Mapping[str, Picture]) -> tuple[str, float, tuple[int, int]]:
    """Return the words of the tag that is most like a place of a grey picture, how unlike it is, and that place."""
    found = []
    for words, tag in tags.items():
        if tag.shape[0] <= picture.shape[0] and tag.shape[1] <= picture.shape[1]:
            unlike, _, place, _ = cv2.minMaxLoc(cv2.matchTemplate(picture, tag, cv2.TM_SQDIFF_NORMED))
            found.append((float(unlike), words, (int(place[0]), int(place[1]))))
    unlike, words, place = min(found, default=(1.0, "", (0, 0)))
    return words, unlike, place


@cache
def _short(number: int | None) -> dict[str, Picture]:
    """Return the tag of each answer that names one label, and the beginning of those that name two."""
    one = [face(PLACE, label, sure=sure) for label in LABELS for sure in (True, False)]
    begun = _tags([replace(one[1], rival=LABELS[-1])], number, len(BETWEEN))
    return {**_tags(one, number), BETWEEN: next(iter(begun.values()))}


@cache
def _long(number: int | None) -> dict[str, Picture]:
    """Return the tag of each answer that names two labels."""
    pairs = permutations(LABELS, 2)
    return _tags([replace(face(PLACE, label, sure=False), rival=rival) for label, rival in pairs], number)


def _tags(faces: Iterable[FaceResult], number: int | None, letters: int | None = None) -> dict[str, Picture]:
    """Return the tag of each face as far as its words go, or so many letters of them, without the percentage."""
    empty, tags = np.zeros((HEIGHT, WIDTH, 3), np.uint8), {}
    for one in faces:
        numbered = replace(one, display_number=number or 1)
        drawn = draw(empty, frame(*((numbered, NEIGHBOUR) if number else (numbered,))), scores=False)
        words = one.words[:letters]
        tags[one.words] = _as_far_as(drawn, f"{number} {words}" if number else words)
    return tags


def _as_far_as(drawn: Picture, text: str) -> Picture:
    top = int(np.flatnonzero(drawn[:, PLACE.left].any(axis=1))[0]) + 1  # under the dark line around the tag
    cap_height = Style.of(HEIGHT, WIDTH).cap_height
    long = (PLACE.top - top - cap_height) // 2 + text_width(text, cap_height)
    return _grey(drawn[top : PLACE.top, PLACE.left : PLACE.left + long])


def _grey(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
