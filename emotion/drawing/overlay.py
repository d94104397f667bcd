"""Draws a frame's result over its picture: a box and a tag for each face, and seven small bars beside it."""

from typing import Final

from emotion.drawing.primitives import DARK, SMALLEST, Colour, Style, fill, text_colour_on, text_width, write
from emotion.drawing.score_bars import draw_score_bars, free, place_score_bars
from emotion.images.types import Picture
from emotion.labels import rgb
from emotion.results import UNSURE as UNSURE_IN_WORDS
from emotion.results import Box, FaceResult, FrameResult, worded
from emotion.wording import percent

UNSURE: Final = (200, 200, 200)
LONGEST: Final = "12 Surprise 87 %"  # sizes every tag, so that equal boxes get equal letters


def draw(picture: Picture, result: FrameResult, scores: bool = True, smallest: int = SMALLEST) -> Picture:
    """Return a new picture with the result drawn over it; the one given stays as it is.

    Args:
        picture: RGB uint8 [height, width, 3]; lines and letters follow its size.
        result: its boxes are pixels of `picture`; what lies outside is cut off.
        scores: adds the seven probabilities of each face where they can be read and cover no other face.
        smallest: pixels that capital letters of tags are high at least, for a picture that is shown smaller than it is.
    """
    canvas = picture.copy()
    height, width = canvas.shape[:2]
    style = Style.of(height, width).with_letters(smallest)
    clipped = [(face, box) for face in result.faces if (box := face.box.clipped(width, height))]
    faces = [(face, box, style.around(box.width)) for face, box in clipped]
    for face, box, around in faces:
        _outline(canvas, box, _colour(face), around)
    tags: list[Box] = []
    for face, box, around in faces:
        others = [other for _, other in clipped if other is not box]
        if tag := _tag(canvas, face, box, others, len(result.faces) > 1, tags, around, smallest):
            tags.append(tag)
    taken = [box for _, box in clipped] + tags
    for face, box, around in faces if scores else ():
        if place := place_score_bars(box, taken, width, height, around):
            draw_score_bars(canvas, face, *place)
            taken.append(place[0])
    return canvas


def _colour(face: FaceResult) -> Colour:
    return rgb(face.label) if face.sure else UNSURE


def _outline(canvas: Picture, box: Box, colour: Colour, style: Style) -> None:
    """Draw a box in its colour with a dark line on either side, so that it shows on light and on dark."""
    for tone, edge in ((DARK, style.edge), (colour, 0)):
        line = style.line + 2 * edge
        left, top, right, bottom = box.left - edge, box.top - edge, box.right + edge, box.bottom + edge
        fill(canvas, left, top, right, min(top + line, bottom), tone)
        fill(canvas, left, max(bottom - line, top), right, bottom, tone)
        fill(canvas, left, top, min(left + line, right), bottom, tone)
        fill(canvas, max(right - line, left), top, right, bottom, tone)


def _tag(
    canvas: Picture,
    face: FaceResult,
    box: Box,
    others: list[Box],
    numbered: bool,
    tags: list[Box],
    style: Style,
    smallest: int,
) -> Box | None:
    """Draw the answer above the box, else in its top or its foot; return where it stands, None in a tiny picture.

    Among other faces it gets shorter, down to the number, rather than cover one of them or the place above it.
    """
    height, width = canvas.shape[:2]
    # Over a small face the letters shrink, so that neighbours' tags stay apart.
    cap_height = round(style.cap_height * 1.2 * box.width / text_width(LONGEST, style.cap_height))
    cap_height = min(style.cap_height, max(smallest, cap_height))
    pad = 2 + round(cap_height * 0.4)  # a descender's depth
    high = cap_height + 2 * pad
    room = [Box(other.left, other.top - high, other.width, other.height + high) for other in others]
    options = [
        (text, place)
        for text in _texts(face, numbered)
        for place in _places(box, text_width(text, cap_height) + 2 * pad, high, width, height)
    ]
    if not options:
        return None
    text, place = next(
        (option for option in options if free(option[1], tags + room)),
        next((option for option in options if free(option[1], tags)), options[0]),
    )
    colour, edge = _colour(face), style.edge
    fill(canvas, place.left - edge, place.top - edge, place.right + edge, place.bottom, DARK)
    fill(canvas, place.left, place.top, place.right, place.bottom, colour)
    write(canvas, text, place.left + pad, place.top + pad + cap_height - 1, cap_height, text_colour_on(colour))
    return place


def _texts(face: FaceResult, numbered: bool) -> list[str]:
    """Return what a tag may say, longest first."""
    words = face.words
    shorter = worded(face.label, False, None, face.quality.usable)
    answer = [f"{words} {percent(face.confidence)}", words] if face.sure else [words, shorter, UNSURE_IN_WORDS]
    return [f"{face.display_number} {text}" for text in answer] + [str(face.display_number)] if numbered else answer


def _places(box: Box, long: int, high: int, width: int, height: int) -> list[Box]:
    """Return where a tag of this size may stand in a picture, best first."""
    if long > width or high > height:
        return []
    left = min(box.left, width - long)
    tops = [top for top in (box.top - high, box.top, box.bottom - high) if 0 <= top <= height - high]
    return [Box(left, top, long, high) for top in tops or [max(0, height - high)]]
