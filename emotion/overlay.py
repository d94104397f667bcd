"""Draws a frame's reading over its picture: a box and a tag for each face, and seven small bars beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.labels import DISPLAY_NAMES, LABELS, rgb
from emotion.readings import Box, FaceReading, FrameReading

Picture = npt.NDArray[np.uint8]  # RGB [height, width, 3]
Colour = tuple[int, int, int]  # red, green, blue

FONT: Final = cv2.FONT_HERSHEY_DUPLEX
CAPITAL: Final = 21  # pixels of a capital letter's height at font scale 1
SMALLEST: Final = 7  # pixels of a capital letter's height under which this font cannot be read
UNSURE: Final = (200, 200, 200)
DARK: Final = (24, 24, 24)
LIGHT: Final = (255, 255, 255)
DIM: Final = (205, 205, 205)
TRACK: Final = (40, 40, 40)  # the part of a bar from its probability up to 1
SHADE: Final = 0.2  # what is left of the picture's light under the bars
SHARE: Final = 0.3  # largest part of a face's own box that its bars may cover
LONGEST: Final = "12 Surprise 87 %"  # sizes every tag, so that equal boxes get equal letters
INITIALS: Final = tuple(DISPLAY_NAMES[label][:3] for label in LABELS)
COLOURS: Final = tuple(rgb(label) for label in LABELS)


@dataclass(frozen=True)
class _Style:
    """Sizes that follow the frame's; pixels."""

    line: int  # of a box, in its colour
    edge: int  # of the dark outline on either side of it
    capital: int  # height of a capital letter on a tag
    pitch: int  # from a bar to the next


@dataclass(frozen=True)
class _Strip:
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


def draw(picture: Picture, reading: FrameReading, scores: bool = True) -> Picture:
    """Return a new picture with the reading drawn over it; the one given stays as it is.

    Args:
        picture: RGB uint8 [height, width, 3]; lines and letters follow its size.
        reading: its boxes are pixels of `picture`; what lies outside is cut off.
        scores: adds the seven probabilities of each face where they can be read and cover no other face.
    """
    canvas = picture.copy()
    height, width = canvas.shape[:2]
    unit = min(height, width * 3 / 4) / 480
    style = _Style(
        line=max(2, round(2.5 * unit)),
        edge=max(1, round(unit)),
        capital=max(SMALLEST, round(11 * unit)),
        pitch=max(SMALLEST + 3, round(15 * unit)),
    )
    faces = [(face, box) for face in reading.faces if (box := _clip(face.box, width, height))]
    for face, box in faces:
        _outline(canvas, box, _colour(face), style)
    tags: list[Box] = []
    for face, box in faces:
        if tag := _tag(canvas, face, box, len(reading.faces) > 1, tags, style):
            tags.append(tag)
    taken = [box for _, box in faces] + tags
    for face, box in faces if scores else ():
        if place := _place(box, taken, width, height, style):
            _bars(canvas, face, *place)
            taken.append(place[0])
    return canvas


def _clip(box: Box, width: int, height: int) -> Box | None:
    left, top = max(0, box.left), max(0, box.top)
    right, bottom = min(width, box.right), min(height, box.bottom)
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _colour(face: FaceReading) -> Colour:
    return rgb(face.label) if face.sure else UNSURE


def _outline(canvas: Picture, box: Box, colour: Colour, style: _Style) -> None:
    """Draw a box in its colour with a dark line on either side, so that it shows on light and on dark."""
    for tone, edge in ((DARK, style.edge), (colour, 0)):
        line = style.line + 2 * edge
        left, top, right, bottom = box.left - edge, box.top - edge, box.right + edge, box.bottom + edge
        _fill(canvas, left, top, right, min(top + line, bottom), tone)
        _fill(canvas, left, max(bottom - line, top), right, bottom, tone)
        _fill(canvas, left, top, min(left + line, right), bottom, tone)
        _fill(canvas, max(right - line, left), top, right, bottom, tone)


def _fill(canvas: Picture, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
    # Slices, as cv2.rectangle draws a line of 3 pixels off its centre.
    canvas[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = colour


def _tag(canvas: Picture, face: FaceReading, box: Box, numbered: bool, others: list[Box], style: _Style) -> Box | None:
    """Draw the answer above the box, else in its top or its foot; return where it stands, None in a tiny picture."""
    height, width = canvas.shape[:2]
    text = f"{DISPLAY_NAMES[face.label]} {100 * face.confidence:.0f} %" if face.sure else "Unsure"
    if numbered:
        text = f"{face.number} {text}"
    # Over a small face the letters shrink, so that neighbours' tags stay apart.
    capital = round(style.capital * 1.2 * box.width / _width(LONGEST, style.capital))
    capital = min(style.capital, max(SMALLEST, capital))
    pad = 2 + round(capital * 0.4)  # a descender's depth
    long, high = _width(text, capital) + 2 * pad, capital + 2 * pad
    if long > width or high > height:
        return None
    left = min(box.left, width - long)
    tops = [top for top in (box.top - high, box.top, box.bottom - high) if 0 <= top <= height - high]
    places = [Box(left, top, long, high) for top in tops] or [Box(left, max(0, height - high), long, high)]
    place = next((tag for tag in places if _free(tag, others)), places[0])
    colour, edge = _colour(face), style.edge
    _fill(canvas, place.left - edge, place.top - edge, place.right + edge, place.bottom, DARK)
    _fill(canvas, place.left, place.top, place.right, place.bottom, colour)
    _write(canvas, text, place.left + pad, place.top + pad + capital - 1, capital, _ink(colour))
    return place


def _place(box: Box, taken: list[Box], width: int, height: int, style: _Style) -> tuple[Box, _Strip] | None:
    """Find room for a face's bars, as large as the frame asks for or else as small as can be read."""
    smallest = SMALLEST + 3
    largest = max(smallest, min(style.pitch, box.height // 7))
    for pitch in dict.fromkeys((largest, (largest + smallest) // 2, smallest)):
        strip = _strip(pitch)
        if strip.height > 1.5 * box.height or strip.height > height:
            continue
        for panel in _beside(box, strip, width, height, style):
            if panel.left >= 0 and panel.right <= width and panel.bottom <= height and _free(panel, taken):
                return panel, strip
        gap = 2 * style.line
        panel = Box(box.right - gap - strip.width, box.bottom - gap - strip.height, strip.width, strip.height)
        if panel.area <= SHARE * box.area and _free(panel, [other for other in taken if other is not box]):
            return panel, strip
    return None


def _beside(box: Box, strip: _Strip, width: int, height: int, style: _Style) -> Iterator[Box]:
    """Yield where a face's bars may stand, best first: right, left, below; some of it may be outside the picture."""
    gap = style.edge + style.line
    # Level with the box's top, with the foot of a tag in that top, with the box's bottom.
    for top in (box.top, box.top + 3 * style.capital, box.bottom - strip.height):
        top = max(0, min(top, height - strip.height))
        yield Box(box.right + gap, top, strip.width, strip.height)
        yield Box(box.left - gap - strip.width, top, strip.width, strip.height)
    yield Box(max(0, min(box.left, width - strip.width)), box.bottom + gap, strip.width, strip.height)


def _free(panel: Box, taken: list[Box]) -> bool:
    left, top, right, bottom = panel.left, panel.top, panel.right, panel.bottom
    return not any(
        left < other.right and other.left < right and top < other.bottom and other.top < bottom for other in taken
    )


@lru_cache(maxsize=64)
def _strip(pitch: int) -> _Strip:
    capital = max(SMALLEST, round(pitch * 0.6))
    pad = max(3, pitch // 3)
    names = max(_width(name, capital) for name in INITIALS) + pad
    return _Strip(pitch, capital, names, round(3.5 * pitch), pad)


def _bars(canvas: Picture, face: FaceReading, panel: Box, strip: _Strip) -> None:
    ground = canvas[panel.top : panel.bottom, panel.left : panel.right]
    ground[:] = cv2.convertScaleAbs(ground, alpha=SHADE, beta=DARK[0] * (1 - SHADE))
    left = panel.left + strip.pad + strip.names
    thick = strip.pitch // 2
    for row, (label, probability) in enumerate(zip(LABELS, face.probabilities, strict=True)):
        top = panel.top + strip.pad + row * strip.pitch
        baseline = top + (strip.pitch + strip.capital) // 2
        colour = LIGHT if label == face.label else DIM
        _write(canvas, INITIALS[row], panel.left + strip.pad, baseline, strip.capital, colour)
        top += (strip.pitch - thick) // 2
        end = left + round(strip.length * min(1.0, max(0.0, probability)))
        _fill(canvas, left, top, left + strip.length, top + thick, TRACK)
        _fill(canvas, left, top, end, top + thick, COLOURS[row])


def _width(text: str, capital: int) -> int:
    (width, _), _ = cv2.getTextSize(text, FONT, capital / CAPITAL, _stroke(capital))
    return int(width)


def _stroke(capital: int) -> int:
    return max(1, round(capital / 12))


def _write(canvas: Picture, text: str, left: int, baseline: int, capital: int, colour: Colour) -> None:
    cv2.putText(canvas, text, (left, baseline), FONT, capital / CAPITAL, colour, _stroke(capital), cv2.LINE_AA)


@lru_cache(maxsize=16)
def _ink(fill: Colour) -> Colour:
    """Return white or black, whichever has more contrast on a colour by WCAG 2.2's relative luminance."""
    parts = np.array(fill) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ (0.2126, 0.7152, 0.0722))
    return LIGHT if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else (0, 0, 0)
