"""python -m bench.detection: prints how many faces each detector finds, how many it invents, and what that costs."""

from collections import defaultdict
from pathlib import Path
from time import thread_time

import click
import cv2

from bench.detection.agreement import difference, generated
from bench.detection.agreement import marked as frames_of
from bench.detection.clips import Clip, clips
from bench.detection.cost import cost
from bench.detection.faceless import faceless
from bench.detection.pictures import Picture
from bench.detection.scoring import Score
from bench.detection.streams import StreamScore, read_clip, read_sequence, sequences, still
from bench.detection.variants import LIVE_SIDE, Variant, variants
from emotion.detection.base import Purpose
from emotion.detection.presets import BLAZEFACE, BOTH, DETECTORS, HAAR, DetectorChoice, available, make_detector
from emotion.images.input import InputPicture
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.web.server.settings import HostSettings

PARTS = ("stills", "generated", "clips", "crops", "cost")
PAIRS: tuple[tuple[str, str, Purpose], ...] = ((HAAR, BLAZEFACE, "video"), (BOTH, BLAZEFACE, "stream"))
LOOKS = 6  # of a still picture by a stream: one whole search and some around what was found


@click.command()
@click.option("--clips", "folder", type=click.Path(exists=True, path_type=Path), help="The clips named in clips.json.")
@click.option("--only", "parts", multiple=True, type=click.Choice(PARTS), help="Of these parts alone.")
@click.option("--detector", "names", multiple=True, type=click.Choice(list(DETECTORS)), help="Of these alone.")
def main(folder: Path | None, parts: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Measure the detectors, one after the other."""
    cv2.setNumThreads(1)  # as the web process does
    chosen = parts or PARTS
    stills, empty = (list(variants()), list(faceless())) if "stills" in chosen else ([], [])
    marked = clips(folder) if folder else []
    clips_read = marked if "clips" in chosen else []
    model = ModelStore().load_model(HostSettings().model)
    for name in (names or available()) if {"stills", "generated", "clips"} & set(chosen) else ():
        choice = DetectorChoice(name)
        print(f"\n{DETECTORS[name].title}")
        print(f"  {'':<42}{'faces':>5}{'recall':>8}{'false':>7}{'ms':>8}")
        if stills:
            for purpose in ("photo", "stream"):
                _stills(stills, choice, purpose)
                _faceless(empty, choice, purpose)
        if "generated" in chosen:
            read = [
                (sequence.name, read_sequence(sequence, seed, make_detector("stream", choice)))
                for seed, sequence in sequences()
            ]
            _streams("generated", read)
        if clips_read:
            _streams("clips", [(clip.name, read_clip(clip, make_detector("stream", choice))) for clip in clips_read])
    if "crops" in chosen:
        _crops(marked, model)
    if "cost" in chosen:
        for name in names or available():
            print(f"\nMilliseconds of processor time for a frame: {DETECTORS[name].title}")
            for row, milliseconds in cost(DetectorChoice(name), model).items():
                print(f"  {row:<42}{milliseconds:>8.1f}")


def _crops(marked: list[Clip], model: LoadedModel) -> None:
    print("\nMean difference of a face's seven probabilities between crops")
    for first, second, purpose in PAIRS:
        for name, pictures in [("generated", generated()), *((clip.name, frames_of(clip)) for clip in marked)]:
            one, other = (make_detector(purpose, DetectorChoice(detector)) for detector in (first, second))
            mean, faces = difference(pictures, one, other, model.classifier())
            print(f"  {f'{purpose}, {first} and {second}: {name}':<60}{faces:>5}{mean:>8.3f}")


def _faceless(pictures: list[Picture], choice: DetectorChoice, purpose: Purpose) -> None:
    score, spent = Score(), 0.0
    for picture in pictures:
        detector = make_detector(purpose, choice)  # anew, so that a stream knows no face from before
        started = thread_time()
        detections = detector.detect(InputPicture.of_rgb(picture))
        spent += thread_time() - started
        score.add((), (), [detection.box for detection in detections])
    _row(f"{purpose}, without faces", score, 1000 * spent / len(pictures))


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
