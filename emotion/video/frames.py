"""Frames of a video file as people see them: upright, with square pixels, grey for reading and RGB for drawing."""

import struct
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any, Final

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.video.reformatter import Colorspace

from emotion.images.input import InputPicture
from emotion.images.luma import GreyPicture, luma
from emotion.images.types import Picture

LONGEST_SIDE: Final = 1920  # pixels of what is drawn on and written; larger frames are reduced
_LARGE: Final = 720  # lines from which players take an unnamed matrix for BT.709, under it for BT.601
_UNNAMED: Final = 2  # FFmpeg's AVCOL_SPC_UNSPECIFIED


@dataclass(frozen=True)
class View:
    """How a frame is to be shown.

    Attributes:
        width: of the picture as shown at full size, upright, pixels.
        height: likewise.
        swapped: rows are to become columns, before the flips.
        flipped: left and right are to change sides.
        upended: top and bottom are to change sides.
        square: whether the stored pixels are square.
    """

    width: int
    height: int
    swapped: bool = False
    flipped: bool = False
    upended: bool = False
    square: bool = True

    @classmethod
    def of(cls, frame: av.VideoFrame, aspect: Fraction | None = None) -> "View":
        """Return how a frame is to be shown, by its display matrix and the aspect ratio, width by height, of a pixel.

        Turns of other than a quarter, which no camera writes, count as the nearest that is one.
        """
        square = not aspect or aspect <= 0 or aspect == 1 or not Fraction(1, 4) <= aspect <= 4
        width = frame.width if square or not aspect else max(1, round(frame.width * aspect))
        matrix: Any = frame.side_data.get("DISPLAYMATRIX")
        if matrix is None:
            return cls(width, frame.height, square=square)
        # Of the nine 32-bit numbers, x' = a x + c y and y' = b x + d y (libavutil/display.h).
        a, b, _, c, d = struct.unpack("=5i", bytes(matrix)[:20])
        if abs(b) > abs(a):
            return cls(frame.height, width, True, c < 0, b < 0, square)
        return cls(width, frame.height, False, a < 0, d < 0, square)

    def stored(self, width: int, height: int) -> tuple[int, int]:
        """Return width and height before turning, given those after."""
        return (height, width) if self.swapped else (width, height)

    def turn(self, picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """Return a stored picture [height, width] or [height, width, 3] upright."""
        if self.swapped:
            picture = np.asarray(cv2.transpose(picture), np.uint8)
        if self.flipped or self.upended:
            picture = np.asarray(
                cv2.flip(picture, {(1, 0): 1, (0, 1): 0}.get((self.flipped, self.upended), -1)), np.uint8
            )
        return picture


def reduced(width: int, height: int, longest: int = LONGEST_SIDE) -> tuple[int, int]:
    """Return even width and height, at least 2, with the longer at most `longest`; an odd size loses a line."""
    scale = min(1.0, longest / max(width, height))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def grey_of(frame: av.VideoFrame, view: View) -> GreyPicture:
    """Return the grey picture of a frame, upright.

    A frame of 8 bits with square pixels keeps its size, since the detector reduces it anyway and faces are cut out
    sharper; others are converted, at most `LONGEST_SIDE` long.
    """
    if view.square and frame.format.components[0].bits == 8 and not frame.format.is_rgb:
        picture = luma(frame)
        return replace(picture, pixels=view.turn(picture.pixels))
    width, height = view.stored(*reduced(view.width, view.height))
    pixels = frame.to_ndarray(format="gray", width=width, height=height)
    return GreyPicture(view.turn(np.asarray(pixels, np.uint8)), limited_range=False)


def input_of(frame: av.VideoFrame, view: View) -> InputPicture:
    """Return a frame upright to find and read faces in; its colour, where asked for, in the size of its grey."""
    grey = grey_of(frame, view)
    height, width = grey.pixels.shape
    return InputPicture(grey.pixels, grey.limited_range, partial(picture_of, frame, view, width, height))


def picture_of(frame: av.VideoFrame, view: View, width: int, height: int) -> Picture:
    """Return a frame upright as RGB uint8 [height, width, 3].

    A matrix that the frame does not name is taken as players take it. A size one pixel under the frame's own cuts the
    last line off, so that nothing is blurred.
    """
    matrix = frame.colorspace
    if matrix == _UNNAMED:
        matrix = Colorspace.ITU709 if frame.height >= _LARGE else Colorspace.ITU601
    own = view.square and 0 <= view.width - width <= 1 and 0 <= view.height - height <= 1
    across, down = (frame.width, frame.height) if own else view.stored(width, height)
    picture = frame.to_ndarray(format="rgb24", width=across, height=down, src_colorspace=int(matrix))
    return view.turn(np.asarray(picture, np.uint8))[:height, :width]
