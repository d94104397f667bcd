"""What a network's doubts are worth: things that get no label any more, and faces that get none either.

`python -m bench.doubts --data fer2013.csv --clips FOLDER` prints the tables of docs/face-quality.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import click
import cv2
import numpy as np
import numpy.typing as npt

from bench.detection.faceless import NAMES, picture
from bench.detection.pictures import HEIGHT, WIDTH
from bench.detection.scores import PERMISSIVE, with_people
from bench.detection.scoring import matched
from emotion.analysis import cut_found, find_faces
from emotion.classification.base import Classified, ExpressionClassifier
from emotion.detection.base import Detector
from emotion.detection.blazeface import BlazeFaceDetector
from emotion.detection.haar import SETTINGS, HaarDetector
from emotion.images.input import InputPicture
from emotion.models.store import ModelStore
from emotion.quality import HARD_TO_TELL, LOWEST_SCORE, NOT_A_FACE
from training.data.corruptions import CONDITIONS, Faces
from training.data.faceset import VOTED, FaceSet
from training.data.ferplus import majority, voted_no_face
from training.data.read import read

PIECES: Final = 40  # of each picture without anybody: enlarged, turned, blurred
SHARES: Final = (0.0, 0.02, 0.04, 0.06, 0.08, HARD_TO_TELL, 0.12, 1.0)  # edges of bins, of who could not tell
WORST: Final = 0.01  # share of faces taken for none from which a condition is named


@dataclass(frozen=True)
class Told:
    """What a classifier says of some crops, and whether each answer is sure."""

    said: Classified
    sure: npt.NDArray[np.bool_]

    @property
    def no_face(self) -> npt.NDArray[np.bool_]:
        """Whether each is taken for no face."""
        return np.asarray(self.said.doubts[:, 0] >= NOT_A_FACE)

    @property
    def hard(self) -> npt.NDArray[np.bool_]:
        """Whether each is taken for one that people could not tell."""
        return np.asarray(self.said.doubts[:, 1] >= HARD_TO_TELL)

    @property
    def labelled(self) -> npt.NDArray[np.bool_]:
        """Whether each still gets a sure answer."""
        return self.sure & ~self.no_face & ~self.hard


class Reader:
    """A network with its threshold."""

    def __init__(self, name: str) -> None:
        model = ModelStore().load_model(name)
        self.classifier: ExpressionClassifier = model.classifier()
        self._threshold = model.threshold

    def read(self, crops: Faces) -> Told:
        """Return what it says of crops."""
        said = self.classifier.classify(crops)
        return Told(said, said.probabilities.max(axis=1, initial=0) >= self._threshold)


def pieces(name: str) -> Iterator[InputPicture]:
    """Return pieces of a picture without anybody, drawn by chance."""
    whole, random = picture(name), np.random.default_rng(NAMES.index(name))
    for number in range(PIECES):
        middle = float(random.uniform(0, WIDTH)), float(random.uniform(0, HEIGHT))
        turn = cv2.getRotationMatrix2D(middle, random.uniform(-180, 180) * (number % 2), random.uniform(0.5, 3))
        piece = cv2.warpAffine(whole, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT_101)
        if number % 3 == 0:
            piece = cv2.GaussianBlur(piece, (0, 0), random.uniform(1, 12))
        yield InputPicture.of_rgb(np.asarray(piece, np.uint8))


def wrong_finds(detector: Detector, reader: Reader) -> tuple[Told, npt.NDArray[np.bool_]]:
    """Return what is said of everything that a detector finds where nobody is, and what its score lets pass."""
    crops, passed = [], []
    for seen in (piece for name in NAMES for piece in pieces(name)):
        found = find_faces(seen, detector)
        crops.append(cut_found(seen, found, reader.classifier.input))
        passed += [face.score is None or face.score >= LOWEST_SCORE for face in found.detections]
    return reader.read(np.concatenate(crops)), np.array(passed, bool)


def true_finds(detector: Detector, reader: Reader, folder: Path | None) -> tuple[Told, Told]:
    """Return what is said of the faces of stills and clips, and of what else is found beside them."""
    faces, others = [], []
    for seen, boxes, ignored in with_people(folder):
        found = find_faces(seen, detector)
        crops = cut_found(seen, found, reader.classifier.input)
        hits = set(matched(dict(enumerate(boxes)), [face.box for face in found.detections]).values())
        for index, face in enumerate(found.detections):
            if index in hits:
                faces.append(crops[index])
            elif all(face.box.iou(other) < 0.1 for other in ignored):
                others.append(crops[index])
    return reader.read(np.array(faces, np.uint8)), reader.read(np.array(others, np.uint8).reshape(-1, 48, 48))


def of_votes(public: FaceSet, reader: Reader) -> Iterator[str]:
    """Yield what is said of PublicTest's faces, by what FER+'s voters said."""
    if public.votes is None:
        raise click.UsageError("expected faces with the votes of FER+; put its fer2013new.csv beside the CSV")
    told, none, known = reader.read(public.pixels), voted_no_face(public.votes), majority(public.votes)
    shares = public.votes / np.maximum(public.votes.sum(axis=1, keepdims=True), 1)
    answers = told.said.probabilities.argmax(axis=1)
    yield (
        f"PublicTest: no face by the voters {none.sum()}, of these taken for none {told.no_face[none].sum()}; of "
        f"{(~none).sum()} others {told.no_face[~none].sum()}; sure answers {told.sure.sum()}, still "
        f"{told.labelled.sum()}"
    )
    yield (
        "\n| share said | faces | share of voters | sure | wrong by the majority | voters who disagree |\n"
        + "|---" * 6
        + "|"
    )
    for low, high in pairwise(SHARES):
        inside = (told.said.doubts[:, 1] >= low) & (told.said.doubts[:, 1] < high) & ~none
        sure = inside & told.sure
        judged = sure & (known >= 0)
        wrong = (answers != known)[judged].mean() if judged.any() else 0.0
        apart = 1 - shares[np.arange(len(answers)), answers][sure].mean() if sure.any() else 0.0
        voted = shares[inside, VOTED.index("unknown")].mean() if inside.any() else 0.0
        yield (
            f"| {low} to {high} | {inside.sum():,} | {voted:.3f} | {told.sure[inside].mean():.2f} | {wrong:.3f} | "
            f"{apart:.2f} |"
        )
    faces = public.where(~none).pixels
    for condition in CONDITIONS:
        for level in condition.levels[1:]:
            changed = reader.read(condition.change(faces, level))
            none_seen = changed.no_face.mean()
            if none_seen >= WORST:
                yield (
                    f"{condition.title}, {level} {condition.unit}: taken for no face {none_seen:.3f}, sure answers "
                    f"{changed.sure.mean():.3f}, still {changed.labelled.mean():.3f}"
                )


@click.command()
@click.option("--data", "source", type=click.Path(exists=True, path_type=Path), required=True, help="fer2013.csv")
@click.option("--clips", "folder", type=click.Path(exists=True, path_type=Path), help="The clips named in clips.json.")
@click.option("--model", default="mirrored-votes", show_default=True, help="Name of the network.")
def main(source: Path, folder: Path | None, model: str) -> None:
    """Print the tables."""
    cv2.setNumThreads(1)  # as the web process does
    reader, blazeface = Reader(model), BlazeFaceDetector(PERMISSIVE)
    for name, detector in (("BlazeFace", blazeface), ("Haar", HaarDetector(SETTINGS["high"]))):
        told, passed = wrong_finds(detector, reader)
        print(
            f"{name}, where nobody is: {len(passed)} wrong finds, taken for none {told.no_face.sum()}, sure answers "
            f"{told.sure.sum()}, still {told.labelled.sum()}; those that the score lets pass: {passed.sum()}, sure "
            f"{told.sure[passed].sum()}, still {told.labelled[passed].sum()}"
        )
    for name, told in zip(("faces", "other things"), true_finds(blazeface, reader, folder), strict=True):
        print(
            f"stills and clips, {name}: {len(told.sure)}, taken for none {told.no_face.sum()}, hard to tell "
            f"{told.hard.sum()}, sure answers {told.sure.sum()}, still {told.labelled.sum()}"
        )
    for line in of_votes(read(source).split("public"), reader):
        print(line)


if __name__ == "__main__":
    main()
