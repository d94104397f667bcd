"""A camera's frame as an RGB picture to draw on, and back into a frame that the encoder takes as it is."""

from typing import Final

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from emotion.images.types import Picture

_MATRICES: Final = (2, Colorspace.ITU601)  # 2 is FFmpeg's AVCOL_SPC_UNSPECIFIED: VP8 names none and means BT.601


def rgb_of(frame: av.VideoFrame) -> Picture:
    """Return a frame's picture, RGB uint8 [height, width, 3].

    A frame as VP8 gives it is converted by OpenCV, which takes a quarter of PyAV's time; any other one by PyAV.
    """
    usual = frame.format.name == "yuv420p" and frame.color_range != ColorRange.JPEG
    if usual and frame.colorspace in _MATRICES and not (frame.width % 2 or frame.height % 2):
        return np.asarray(cv2.cvtColor(frame.to_ndarray(), cv2.COLOR_YUV2RGB_I420), np.uint8)
    return np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def frame_of(picture: Picture, like: av.VideoFrame) -> av.VideoFrame:
    """Return a picture, RGB uint8 [height, width, 3], as a frame with the time of another one.

    It is yuv420p, which encoders take without another conversion; pictures of an odd side become rgb24.
    """
    height, width = picture.shape[:2]
    if width % 2 or height % 2:
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    else:
        planes = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420), np.uint8)
        # The first goes without a copy, but takes heights in fours alone (PyAV 18).
        made = av.VideoFrame.from_ndarray if height % 4 else av.VideoFrame.from_numpy_buffer
        frame = made(planes, format="yuv420p")
    frame.pts = like.pts
    if like.time_base is not None:
        frame.time_base = like.time_base
    return frame
