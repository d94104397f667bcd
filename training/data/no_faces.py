"""Things that are no face, made by chance: patterns, and what detectors wrongly take for a face in made scenes.

FER2013 has few of them (150 of Training by FER+'s voters), and pictures of others would be data of others.
"""

from collections.abc import Iterator
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.classification.base import FACE_SIZE
from emotion.classification.crops import cut_faces
from emotion.detection import model_files
from emotion.detection.base import Detector
from emotion.detection.haar import SETTINGS, HaarDetector
from emotion.images.input import InputPicture
from training.data.corruptions import Faces, grey
from training.progress import Progress, quiet

Scene = npt.NDArray[np.float32]

SCENE: Final = (480, 640)  # pixels, height and width of a scene that is searched
CELLS: Final = (2, 3, 4, 6, 8, 12, 16, 24, 48, 96)  # across a side, of the clouds that a scene is made of
SHAPES: Final = 8  # at most, in a picture of a face's size; a scene has more, by its side
PRINTABLE: Final = (33, 127)  # of letters


def patterns(count: int, seed: int) -> Faces:
    """Return that many patterns of a face's size, uint8 [n, 48, 48]."""
    random = np.random.default_rng(seed)
    return np.array([_scene(random, FACE_SIZE, FACE_SIZE) for _ in range(count)], np.uint8).reshape(
        -1, FACE_SIZE, FACE_SIZE
    )


def wrong_finds(scenes: int, seed: int, progress: Progress = quiet) -> Faces:
    """Return what detectors take for faces in that many made scenes, cut out as a model sees it, uint8 [n, 48, 48].

    They are asked to find more than they do for anybody, so that there is something to learn from. Without the files of
    BlazeFace it is the Haar cascade alone.
    """
    random, detectors, found = np.random.default_rng(seed), list(_eager()), []
    for _ in progress(range(scenes), "Scenes without faces"):
        scene = InputPicture(_scene(random, *SCENE))
        for detector in detectors:
            framings = [face.framed(detector.margin) for face in detector.detect(scene)]
            found.append(cut_faces(scene.grey, framings, FACE_SIZE, FACE_SIZE))
    return np.concatenate([np.empty((0, FACE_SIZE, FACE_SIZE), np.uint8), *found])


def _eager() -> Iterator[Detector]:
    yield HaarDetector(SETTINGS["high"])
    if not model_files.problem():
        from emotion.detection.blazeface import (  # here, as a machine that only trains may lack LiteRT
            BlazeFaceDetector,
            BlazeFaceSettings,
        )

        yield BlazeFaceDetector(BlazeFaceSettings(0.1, 0.3, 0.3))


def _scene(random: np.random.Generator, height: int, width: int) -> Faces:
    """Return clouds, waves, shapes and letters in some light, more or less sharp."""
    scene = np.zeros((height, width), np.float32)
    if random.random() < 0.7:
        _add_clouds(scene, random)
    if random.random() < 0.2:
        _add_waves(scene, random)
    if random.random() < 0.7:
        for _ in range(int(random.integers(1, SHAPES * height // FACE_SIZE + 1))):
            _add_shape(scene, random)
    if random.random() < 0.6:
        sigma = random.uniform(0.4, 5) * (1 if height == FACE_SIZE else 1.6)
        scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), sigma), np.float32)
    scene -= scene.mean()
    deviation, level = random.uniform(5, 70), random.uniform(30, 200)
    noise = random.uniform(0, 8) * random.standard_normal(scene.shape, np.float32)
    return grey(scene * (deviation / max(float(scene.std()), 1e-6)) + level + noise)


def _add_clouds(scene: Scene, random: np.random.Generator) -> None:
    height, width = scene.shape
    for cells in CELLS:
        if cells <= height:
            small = random.standard_normal((cells, cells * width // height), np.float32)
            scene += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) * np.float32(random.gamma(0.5))


def _add_waves(scene: Scene, random: np.random.Generator) -> None:
    rows, columns = np.indices(scene.shape, np.float32)
    angle, pace = random.uniform(0, np.pi), random.uniform(0.1, 1.5)
    scene += np.sin(pace * (rows * np.sin(angle) + columns * np.cos(angle))) * np.float32(random.gamma(1))


def _add_shape(scene: Scene, random: np.random.Generator) -> None:
    height, width = scene.shape
    level, thick = random.normal(0, 2), int(random.choice([-1, -1, 1, 2, 4]))
    across, down = int(random.uniform(-8, width + 8)), int(random.uniform(-8, height + 8))
    side = random.choice([4.0, 8.0, 16.0, 30.0]) * (1 if height == FACE_SIZE else 2)
    wide, tall = (int(random.uniform(0.3, 1.5) * side) + 1 for _ in range(2))
    drawn: Any = scene
    match int(random.integers(5)):
        case 0 | 1:
            cv2.ellipse(drawn, (across, down), (wide, tall), random.uniform(0, 180), 0, 360, level, thick, cv2.LINE_AA)
        case 2:
            cv2.line(drawn, (across, down), (across + 3 * wide, down + tall), level, abs(thick) + 1, cv2.LINE_AA)
        case 3:
            cv2.rectangle(drawn, (across, down), (across + wide, down + tall), level, thick)
        case _:
            letters = "".join(map(chr, random.integers(*PRINTABLE, 5).tolist()))
            font, scale = int(random.integers(8)), side / 16
            cv2.putText(drawn, letters, (across, down), font, scale, level, abs(thick), cv2.LINE_AA)
