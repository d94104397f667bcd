"""How often sure answers are given, and wrong, by size, light, cut and turn: what `emotion.quality` draws limits from.

`python -m bench.face_quality --data fer2013.csv` prints the table of docs/face-quality.md; it wants FER+'s votes beside
the CSV, and the files of BlazeFace for turned heads.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.classification.base import FACE_SIZE, ExpressionClassifier
from emotion.detection.base import Detection
from emotion.detection.blazeface import BlazeFaceDetector
from emotion.framing import Framing, Landmarks
from emotion.images.input import InputPicture
from emotion.models.store import ModelStore
from emotion.results import Box
from training.data.corruptions import Faces, grey, small
from training.data.faceset import FaceSet
from training.data.ferplus import majority
from training.data.read import read

MODEL: Final = "mirrored-votes"
WIDTHS: Final = (48, 32, 24, 20, 16, 14, 12, 10, 8, 6)  # pixels
LIGHT: Final = (1.0, 0.5, 0.25, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01)  # shares
NOISE: Final = 2.0  # grey levels, standard deviation of a sensor's noise, as in bench.detection
DARKNESS: Final = (0, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50, 256)  # edges of bins, mean grey level of a face
OUTSIDE: Final = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)  # share of the frame beyond a picture's edge
TURNS: Final = (0, 10, 20, 30, 40, 50, 181)  # edges of bins, degrees to either side


@dataclass(frozen=True)
class Row:
    """What comes of faces in one circumstance.

    Attributes:
        circumstance: what is the matter, in its unit.
        level: how much.
        faces: how many, with a majority of FER+'s voters each.
        answered: share of them that get a sure answer.
        wrong: share of the sure answers that are not the majority's; 0 without any.
    """

    circumstance: str
    level: str
    faces: int
    answered: float
    wrong: float


def row(circumstance: str, level: str, sure: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]) -> Row:
    """Return what comes of faces [n], of which some get a sure answer and of some the best label is right."""
    answered = float(sure.mean()) if len(sure) else 0.0
    return Row(circumstance, level, len(sure), answered, float((~right[sure]).mean()) if sure.any() else 0.0)


def beyond_edge(faces: Faces, share: float, side: int) -> Faces:
    """Imitate a face cut off by a picture's edge, which the app repeats; `side` 0 left, 1 above, 2 right, 3 below."""
    turned = np.rot90(faces, side, (1, 2))
    hidden = round(share * FACE_SIZE)
    visible = np.pad(turned[:, :, hidden:], ((0, 0), (0, 0), (hidden, 0)), mode="edge")
    return np.ascontiguousarray(np.rot90(visible, -side, (1, 2)))


def darkened(faces: Faces, light: float) -> Faces:
    """Imitate a camera in the dark: less light, noise, whole grey levels; the same faces get the same noise."""
    noise = NOISE * np.random.default_rng(1).standard_normal(faces.shape, np.float32)
    return faces if light == 1 else grey(faces * light + noise)


def landmarks(faces: Faces) -> list[Landmarks | None]:
    """Return the points of each face as BlazeFace sees them, None where it does not; the frame fills its picture."""
    detector, whole = BlazeFaceDetector(), Box(0, 0, FACE_SIZE, FACE_SIZE)
    found = [detector.follow(InputPicture(face), Detection(whole, framing=Framing.around(whole))) for face in faces]
    return [face.landmarks if face else None for face in found]


def table(faces: FaceSet, classifier: ExpressionClassifier, threshold: float) -> Iterator[Row]:
    """Yield the rows of every circumstance, for faces with votes."""
    if faces.votes is None:
        raise ValueError("expected faces with the votes of FER+; put its fer2013new.csv beside the CSV")
    known = majority(faces.votes)
    pixels, truth = faces.pixels[known >= 0], known[known >= 0]

    def read_anew(changed: Faces) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        probabilities = classifier.classify(changed).probabilities
        return probabilities.max(axis=1) >= threshold, probabilities.argmax(axis=1) == truth

    for width in WIDTHS:
        yield row("width, pixels", str(width), *read_anew(small(pixels, width)))
    dark = [darkened(pixels, light) for light in LIGHT]
    answers = [read_anew(changed) for changed in dark]
    sure, right = (np.concatenate(parts) for parts in zip(*answers, strict=True))
    yield from _binned("mean grey level", np.concatenate([part.mean((1, 2)) for part in dark]), DARKNESS, sure, right)
    for share in OUTSIDE:
        sides = [read_anew(beyond_edge(pixels, share, side)) for side in range(4)]
        sure, right = (np.concatenate(parts) for parts in zip(*sides, strict=True))
        yield row("share beyond the edge", f"{share:.2f}", sure, right)
    points = landmarks(pixels)
    sure, right = read_anew(pixels)
    seen = np.array([(point.yaw, point.roll) if point else (np.nan, np.nan) for point in points])
    for name, angles in zip(("yaw, degrees", "roll, degrees"), np.abs(seen).T, strict=True):
        yield from _binned(name, angles, TURNS, sure, right)
        yield row(name, "not found", sure[np.isnan(angles)], right[np.isnan(angles)])


def _binned(
    name: str,
    values: npt.NDArray[np.float64],
    edges: Sequence[float],
    sure: npt.NDArray[np.bool_],
    right: npt.NDArray[np.bool_],
) -> Iterator[Row]:
    for low, high in pairwise(edges):
        inside = (values >= low) & (values < high)
        yield row(name, f"{low} to {high}", sure[inside], right[inside])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.face_quality")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv, with fer2013new.csv beside it")
    loaded = ModelStore().load_model(MODEL)
    print("| | | faces | sure | of these wrong |\n|---|---|---|---|---|")
    for line in table(read(parser.parse_args().data).split("public"), loaded.classifier(), loaded.threshold):
        print(f"| {line.circumstance} | {line.level} | {line.faces:,} | {line.answered:.2f} | {line.wrong:.3f} |")


if __name__ == "__main__":
    main()
