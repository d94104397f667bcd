"""python -m bench.detection: prints how many faces each detector finds, how many it invents, and what that costs."""

from collections import defaultdict
from pathlib import Path
from time import thread_time

import click
import cv2

from bench.detection.clips import clips
from bench.detection.faceless import faceless
from bench.detection.scoring import Score
from bench.detection.streams import StreamScore, read_clip, read_sequence, sequences, still
from bench.detection.variants import LIVE_SIDE, Variant, variants
from emotion.detection.base import Purpose
from emotion.detection.presets import DETECTORS, DetectorChoice, make_detector
from emotion.images.input import InputPicture

LOOKS = 6  # of a still picture by a stream: one whole search and some around what was found


@click.command()
@click.option("--clips", "folder", type=click.Path(exists=True, path_type=Path), help="The clips named in clips.json.")
@click.option("--detector", "names", multiple=True, type=click.Choice(list(DETECTORS)), help="Of these alone.")
def main(folder: Path | None, names: tuple[str, ...]) -> None:
    """Measure the detectors, one after the other."""
    cv2.setNumThreads(1)  # as the web process does
    stills, empty = list(variants()), list(faceless())
    for name in names or DETECTORS:
        choice = DetectorChoice(name)
        print(f"\n{DETECTORS[name].title}")
        print(f"  {'':<34}{'faces':>7}{'recall':>8}{'false':>7}{'ms':>8}")
        for purpose in ("photo", "stream"):
            _stills(stills, choice, purpose)
            false, spent = 0, 0.0
            for picture in empty:
                started = thread_time()
                false += len(make_detector(purpose, choice).detect(InputPicture.of_rgb(picture)))
                spent += thread_time() - started
            print(f"  {purpose + ', without faces':<34}{'':>7}{'':>8}{false:>7}{1000 * spent / len(empty):>8.1f}")
        _streams(
            "generated",
            [
                (sequence.name, read_sequence(sequence, seed, make_detector("stream", choice)))
                for seed, sequence in sequences()
            ],
        )
        if folder:
            _streams("clips", [(clip.name, read_clip(clip, make_detector("stream", choice))) for clip in clips(folder)])


def _stills(stills: list[Variant], choice: DetectorChoice, purpose: Purpose) -> None:
    groups: dict[str, Score] = defaultdict(Score)
    missed, spent = [], 0.0
    wanted = [still for still in stills if purpose == "photo" or min(face.height for face in still.faces) >= LIVE_SIDE]
    for variant in wanted:
        detector = make_detector(purpose, choice)
        started = thread_time()
        boxes = still(detector, variant.picture, LOOKS if purpose == "stream" else 1)
        spent += thread_time() - started
        score = Score()
        score.add(variant.faces, (), boxes)
        groups[variant.group].merge(score)
        if score.found < score.faces:
            missed.append(f"{variant.group} {variant.name}")
    whole = Score()
    for score in groups.values():
        whole.merge(score)
    looks = len(wanted) * (LOOKS if purpose == "stream" else 1)
    _row(f"{purpose}, variants", whole, 1000 * spent / looks)
    for group, score in groups.items():
        _row(f"  {group}", score)
    if missed:
        print(f"    missed: {'; '.join(missed)}")


def _streams(title: str, read: list[tuple[str, StreamScore]]) -> None:
    whole = Score()
    for name, stream in read:
        _row(f"  {name}, {100 * stream.frames_found:.0f} % of frames", stream.score, stream.milliseconds)
        whole.merge(stream.score)
    kept = sum(len(numbers) == 1 for numbers in whole.numbers)
    milliseconds = sum(stream.milliseconds for _, stream in read) / len(read)
    _row(f"{title}, {kept} of {len(whole.numbers)} keep their number", whole, milliseconds)


def _row(name: str, score: Score, milliseconds: float | None = None) -> None:
    cost = "" if milliseconds is None else f"{milliseconds:.1f}"
    print(f"  {name:<42}{score.faces:>5}{score.recall:>8.2f}{score.false:>7}{cost:>8}")


if __name__ == "__main__":
    main()
