"""What Mien answers to the ten inputs, as visitors get it: CSV, JSON and the annotated picture or frames.

`python -m tests.recorded.answers` records the answers anew, which only a change that is meant may ask for.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
from PIL import Image

from emotion.analysis import Analyzer, analyze
from emotion.detection.presets import make_detector
from emotion.drawing.overlay import draw
from emotion.export.csv import to_csv
from emotion.export.photos import PHOTO_COLUMNS, photo_rows, photos_json
from emotion.export.timeline import LIVE_UNITS, TIMELINE_COLUMNS, TimelineSource, timeline_rows
from emotion.export.timeline_json import timeline_json
from emotion.live.callback import LiveCallback
from emotion.live.recorder import LiveRecorder
from emotion.models.store import ModelStore
from emotion.video.analysis import analyze_video
from tests.recorded import inputs
from tests.recorded.inputs import Picture

FOLDER: Final = Path(__file__).with_name("answers")
MODEL: Final = "mirrored-votes"
WIDTH: Final = 96  # pixels of a recorded picture
NAMES: Final = (*inputs.PHOTOS, *inputs.VIDEOS, inputs.STREAM)


@dataclass(frozen=True)
class Answer:
    """What came of one input.

    Attributes:
        texts: CSV and JSON, by the ending of the file.
        picture: the annotated picture, or frames side by side, RGB, `WIDTH` pixels wide each.
    """

    texts: Mapping[str, str]
    picture: Picture


def answer(name: str) -> Answer:
    """Return what Mien answers to the input of that name, with the released model that it opens with."""
    loaded = ModelStore().load_model(MODEL)
    classifier, model = loaded.classifier(), loaded.identity
    if name in inputs.PHOTOS:
        picture = inputs.PHOTOS[name]()
        found = analyze(picture, make_detector("photo"), classifier, loaded.threshold)
        rows = photo_rows(f"{name}.png", found.result, model)
        texts = {
            "csv": to_csv(rows, PHOTO_COLUMNS),
            "json": photos_json([(f"{name}.png", found.result)], model),
        }
        return Answer(texts, _small([draw(picture, found.result)]))
    if name == inputs.STREAM:
        callback = LiveCallback(make_detector("stream"), classifier)
        callback.recorder = LiveRecorder()
        frames = [callback(frame).to_ndarray(format="rgb24") for frame in inputs.stream()]
        record = callback.recorder.finish()
        texts = {
            "csv": to_csv(list(timeline_rows(record, model)), TIMELINE_COLUMNS),
            "json": timeline_json(record, model, TimelineSource(name, units=LIVE_UNITS)),
        }
        return Answer(texts, _small(frames))
    with tempfile.TemporaryDirectory() as folder:
        path, annotated = inputs.video(name, Path(folder)), Path(folder) / "annotated.mp4"
        analyzer = Analyzer(make_detector("video"), classifier, loaded.threshold)
        result = analyze_video(path, analyzer, annotate=annotated)
        with av.open(str(annotated)) as file:
            frames = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    texts = {
        "csv": to_csv(list(timeline_rows(result.timeline, model)), TIMELINE_COLUMNS),
        "json": timeline_json(result.timeline, model, TimelineSource(path.name, result.damaged, result.ended_early)),
    }
    return Answer(texts, _small(frames))


def _small(frames: list[Any]) -> Picture:
    chosen = frames if len(frames) == 1 else [frames[0], frames[len(frames) // 2], frames[-1]]
    height = WIDTH * frames[0].shape[0] // frames[0].shape[1]
    return np.hstack([cv2.resize(frame, (WIDTH, height), interpolation=cv2.INTER_AREA) for frame in chosen])


def record() -> None:
    """Write every answer into the folder of this module's name."""
    for name in NAMES:
        found = answer(name)
        for ending, text in found.texts.items():
            (FOLDER / f"{name}.{ending}").write_bytes(text.encode("utf-8"))
        Image.fromarray(found.picture).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    record()
