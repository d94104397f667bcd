"""A clip of two people who turn and move: a video file of it gives the persons and expressions that a stream gives."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import av
import numpy as np
import pytest

from emotion.analysis import Analyzer
from emotion.detection.presets import make_detector
from emotion.images.types import Picture
from emotion.labels import LABELS
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.models.store import ModelStore
from emotion.results import Box, FrameResult
from emotion.timeline.summary import summarize
from emotion.timeline.table import Timeline
from emotion.tracking import TrackingSettings
from emotion.video.analysis import analyze_video
from emotion.video.settings import VideoSettings
from emotion.web.server.settings import HostSettings
from tests.support import two_people
from tests.support.clips import write_clip

STEP = 2  # of the clip's frames, every second one will do
LEFT, RIGHT = 1, 2
MODEL = ModelStore().load_model(HostSettings().model)
TRACKING = TrackingSettings(threshold=MODEL.threshold)


def picture(number: int, width: int, height: int) -> Picture:
    return two_people.picture(number * STEP)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    times = [1000 * number // two_people.RATE for number in range(0, two_people.FRAMES, STEP)]
    size = (two_people.WIDTH, two_people.HEIGHT)
    return write_clip(tmp_path_factory.mktemp("clip") / "two.mp4", times, size, picture)


@pytest.fixture(scope="module")
def timeline(clip: Path) -> Timeline:
    analyzer = Analyzer(make_detector("video"), MODEL.classifier(), MODEL.threshold)
    return analyze_video(clip, analyzer, VideoSettings(TRACKING)).timeline


@pytest.fixture(scope="module")
def streamed(clip: Path) -> tuple[FrameResult, ...]:
    """What a camera's stream gives on the frames of the file."""
    callback = LiveCallback(make_detector("stream"), MODEL.classifier(), LiveSettings(TRACKING))
    with av.open(str(clip)) as file:
        for frame in file.decode(video=0):
            callback(frame)
    assert callback.state.errors == 0
    return callback.recent()


def test_two_persons_are_in_view_nearly_all_the_time(timeline: Timeline) -> None:
    summary = summarize(timeline)
    assert [person.person for person in summary.persons] == [LEFT, RIGHT]
    assert summary.brief == ()
    assert min(person.seconds for person in summary.persons) >= 0.95 * timeline.seconds


def test_each_has_the_own_expressions(timeline: Timeline) -> None:
    left, right = summarize(timeline).persons
    assert right.shares["happy"] > 0.95, "smiles all the time"
    assert 0.5 < left.shares["happy"] < 0.85, "smiles while no mask is worn"


def places(timeline: Timeline) -> Iterator[tuple[int, int, Box]]:
    """Yield the clip's frame, person and box of each face in a video's results."""
    for person in timeline.persons:
        for record in timeline.of(person)[1]:
            yield int(timeline.results["frame"][record["result"]]), person, Box(*record["box"].tolist())


def test_a_file_and_a_stream_give_the_same_persons(timeline: Timeline, streamed: tuple[FrameResult, ...]) -> None:
    live = [(result.frame, face.track_id, face.box) for result in streamed for face in result.faces]
    for found in (list(places(timeline)), live):
        assert len(found) >= 0.95 * 2 * two_people.FRAMES / STEP
        for number, person, box in found:
            assert box.iou(two_people.boxes(number * STEP)[person - 1]) > 0.3, (number, person)


def test_a_file_and_a_stream_give_the_same_expressions(timeline: Timeline, streamed: tuple[FrameResult, ...]) -> None:
    for person in (LEFT, RIGHT):
        faces = [face for result in streamed for face in result.faces if face.track_id == person]
        mean = np.mean([face.probabilities for face in faces], axis=0)
        sure = Counter(face.label for face in faces if face.sure)
        (summary,) = [one for one in summarize(timeline).persons if one.person == person]
        assert summary.mean == pytest.approx(mean, abs=0.05)
        assert shares(sure, len(faces)) == pytest.approx(dict(summary.shares), abs=0.1)


def shares(counts: Counter[str], total: int) -> Mapping[str, float]:
    return {label: counts[label] / total for label in LABELS}
