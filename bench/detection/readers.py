"""python -m bench.detection.readers --clips FOLDER: how answers in the browser differ from the server's default.

A browser has BlazeFace alone; tests/browser/test_parity.py holds it to Python's core with that, so Python's core stands
for it here. Each frame of the sample scene and of the marked clips is read by both, followed and smoothed as on the
live page, and faces are paired where their boxes share three tenths.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import click
import numpy as np

from bench.detection.clips import clips
from bench.detection.scoring import matched
from emotion.detection.presets import BLAZEFACE, BOTH, DetectorChoice, make_detector
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.models.store import DEFAULT_MODEL, ModelStore
from emotion.results import FaceResult, FrameResult
from emotion.sample import scene
from emotion.tracking import TrackingSettings

SCENE = 150  # frames of the sample scene: ten seconds


@dataclass
class Agreement:
    """What two readers said of the same frames."""

    frames: int = 0
    as_many: int = 0
    pairs: list[tuple[FaceResult, FaceResult]] = field(default_factory=list)

    def add(self, one: FrameResult, other: FrameResult) -> None:
        self.frames += 1
        self.as_many += len(one.faces) == len(other.faces)
        found = matched(dict(enumerate(face.box for face in one.faces)), [face.box for face in other.faces])
        self.pairs += [(one.faces[index], other.faces[match]) for index, match in found.items()]

    def row(self, name: str) -> str:
        faces = max(1, len(self.pairs))
        same = sum(one.label == other.label for one, other in self.pairs) / faces
        answers = sum((one.sure, one.sure and one.label) == (other.sure, other.sure and other.label)
                      for one, other in self.pairs) / faces  # fmt: skip
        iou = np.mean([one.box.iou(other.box) for one, other in self.pairs] or [1.0])
        apart = [np.abs(np.subtract(one.probabilities, other.probabilities)).mean() for one, other in self.pairs]
        cells = (f"{self.as_many / self.frames:.0%}", str(len(self.pairs)), f"{same:.1%}", f"{answers:.1%}")
        return f"| {name} | {self.frames} | {' | '.join(cells)} | {iou:.3f} | {np.mean(apart or [0.0]):.4f} |"


def compared(frames: Iterable[av.VideoFrame], model: LoadedModel) -> Agreement:
    """Have both readers follow the same frames."""
    settings = LiveSettings(TrackingSettings(threshold=model.threshold), interval=0.0, mirror=False)
    readers = [
        LiveCallback(make_detector("stream", DetectorChoice(name)), model.classifier(), settings)
        for name in (BLAZEFACE, BOTH)
    ]
    agreement = Agreement()
    for frame in frames:
        for reader in readers:
            reader(frame)
        one, other = (reader.state.result for reader in readers)
        if one is not None and other is not None:
            agreement.add(one, other)
    return agreement


def sample() -> Iterator[av.VideoFrame]:
    """Yield the beginning of the sample scene as a camera's frames."""
    for index, picture in enumerate(islice(scene.frames(), SCENE)):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = index, Fraction(1, scene.RATE)
        yield frame


@click.command()
@click.option("--clips", "folder", type=click.Path(exists=True, path_type=Path), help="The clips named in clips.json.")
def main(folder: Path | None) -> None:
    """Compare both readers on the sample scene and on the marked clips."""
    model = ModelStore().load_model(DEFAULT_MODEL)
    print("| | frames | as many faces | faces | same label | same answer | IoU | apart |")
    print("|---|---|---|---|---|---|---|---|")
    print(compared(sample(), model).row("sample scene"))
    for clip in clips(folder) if folder else ():
        print(compared((frame for _, _, frame in clip.frames()), model).row(clip.name), flush=True)


if __name__ == "__main__":
    main()
