"""What a frame costs the stream's callback with each detector, by the faces in it and by its size."""

from fractions import Fraction
from typing import Final

import av
import cv2
import numpy as np

from bench.detection.pictures import HEIGHT, WIDTH, Picture, Pose, textures, with_head
from bench.measure import cpu_ms
from emotion.detection.presets import DetectorChoice, make_detector
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.models.loaded import LoadedModel

FRAMES: Final = 90
RATE: Final = 30  # frames a second; every second one is analysed
FACES: Final = (1, 4, 10)
SIZES: Final = ((WIDTH, HEIGHT), (1280, 720))


def cost(choice: DetectorChoice, model: LoadedModel) -> dict[str, float]:
    """Return milliseconds of processor time: of a whole search, and of the callback per frame."""
    rows: dict[str, float] = {}
    for width, height in SIZES:
        for faces in FACES:
            frames = stream(faces, width, height)
            name = f"{width}x{height}, {faces} face{'s' if faces > 1 else ''}"
            rows[f"{name}: whole search"] = _search(frames, choice)
            rows[f"{name}: callback"] = _callback(frames, choice, model)
    return rows


def _search(frames: list[av.VideoFrame], choice: DetectorChoice) -> float:
    detector, pictures = make_detector("video", choice), [InputPicture.of_frame(frame) for frame in frames]
    for picture in pictures:
        assert picture.colour.size  # drawing needs it all the same, so it is no cost of the search
    return cpu_ms(lambda index: detector.detect(pictures[index % FRAMES]), FRAMES)


def _callback(frames: list[av.VideoFrame], choice: DetectorChoice, model: LoadedModel) -> float:
    callback = LiveCallback(make_detector("stream", choice), model.classifier())

    def one(index: int) -> av.VideoFrame:
        frame = frames[index % FRAMES]
        frame.pts = index * 90000 // RATE
        return callback(frame)

    return cpu_ms(one, FRAMES)


def stream(faces: int, width: int, height: int) -> list[av.VideoFrame]:
    """Return yuv420p frames with so many faces that sway."""
    columns = {1: 1, 4: 2, 10: 5}[faces]
    side = {1: 120, 4: 110, 10: 72}[faces]
    under, frames = textures(1), []
    for number in range(FRAMES):
        picture, sway = under, 8 * np.sin(number / 9)
        for face in range(faces):
            across = WIDTH * (face % columns + 0.5) / columns + sway
            down = HEIGHT * (face // columns + 0.5) / (faces // columns) + sway / 2
            picture = with_head(picture, Pose(across, down, side, mirrored=bool(face % 2)))
        frame = av.VideoFrame.from_ndarray(_sized(picture, width, height), format="rgb24").reformat(format="yuv420p")
        frame.time_base = Fraction(1, 90000)
        frames.append(frame)
    return frames


def _sized(picture: Picture, width: int, height: int) -> Picture:
    scale = height / HEIGHT
    enlarged = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), np.uint8)
    border = width - enlarged.shape[1]
    return np.asarray(cv2.copyMakeBorder(enlarged, 0, 0, border // 2, border - border // 2, cv2.BORDER_REPLICATE))
