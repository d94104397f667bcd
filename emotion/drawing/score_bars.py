"""The panel of seven small bars beside a face: where it may stand, and drawing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2

from emotion.drawing.primitives import DARK, LIGHT, SMALLEST, Style, fill, text_width, write
from emotion.images.types import Picture
from emotion.labels import DISPLAY_NAMES, LABELS, rgb
from emotion.results import Box, FaceReading

DIM: Final = (205, 205, 205)
TRACK: Final = (40, 40, 40)  # the part of a bar from its probability up to 1
SHADE: Final = 0.2  # what is left of the picture's light under the bars
SHARE: Final = 0.3  # largest part of a face's own box that its bars may cover
INITIALS: Final = tuple(DISPLAY_NAMES[label][:3] for label in LABELS)
COLOURS: Final = tuple(rgb(label) for label in LABELS)


@dataclass(frozen=True)
class Strip:
    """Sizes of a panel with seven bars; pixels."""

    pitch: int  # from a bar to the next
    capital: int  # height of a name's capital letter
    names: int  # width of the names with the gap after them
    length: int  # of a bar at probability 1
    pad: int  # around the bars

    @property
    def width(self) -> int:
        return 2 * self.pad + self.names + self.length

    @property
    def height(self) -> int:
        return 2 * self.pad + self.pitch * len(LABELS)


def place_strip(box: Box, taken: list[Box], width: int, height: int, style: Style) -> tuple[Box, Strip] | None:
    """Find room for a face's bars, as large as the frame asks for or else as small as can be read."""
    smallest = SMALLEST + 3
    largest = max(smallest, min(style.pitch, box.height // 7))
    for pitch in dict.fromkeys((largest, (largest + smallest) // 2, smallest)):
        strip = _strip(pitch)
        if strip.height > 1.5 * box.height or strip.height > height:
            continue
        for panel in _beside(box, strip, width, height, style):
            if panel.left >= 0 and panel.right <= width and panel.bottom <= height and free(panel, taken):
                return panel, strip
        gap = 2 * style.line
        panel = Box(box.right - gap - strip.width, box.bottom - gap - strip.height, strip.width, strip.height)
        if panel.area <= SHARE * box.area and free(panel, [other for other in taken if other is not box]):
            return panel, strip
    return None


def _beside(box: Box, strip: Strip, width: int, height: int, style: Style) -> Iterator[Box]:
    """Yield where a face's bars may stand, best first: right, left, below; some of it may be outside the picture."""
    gap = style.edge + style.line
    # Level with the box's top, with the foot of a tag in that top, with the box's bottom.
    for top in (box.top, box.top + 3 * style.capital, box.bottom - strip.height):
        top = max(0, min(top, height - strip.height))
        yield Box(box.right + gap, top, strip.width, strip.height)
        yield Box(box.left - gap - strip.width, top, strip.width, strip.height)
    yield Box(max(0, min(box.left, width - strip.width)), box.bottom + gap, strip.width, strip.height)


def free(panel: Box, taken: list[Box]) -> bool:
    """Return whether a panel overlaps none of the boxes."""
    left, top, right, bottom = panel.left, panel.top, panel.right, panel.bottom
    return not any(
        left < other.right and other.left < right and top < other.bottom and other.top < bottom for other in taken
    )


@lru_cache(maxsize=64)
def _strip(pitch: int) -> Strip:
    capital = max(SMALLEST, round(pitch * 0.6))
    pad = max(3, pitch // 3)
    names = max(text_width(name, capital) for name in INITIALS) + pad
    return Strip(pitch, capital, names, round(3.5 * pitch), pad)


def draw_strip(canvas: Picture, face: FaceReading, panel: Box, strip: Strip) -> None:
    """Draw the seven bars of a face over the shaded picture in the panel."""
    ground = canvas[panel.top : panel.bottom, panel.left : panel.right]
    ground[:] = cv2.convertScaleAbs(ground, alpha=SHADE, beta=DARK[0] * (1 - SHADE))
    left = panel.left + strip.pad + strip.names
    thick = strip.pitch // 2
    for row, (label, probability) in enumerate(zip(LABELS, face.probabilities, strict=True)):
        top = panel.top + strip.pad + row * strip.pitch
        baseline = top + (strip.pitch + strip.capital) // 2
        colour = LIGHT if label == face.label else DIM
        write(canvas, INITIALS[row], panel.left + strip.pad, baseline, strip.capital, colour)
        top += (strip.pitch - thick) // 2
        end = left + round(strip.length * min(1.0, max(0.0, probability)))
        fill(canvas, left, top, left + strip.length, top + thick, TRACK)
        fill(canvas, left, top, end, top + thick, COLOURS[row])
