"""The panel of seven small bars beside a face: where it may stand, and drawing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2

from emotion.drawing.primitives import DARK, LIGHT, SMALLEST, Style, fill, text_width, write
from emotion.images.types import Picture
from emotion.labels import DISPLAY_NAMES, LABELS, rgb
from emotion.results import Box, FaceResult

DIM: Final = (205, 205, 205)
TRACK: Final = (40, 40, 40)  # the part of a bar from its probability up to 1
SHADE: Final = 0.2  # what is left of the picture's light under the bars
SHARE: Final = 0.3  # largest part of a face's own box that its bars may cover
INITIALS: Final = tuple(DISPLAY_NAMES[label][:3] for label in LABELS)
COLOURS: Final = tuple(rgb(label) for label in LABELS)


@dataclass(frozen=True)
class ScoreBars:
    """Sizes of a panel with seven bars; pixels."""

    row_height: int  # from a bar to the next
    cap_height: int  # height of a name's capital letter
    names: int  # width of the names with the gap after them
    length: int  # of a bar at probability 1
    pad: int  # around the bars

    @property
    def width(self) -> int:
        return 2 * self.pad + self.names + self.length

    @property
    def height(self) -> int:
        return 2 * self.pad + self.row_height * len(LABELS)


def place_score_bars(box: Box, taken: list[Box], width: int, height: int, style: Style) -> tuple[Box, ScoreBars] | None:
    """Find room for a face's bars, as large as the frame asks for or else as small as can be read."""
    smallest = SMALLEST + 3
    largest = max(smallest, min(style.row_height, box.height // 7))
    for row_height in dict.fromkeys((largest, (largest + smallest) // 2, smallest)):
        bars = _sized(row_height)
        if bars.height > 1.5 * box.height or bars.height > height:
            continue
        for panel in _beside(box, bars, width, height, style):
            if panel.left >= 0 and panel.right <= width and panel.bottom <= height and free(panel, taken):
                return panel, bars
        gap = 2 * style.line
        panel = Box(box.right - gap - bars.width, box.bottom - gap - bars.height, bars.width, bars.height)
        if panel.area <= SHARE * box.area and free(panel, [other for other in taken if other is not box]):
            return panel, bars
    return None


def _beside(box: Box, bars: ScoreBars, width: int, height: int, style: Style) -> Iterator[Box]:
    """Yield where a face's bars may stand, best first: right, left, below; some of it may be outside the picture."""
    gap = style.edge + style.line
    # Level with the box's top, with the foot of a tag in that top, with the box's bottom.
    for top in (box.top, box.top + 3 * style.cap_height, box.bottom - bars.height):
        top = max(0, min(top, height - bars.height))
        yield Box(box.right + gap, top, bars.width, bars.height)
        yield Box(box.left - gap - bars.width, top, bars.width, bars.height)
    yield Box(max(0, min(box.left, width - bars.width)), box.bottom + gap, bars.width, bars.height)


def free(panel: Box, taken: list[Box]) -> bool:
    """Return whether a panel overlaps none of the boxes."""
    return not any(panel.iou(other) for other in taken)


@lru_cache(maxsize=64)
def _sized(row_height: int) -> ScoreBars:
    cap_height = max(SMALLEST, round(row_height * 0.6))
    pad = max(3, row_height // 3)
    names = max(text_width(name, cap_height) for name in INITIALS) + pad
    return ScoreBars(row_height, cap_height, names, round(3.5 * row_height), pad)


def draw_score_bars(canvas: Picture, face: FaceResult, panel: Box, bars: ScoreBars) -> None:
    """Draw the seven bars of a face over the shaded picture in the panel."""
    ground = canvas[panel.top : panel.bottom, panel.left : panel.right]
    ground[:] = cv2.convertScaleAbs(ground, alpha=SHADE, beta=DARK[0] * (1 - SHADE))
    left = panel.left + bars.pad + bars.names
    thick = bars.row_height // 2
    for row, (label, probability) in enumerate(zip(LABELS, face.probabilities, strict=True)):
        top = panel.top + bars.pad + row * bars.row_height
        baseline = top + (bars.row_height + bars.cap_height) // 2
        colour = LIGHT if label == face.label else DIM
        write(canvas, INITIALS[row], panel.left + bars.pad, baseline, bars.cap_height, colour)
        top += (bars.row_height - thick) // 2
        end = left + round(bars.length * min(1.0, max(0.0, probability)))
        fill(canvas, left, top, left + bars.length, top + thick, TRACK)
        fill(canvas, left, top, end, top + thick, COLOURS[row])
