"""The ten inputs whose answers are recorded: five photos, four videos and a stream, of the astronaut or nobody."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Final

import av
import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from tests.browser import scene
from tests.support import clips

Picture = npt.NDArray[np.uint8]
RATE: Final = 10  # frames a second of the videos and the stream
SIZE: Final = (320, 240)


def _ground(width: int, height: int) -> Picture:
    return np.asarray(cv2.resize(data.coffee(), (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _two(number: int = 0, width: int = 640, height: int = 480) -> Picture:
    """Return two astronauts on a ground, of which the smaller one, mirrored, moves to the right."""
    picture, closer = _ground(width, height).copy(), data.astronaut()[20:276, 96:352]
    places = (
        (height * 5 // 8, 0, height // 8, closer),
        (height // 2, width // 2 + 2 * number, height // 4, closer[:, ::-1]),
    )
    for side, left, top, whole in places:
        face = cv2.resize(whole, (side, side), interpolation=cv2.INTER_AREA)
        picture[top : top + side, left : left + side] = face
    return picture


def _small() -> Picture:
    picture = _ground(640, 480).copy()
    picture[150:330, 300:480] = cv2.resize(data.astronaut(), (180, 180), interpolation=cv2.INTER_AREA)
    return picture


def _doubtful() -> Picture:
    """Return the astronaut with her mouth upside down, of whom the model is not sure."""
    picture = data.astronaut().copy()
    picture[130:170, 185:270] = picture[130:170, 185:270][::-1]
    return picture


def _dim() -> Picture:
    noise = np.random.default_rng(1).normal(0, 6, (512, 512, 3))
    return np.clip(_doubtful() * 0.3 + noise, 0, 255).astype(np.uint8)


PHOTOS: Final[Mapping[str, Callable[[], Picture]]] = MappingProxyType(
    {
        "photo-one": data.astronaut,
        "photo-two": _two,
        "photo-small": _small,
        "photo-dim": _dim,
        "photo-nobody": lambda: _ground(640, 480),
    }
)


def _passing(number: int, width: int, height: int) -> Picture:
    """Return a frame in which the astronaut leaves on the left, stays away for a second, and comes back."""
    picture = _ground(width, height).copy()
    left = -12 * min(number, 40 - number)
    face = cv2.resize(data.astronaut(), (height, height), interpolation=cv2.INTER_AREA)
    cut = face[:, -left:] if -left < height else face[:, :0]
    picture[:, : cut.shape[1]] = cut
    return picture


def _changing(number: int, width: int, height: int) -> Picture:
    """Return a frame of the astronaut, whose mouth stands upside down from the tenth frame on."""
    picture = data.astronaut() if number < 10 else _doubtful()
    return np.asarray(cv2.resize(picture[0:300, 20:420], (width, height), interpolation=cv2.INTER_AREA), np.uint8)


VIDEOS: Final[Mapping[str, tuple[int, Callable[[int, int, int], Picture]]]] = MappingProxyType(
    {
        "video-changing": (36, _changing),
        "video-passing": (41, _passing),
        "video-two": (12, _two),
        "video-nobody": (6, lambda number, width, height: _ground(width, height)),
    }
)
STREAM: Final = "stream"


def video(name: str, folder: Path) -> Path:
    """Write a video of `VIDEOS` and return its path."""
    count, picture = VIDEOS[name]
    return clips.write_clip(folder / f"{name}.mp4", clips.steady(count, RATE), SIZE, picture)


def stream() -> list[av.VideoFrame]:
    """Return frames as a camera's decoder gives them, 20 a second."""
    frames = []
    for number in range(30):
        frame = av.VideoFrame.from_ndarray(scene.picture(number), format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number * 4500, Fraction(1, 90000)
        frames.append(frame)
    return frames
