"""Frames as a browser's camera delivers them: 640x480, one face, moving slowly."""

from fractions import Fraction

import av

from tests.browser import scene


def camera_frames(count: int, rate: int = 30) -> list[av.VideoFrame]:
    """Return yuv420p frames with times, the astronaut panning; `rate` in frames a second."""
    frames = []
    for number in range(count):
        frame = av.VideoFrame.from_ndarray(scene.picture(number), format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number * 90000 // rate, Fraction(1, 90000)
        frames.append(frame)
    return frames
