"""The grey picture that faces are found in: of an RGB picture, or of a video frame without a copy."""

from dataclasses import dataclass
from typing import Final

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange

_LIMITED_RANGE: Final = frozenset(
    {"yuv410p", "yuv411p", "yuv420p", "yuv422p", "yuv440p", "yuv444p", "yuva420p", "yuva422p", "yuva444p"}
    | {"nv12", "nv16", "nv21", "nv24", "nv42"}
)
_FULL_LUMA: Final = frozenset({"yuvj411p", "yuvj420p", "yuvj422p", "yuvj440p", "yuvj444p", "gray"})
_FULL_RANGE: Final = np.clip(np.rint((np.arange(256) - 16) * (255 / 219)), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class GreyPicture:
    """A grey picture and what its values mean.

    Attributes:
        pixels: uint8 [height, width]; from a frame a view of the frame's own memory, to be read only.
        limited_range: True where black is 16 and white 235, as in most video; see `full_range`.
    """

    pixels: npt.NDArray[np.uint8]
    limited_range: bool


def to_grey(picture: npt.NDArray[np.uint8]) -> GreyPicture:
    """Return the full-range luma (ITU-R BT.601) of an RGB picture, uint8 [height, width, 3]."""
    return GreyPicture(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8), limited_range=False)


def luma(frame: av.VideoFrame) -> GreyPicture:
    """Return the grey picture of a video frame: its luma plane without a copy where it has one of 8 bits.

    A frame that does not name its range is taken as FFmpeg takes it: full for yuvj* and gray, limited for other YUV.
    Frames of other formats are converted to full range. The view keeps the frame's memory alive.
    """
    name = frame.format.name
    if name not in _LIMITED_RANGE and name not in _FULL_LUMA:
        return GreyPicture(np.asarray(frame.to_ndarray(format="gray"), np.uint8), limited_range=False)
    plane = frame.planes[0]
    lines = np.frombuffer(plane, np.uint8).reshape(plane.height, abs(plane.line_size))  # type: ignore[call-overload]
    if plane.line_size < 0:  # stored bottom line first
        lines = lines[::-1]
    if frame.color_range == ColorRange.UNSPECIFIED:
        return GreyPicture(lines[:, : plane.width], limited_range=name in _LIMITED_RANGE)
    return GreyPicture(lines[:, : plane.width], limited_range=frame.color_range == ColorRange.MPEG)


def full_range(values: npt.NDArray[np.uint8], limited_range: bool = True) -> npt.NDArray[np.uint8]:
    """Spread limited-range luma, 16 to 235, over 0 to 255; uint8 of any shape. Full-range values return as they are."""
    return _FULL_RANGE[values] if limited_range else values
