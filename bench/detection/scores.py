"""By a detection's score: how often it is a face. By a picture's light: whether its face is found. And how heads turn.

`python -m bench.detection.scores --clips FOLDER` prints these tables of docs/face-quality.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Final

import click
import cv2

from bench.detection.clips import clips
from bench.detection.faceless import faceless
from bench.detection.pictures import Picture, Pose, lit, textures, with_head
from bench.detection.scoring import SAME, matched
from bench.detection.variants import SIX, variants
from emotion.detection.base import Detector
from emotion.detection.blazeface import BlazeFaceDetector, BlazeFaceSettings
from emotion.detection.presets import make_detector
from emotion.images.input import InputPicture
from emotion.images.luma import full_range
from emotion.results import Box

Marked = tuple[InputPicture, tuple[Box, ...], tuple[Box, ...]]  # a picture, its faces, and those that do not count
Counts = dict[str, Counter[int]]

PERMISSIVE: Final = BlazeFaceSettings(0.1, 0.3, 0.3)  # far below what counts as a face, so that false ones come
GROUNDS: Final = range(300, 460)  # seeds of mixtures that nothing was chosen on
LIGHT: Final = (0.1, 0.05, 0.04, 0.03, 0.02, 0.015, 0.01)  # shares of it
TURNS: Final = (-30, -20, -10, 0, 10, 20, 30)  # degrees to the picture's right, of heads drawn on a cylinder
TILTS: Final = (-60, -40, -20, 0, 20, 40, 60)  # degrees with the clock
DARK: Final = (0, 1, 2, 3, 4, 5, 6, 8, 12)  # edges of bins, mean grey level of a picture


def by_score(pictures: Iterable[Marked], detector: Detector) -> Counts:
    """Return how many faces and how many other things were found, by tenths of the score."""
    counts: Counts = {"faces": Counter(), "false": Counter()}
    for picture, faces, ignored in pictures:
        found = detector.detect(picture)
        hits = set(matched(dict(enumerate(faces)), [face.box for face in found]).values())
        for index, face in enumerate(found):
            if index in hits or all(face.box.iou(other) < SAME / 2 for other in ignored):
                counts["faces" if index in hits else "false"][min(9, int(10 * (face.score or 0)))] += 1
    return counts


def with_people(folder: Path | None) -> Iterator[Marked]:
    """Return the stills, and the marked frames of the clips in a folder."""
    for still in variants():
        yield InputPicture.of_rgb(still.picture), still.faces, ()
    for clip in clips(folder) if folder else ():
        for index, _, frame in clip.frames():
            if index in clip.marks:
                marks = clip.marks[index]
                yield InputPicture.of_frame(frame), tuple(marks.wanted.values()), marks.ignored


def without_people() -> Iterator[Marked]:
    """Return pictures without anybody."""
    yield from ((InputPicture.of_rgb(picture), (), ()) for picture in (*faceless(), *map(textures, GROUNDS)))


def dark_pictures() -> Iterator[tuple[Picture, Box]]:
    """Return pictures of one face each on textures, in less and less light, and where the face is."""
    for seed, pose in enumerate(SIX):
        large = Pose(320, 240, 2 * pose.side, mirrored=pose.mirrored)
        for light in LIGHT:
            yield lit(with_head(textures(seed), large), light, seed), large.box


def seen_angles(pose: Pose, detector: Detector) -> tuple[float, float]:
    """Return yaw and roll of a head on two textures, the mean; it has to be found."""
    pictures = [InputPicture.of_rgb(with_head(textures(seed), pose)) for seed in (1, 2)]
    points = [face.landmarks for picture in pictures for face in detector.detect(picture) if face.landmarks]
    return mean(point.yaw for point in points), mean(point.roll for point in points)


@click.command()
@click.option("--clips", "folder", type=click.Path(exists=True, path_type=Path), help="The clips named in clips.json.")
def main(folder: Path | None) -> None:
    """Print the tables."""
    cv2.setNumThreads(1)  # as the web process does
    detector = BlazeFaceDetector(PERMISSIVE)
    people, nobody = by_score(with_people(folder), detector), by_score(without_people(), detector)
    print("| score | faces | false beside people | false where nobody is |\n|---|---|---|---|")
    for tenth in range(3, 10):
        counted = people["faces"][tenth], people["false"][tenth], nobody["false"][tenth]
        print(f"| {tenth / 10} to {(tenth + 1) / 10} | " + " | ".join(map(str, counted)) + " |")
    photo, seen = make_detector("photo"), []
    for picture, face in dark_pictures():
        whole = InputPicture.of_rgb(picture)
        found = any(other.box.iou(face) >= SAME for other in photo.detect(whole))
        seen.append((float(full_range(whole.grey, whole.limited_range).mean()), found))
    print("\n| mean grey level | pictures | face found |\n|---|---|---|")
    for low, high in pairwise(DARK):
        inside = [found for level, found in seen if low <= level < high]
        print(f"| {low} to {high} | {len(inside)} | {sum(inside)} |")
    print("\n| turned by | yaw seen | tilted by | roll seen |\n|---|---|---|---|")
    for turn, tilt in zip(TURNS, TILTS, strict=True):
        yaw, _ = seen_angles(Pose(320, 240, 150, turn=turn), photo)
        _, roll = seen_angles(Pose(320, 240, 150, tilt=-tilt), photo)
        print(f"| {turn} | {yaw:.0f} | {tilt} | {roll:.0f} |")


if __name__ == "__main__":
    main()
