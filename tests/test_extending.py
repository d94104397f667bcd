"""A model of 64x64 in RGB, as docs/extending.md describes it, reads a photo, a video and a stream."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from emotion.analysis import Analyzer, analyze
from emotion.classification.base import InputSpec
from emotion.labels import LABELS
from emotion.live.callback import LiveCallback
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.results import Box
from emotion.video.analysis import analyze_video
from tests.support.camera import camera_frame
from tests.support.clips import steady, write_clip
from tests.support.colour_model import BLUE, NAME, RED, add_colour_model
from tests.support.extending import blocks
from tests.support.fakes import FakeDetector

FACE = Box(40, 30, 60, 60)
COLOURS = pytest.mark.parametrize(("colour", "label"), [((200, 40, 40), RED), ((40, 40, 200), BLUE)])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LoadedModel:
    store = tmp_path_factory.mktemp("models")
    add_colour_model(store)
    return ModelStore(store).load_model(NAME)


def picture(colour: tuple[int, int, int], width: int = 160, height: int = 120) -> np.ndarray:
    return np.full((height, width, 3), colour, np.uint8)


def test_its_card_says_what_the_document_says(model: LoadedModel) -> None:
    (written,) = map(json.loads, blocks("json"))
    assert InputSpec.of(written["input_shape"], written["input_range"]) == model.card.input


@COLOURS
def test_it_reads_a_photo(model: LoadedModel, colour: tuple[int, int, int], label: str) -> None:
    photo = analyze(picture(colour), FakeDetector([FACE]), model.classifier(), model.card.threshold)
    assert [face.label for face in photo.result.faces] == [label]
    assert photo.crops.shape == (1, 64, 64, 3)


@COLOURS
@pytest.mark.parametrize("rotation", [None, 90])
def test_it_reads_a_video(
    model: LoadedModel, colour: tuple[int, int, int], label: str, rotation: int | None, tmp_path: Path
) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(8), (160, 120), lambda *_: picture(colour), rotation=rotation)
    analyzer = Analyzer(FakeDetector([FACE]), model.classifier(), model.card.threshold)
    timeline = analyze_video(path, analyzer).timeline
    assert len(timeline.faces) > 0
    assert {LABELS[index] for index in timeline.faces["label"]} == {label}


@COLOURS
def test_it_reads_a_stream(model: LoadedModel, colour: tuple[int, int, int], label: str) -> None:
    callback = LiveCallback(FakeDetector([FACE]), model.classifier())
    for index in range(10):
        frame = av.VideoFrame.from_ndarray(picture(colour), format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = camera_frame(index).pts, camera_frame(index).time_base
        callback(frame)
    assert callback.state.errors == 0
    assert [face.label for face in callback.state.result.faces] == [label]
