"""Faces as a video call carries them: through VP8, the codec that browsers and the app speak."""

from fractions import Fraction
from typing import Final

import av
import numpy as np
import numpy.typing as npt

from emotion.classification.crops import FACE_SIZE
from emotion.images.luma import full_range, luma

WIDTH, HEIGHT = 640, 480
CELL: Final = 64  # pixels from face to face: 48, and a border that keeps one face's blocks apart from another's
COLUMNS, ROWS = WIDTH // CELL, HEIGHT // CELL
BORDER: Final = 128  # grey
_TO_LIMITED: Final = np.rint(16 + np.arange(256) * (219 / 255)).astype(np.uint8)  # black is 16 and white 235 in video


def sent_as_vp8(faces: npt.NDArray[np.uint8], quantiser: float) -> npt.NDArray[np.uint8]:
    """Imitate a video of low rate: faces laid out in pictures of 640x480, encoded, decoded and cut out again.

    Each picture is a key frame, since the next one shows other faces. It becomes grey by the way that the app takes.

    Args:
        faces: uint8 [n, 48, 48].
        quantiser: 0 to 63, as libvpx counts; one for the whole picture, whatever rate that takes.
    """
    received = np.empty_like(faces)
    each = COLUMNS * ROWS
    for start in range(0, len(faces), each):
        some = faces[start : start + each]
        picture = np.full((HEIGHT, WIDTH), BORDER, np.uint8)
        for index, face in enumerate(some):
            picture[_place(index)] = face
        carried = _carry(picture, round(quantiser))
        for index in range(len(some)):
            received[start + index] = carried[_place(index)]
    return received


def face_as_vp8(face: npt.NDArray[np.uint8], quantiser: int) -> npt.NDArray[np.uint8]:
    """Return one face, uint8 [48, 48], as `sent_as_vp8` would: alone in a small picture, which is quicker for one."""
    picture = np.full((CELL, CELL), BORDER, np.uint8)
    picture[_place(0)] = face
    return _carry(picture, quantiser)[_place(0)]


def _place(index: int) -> tuple[slice, slice]:
    top, left = (CELL * number + (CELL - FACE_SIZE) // 2 for number in divmod(index, COLUMNS))
    return slice(top, top + FACE_SIZE), slice(left, left + FACE_SIZE)


def _carry(picture: npt.NDArray[np.uint8], quantiser: int) -> npt.NDArray[np.uint8]:
    height, width = picture.shape
    encoder = av.VideoCodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base = Fraction(1, 30)
    encoder.thread_count = 1
    # One quantiser alone is allowed, so the rate has no say; without one libvpx insists on a quantiser of its own.
    encoder.bit_rate = 1_000_000
    encoder.options = {"qmin": str(quantiser), "qmax": str(quantiser), "deadline": "realtime"}
    colours = np.full((height // 2, width), 128, np.uint8)  # none
    frame = av.VideoFrame.from_ndarray(np.concatenate([_TO_LIMITED[picture], colours]), format="yuv420p")
    frame.pts = 0
    packets = [*encoder.encode(frame), *encoder.encode(None)]
    decoder = av.VideoCodecContext.create("vp8", "r")
    decoder.thread_count = 1
    (decoded,) = [shown for packet in packets for shown in decoder.decode(packet)] or decoder.decode(None)
    gray = luma(decoded)
    return full_range(gray.pixels, gray.limited_range)
