"""One video is read as wished, whatever happens to it, and its files go when nobody needs them."""

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest

from emotion.detection.presets import make_detector
from emotion.drawing.overlay import draw
from emotion.images.input import InputPicture
from emotion.jobs import job as video_job
from emotion.jobs.folder import new_folder
from emotion.jobs.job import STOPPED_AT_ONCE, VideoJob, VideoOptions
from emotion.models.identity import ModelIdentity
from emotion.results import Box, FrameResult
from emotion.video.result import VideoResult
from emotion.video.settings import VideoSettings, anonymizing
from tests.browser import scene
from tests.support.clips import astronaut, steady, write_clip
from tests.support.fakes import Always, FakeDetector, face
from tests.support.timelines import seen, timeline_of

IDENTITY = ModelIdentity("tiny", "2026-01-02")
NETWORK: Any = SimpleNamespace(threshold=0.6, identity=IDENTITY, classifier=lambda: Always("happy"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TemporaryDirectory[str]]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = new_folder()
    yield made
    made.cleanup()


def job_of(folder: TemporaryDirectory[str], options: VideoOptions | None = None, count: int = 6) -> VideoJob:
    source = write_clip(Path(folder.name) / "source.mp4", steady(count), (320, 240), astronaut)
    return VideoJob("clip.mp4", source, folder, NETWORK, options or VideoOptions(), 60.0)


@pytest.mark.parametrize("annotated", [False, True])
def test_a_video_is_read_and_the_one_sent_is_removed(folder: TemporaryDirectory[str], annotated: bool) -> None:
    job = job_of(folder, VideoOptions(annotated=annotated))
    assert (job.state.phase, job.state.ended) == ("waiting", False)

    job.run()

    assert job.wait(0)
    state = job.state
    assert (state.phase, state.problem) == ("done", "")
    assert state.result is not None
    assert state.summary is not None
    assert (state.result.timeline.frames, state.result.timeline.persons) == (6, (1,))
    left = [path.name for path in Path(folder.name).iterdir()] if annotated else Path(folder.name).exists()
    assert left == (["annotated.mp4"] if annotated else False)


@pytest.mark.parametrize("early", [False, True], ids=["while it runs", "before it runs"])
def test_a_discarded_job_leaves_nothing(
    folder: TemporaryDirectory[str], monkeypatch: pytest.MonkeyPatch, early: bool
) -> None:
    job = job_of(folder)

    class Discards(FakeDetector):
        def detect(self, picture):
            job.discard()
            assert Path(folder.name).exists(), "the thread still uses it"
            return super().detect(picture)

    monkeypatch.setattr(video_job, "make_detector", lambda *_: Discards())
    if early:
        job.discard()
    job.run()

    assert job.wait(0)
    assert "failed" not in job.state.phase
    assert not Path(folder.name).exists()
    job.discard()


def test_stopped_before_the_first_frame_there_is_nothing_to_keep(folder: TemporaryDirectory[str]) -> None:
    job = job_of(folder)
    job.cancel()
    job.run()

    assert (job.state.phase, job.state.problem) == ("failed", STOPPED_AT_ONCE)
    assert not Path(folder.name).exists()


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no room left"),
        (OSError(errno.EIO, "Input/output error"), "Reading the video failed"),
        (MemoryError(), "Reading the video failed"),
    ],
)
def test_every_error_ends_as_a_sentence(
    folder: TemporaryDirectory[str], monkeypatch: pytest.MonkeyPatch, error: Exception, part: str
) -> None:
    def fails(*arguments: object, **more: object) -> None:
        raise error

    monkeypatch.setattr(video_job, "analyze_video", fails)
    job = job_of(folder)
    job.run()

    assert job.state.phase == "failed"
    assert part in job.state.problem
    assert not Path(folder.name).exists()


def test_progress_is_the_newest(folder: TemporaryDirectory[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float | None] = []

    class Looks(FakeDetector):
        def detect(self, picture):
            progress = job.state.progress
            shares.append(progress.share if progress else None)
            return super().detect(picture)

    monkeypatch.setattr(video_job, "make_detector", lambda *_: Looks())
    job = job_of(folder, VideoOptions(annotated=False))
    job.run()

    assert shares == [None, *(pytest.approx(index / 6, abs=0.02) for index in range(1, 6))]


@pytest.mark.parametrize(
    ("options", "hidden", "every"),
    [
        (VideoOptions(), False, None),
        (VideoOptions(every=5), False, 5),
        (VideoOptions(every=5, blurred=True), True, 1),
        (VideoOptions(every=5, blurred=True, annotated=False), False, 5),
    ],
)
def test_settings_follow_the_wishes_and_the_network(options: VideoOptions, hidden: bool, every: int | None) -> None:
    settings = options.settings(0.6, 90.0)

    assert (settings.every, settings.longest, settings.tracking.threshold) == (every, 90.0, 0.6)
    plain = VideoSettings().tracking.confirm_after
    assert settings.tracking.confirm_after == (anonymizing(VideoSettings()).tracking.confirm_after if hidden else plain)


@pytest.mark.parametrize(("blurred", "detected"), [(False, True), (True, False)])
def test_in_a_blurred_video_the_detector_finds_no_face_of_the_one_sent(
    folder: TemporaryDirectory[str], blurred: bool, detected: bool
) -> None:
    job = job_of(folder, VideoOptions(blurred=blurred, scores=False))
    job.run()

    with av.open(str(Path(folder.name) / "annotated.mp4")) as file:
        pictures: list[Any] = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    number = 3
    own = scene.face_in(number, 320, 240, False)
    faces = make_detector("video").detect(InputPicture.of_rgb(pictures[number]))
    assert any(face.box.iou(own) > 0.4 for face in faces) is detected


@pytest.mark.parametrize("scores", [False, True])
def test_scores_are_drawn_when_wished(scores: bool) -> None:
    picture = np.zeros((480, 640, 3), np.uint8)
    result = FrameResult(640, 480, (face(Box(60, 60, 200, 200)),))

    drawn = VideoOptions(scores=scores).annotate_frame(picture, result)

    assert np.array_equal(drawn, draw(picture, result, scores))
    assert not np.array_equal(drawn, draw(picture, result, not scores))


def test_the_json_says_what_the_file_was_like(folder: TemporaryDirectory[str], monkeypatch: pytest.MonkeyPatch) -> None:
    result = VideoResult(timeline_of([seen(0, 1), seen(0.5, 1)]), damaged=3, ended_early="Cut off.")
    monkeypatch.setattr(video_job, "analyze_video", lambda *arguments, **more: result)
    job = job_of(folder)
    job.run()

    assert job.state.export
    document = json.loads(job.state.export.json)
    assert (document["video"], document["damaged"], document["ended_early"]) == ("clip.mp4", 3, "Cut off.")
    assert job.state.export.csv().count("\r\n") == 3
