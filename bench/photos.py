"""What a still picture costs: seconds, memory, faces found by their size, and false faces on textures."""

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from time import process_time

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from emotion.analysis import analyze
from emotion.classification.crops import FACE_SIZE
from emotion.detection.presets import make_detector
from emotion.images.input import InputPicture
from emotion.models.store import ModelStore
from emotion.results import Box

Picture = npt.NDArray[np.uint8]

SIZES = (24, 32, FACE_SIZE, 96)  # pixels of a face in a group's picture
GROUP = (2000, 1400)  # width and height, pixels
LARGE = (6000, 4000)
FACE = Box(170, 65, 110, 110)  # of the astronaut, by eye
TEXTURES = (data.coffee, data.chelsea, data.brick, data.gravel, data.grass, data.moon, data.immunohistochemistry)


def photos(model: str) -> dict[str, float]:
    """Return seconds of processor time, memory in MB (10^6 bytes), shares of faces found, and false faces."""
    cv2.setNumThreads(1)  # as the web process does
    found = {}
    detector = make_detector("photo")
    for size in SIZES:
        picture, faces = group(size)
        boxes = [face.box for face in detector.detect(InputPicture.of_rgb(picture))]
        hits = sum(any(box.iou(face) > 0.4 for box in boxes) for face in faces)
        found[f"faces of {size} px found in a group of 20, %"] = 100 * hits / len(faces)
    grounds = [ground(*GROUP, seed) for seed in range(3)]
    false = sum(len(detector.detect(InputPicture.of_rgb(picture))) for picture in grounds)
    seconds, memory = child(large(), model)
    return {
        "24 megapixels, a face of 800 px: seconds": seconds,
        "the same: memory beside the picture, MB": memory,
        "a group of 20, 2000x1400: seconds": child(group(FACE_SIZE)[0], model)[0],
        **found,
        "false faces per picture of textures": false / len(grounds),
    }


def child(picture: Picture, model: str) -> tuple[float, float]:
    """Measure a picture in a process of its own, since the highest memory of a process never falls."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "picture.npy"
        np.save(file, picture)
        command = [sys.executable, "-m", "bench.photos", str(file), model]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(answer[0]), float(answer[1])


@cache
def texture(number: int) -> Picture:
    """Return one of the pictures without faces, RGB; those that are grey get three equal colours."""
    picture: Picture = TEXTURES[number]()
    return picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)


def ground(width: int, height: int, seed: int) -> Picture:
    """Return a picture without faces: pieces of textures and photos, each enlarged by chance."""
    random = np.random.default_rng(seed)
    side = 400
    picture = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, side):
        for left in range(0, width, side):
            whole = texture(int(random.integers(len(TEXTURES))))
            scale = max(random.uniform(0.7, 3), side / min(whole.shape[:2]))
            piece = cv2.resize(whole, None, fx=scale, fy=scale)
            down, across = (random.integers(0, length - side + 1) for length in piece.shape[:2])
            part = piece[down : down + side, across : across + side]
            picture[top : top + side, left : left + side] = part[: height - top, : width - left]
    return picture


def group(size: int) -> tuple[Picture, list[Box]]:
    """Return twenty faces of a size in pixels on textures, a little turned and of different light, and their boxes."""
    random = np.random.default_rng(size)
    width, height = GROUP
    picture = ground(width, height, 99)
    faces = []
    for number in range(20):
        left, top = 150 + number % 5 * 400, 100 + number // 5 * 350
        faces.append(Box(left, top, size, size))
        paste(picture, faces[-1], random.uniform(0.5, 1.3), random.uniform(-12, 12))
    return picture, faces


def large() -> Picture:
    """Return a photo of 24 megapixels with one face of 800 pixels."""
    picture = np.asarray(cv2.resize(ground(*GROUP, 98), LARGE), np.uint8)
    paste(picture, Box(2600, 1500, 800, 800), 1.0, 4.0)
    return picture


def paste(picture: Picture, box: Box, light: float, degrees: float) -> None:
    """Put the astronaut's head into a picture, its face in the box, in an ellipse with a soft edge."""
    side = 2 * box.width
    scale = box.width / FACE.width
    source: Picture = np.asarray(data.astronaut(), np.uint8)
    if scale < 1:  # without it, reducing leaves steps that no camera would
        source = np.asarray(cv2.GaussianBlur(source, (0, 0), 0.45 * (1 / scale - 1) + 0.01), np.uint8)
    across, down = FACE.center
    matrix = cv2.getRotationMatrix2D((across, down - 5), degrees, scale)
    matrix[:, 2] += np.array([side / 2 - across, side / 2 - down])
    head = cv2.warpAffine(source, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE) * light
    rows, columns = np.mgrid[:side, :side] / side - 0.5
    weight = np.clip((1.08 - np.hypot(columns / 0.42, rows / 0.47)) / 0.1, 0, 1)[..., None]
    left, top = box.left - box.width // 2, box.top - box.height // 2
    part = picture[top : top + side, left : left + side]
    part[:] = np.clip(part * (1 - weight) + head * weight, 0, 255)


def main(file: str, model: str) -> None:
    """Print a picture's seconds of processor time and the MB by which the process grew at most."""
    cv2.setNumThreads(1)
    picture = np.load(file)
    loaded = ModelStore().load_model(model)
    detector, classifier = make_detector("photo"), loaded.classifier()
    before = peak()
    started = process_time()
    analyze(picture, detector, classifier, loaded.threshold)
    print(process_time() - started, peak() - before)


def peak() -> float:
    """Return the most resident memory that this process has had, MB; getrusage counts its parent's as well."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
