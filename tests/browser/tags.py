"""Reads the words of a face's tag in a returned picture: finds the best of the tags that our drawing would write."""

from functools import cache
from typing import Final

import cv2
import numpy as np

from emotion.drawing.overlay import draw
from emotion.drawing.primitives import Style, text_width
from emotion.images.types import Picture
from emotion.labels import LABELS
from emotion.results import Box
from tests.browser.scene import HEIGHT, WIDTH
from tests.support.fakes import face, frame

PLACE: Final = Box(200, 200, 150, 150)  # of a face large enough for a tag in letters of the usual size
NEIGHBOUR: Final = face(Box(500, 400, 60, 60), display_number=9)  # with whom the tags get numbers
UNLIKE: Final = 0.05  # normed squared difference from which no place shows the tag


def read_words(picture: Picture, number: int | None = None) -> str | None:
    """Return what a face's tag says in a picture of the scene's size; None when there is none.

    Args:
        picture: RGB, or a part of it.
        number: on the tag; None for one without, as a face has that is alone.
    """
    found = {
        words: float(cv2.matchTemplate(picture, tag, cv2.TM_SQDIFF_NORMED).min())
        for words, tag in _tags(number).items()
    }
    words = min(found, key=found.__getitem__)
    return words if found[words] < UNLIKE else None


@cache
def _tags(number: int | None) -> dict[str, Picture]:
    """Return the tag of each possible answer as far as its words go, without the percentage."""
    empty = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    tags = {}
    for label in LABELS:
        for sure in (True, False):
            answered = face(PLACE, label, display_number=number or 1, sure=sure)
            faces = (answered, NEIGHBOUR) if number else (answered,)
            drawn = draw(empty, frame(*faces), scores=False)
            tags[answered.words] = _as_far_as(drawn, f"{number} {answered.words}" if number else answered.words)
    return tags


def _as_far_as(drawn: Picture, text: str) -> Picture:
    top = int(np.flatnonzero(drawn[:, PLACE.left].any(axis=1))[0]) + 1  # under the dark line around the tag
    cap_height = Style.of(HEIGHT, WIDTH).cap_height
    long = (PLACE.top - top - cap_height) // 2 + text_width(text, cap_height)
    return drawn[top : PLACE.top, PLACE.left : PLACE.left + long]
