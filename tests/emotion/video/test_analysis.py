"""A video file to readings: which frames are read, who is followed, how it ends, what is told meanwhile."""

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from emotion.analyzer import Analyzer
from emotion.faces import HaarDetector
from emotion.readings import Box
from emotion.tracking import TrackingSettings
from emotion.video.analysis import analyze_video
from emotion.video.opening import VideoError
from emotion.video.records import VideoReading
from emotion.video.settings import Progress, VideoSettings, covering
from tests.browser import scene
from tests.emotion.clips import astronaut, steady, write_clip, write_sound
from tests.fakes import Always, FakeDetector

BOX = Box(40, 30, 60, 60)


def fake_analyzer(*boxes: Box) -> Analyzer:
    return Analyzer(FakeDetector(boxes or (BOX,)), Always("happy"), 0.5)


def haar_analyzer() -> Analyzer:
    return Analyzer(HaarDetector(), Always("happy"), 0.5)


def read(path: Path, settings: VideoSettings | None = None, **more: object) -> VideoReading:
    return analyze_video(path, fake_analyzer(), settings, **more)


def test_a_face_is_followed_through_the_video(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(12), (320, 240), astronaut)
    video = analyze_video(path, haar_analyzer())
    assert (video.width, video.height, video.frames, len(video.readings)) == (320, 240, 12, 12)
    assert video.persons == (1,)
    times, records = video.of(1)
    assert times[0] == pytest.approx(0.2, abs=0.01), "born after 0.15 s"
    for record in records:
        frame = int(video.readings["frame"][record["reading"]])
        assert Box(*record["box"].tolist()).overlap(scene.face_in(frame, 320, 240, False)) > 0.4
    assert (video.damaged, video.ended_early, video.cancelled, video.written) == (0, "", False, None)
    assert video.seconds == pytest.approx(1.2, abs=0.01)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_face_in_a_turned_video_is_found_upright(tmp_path: Path, rotation: int) -> None:
    def stored(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
        across, down = (width, height) if rotation == 180 else (height, width)
        return np.ascontiguousarray(np.rot90(astronaut(number, across, down), -rotation // 90))

    path = write_clip(tmp_path / "clip.mp4", steady(4), (320, 240), stored, rotation=rotation)
    video = analyze_video(path, haar_analyzer())
    assert (video.width, video.height) == ((320, 240) if rotation == 180 else (240, 320))
    assert video.persons == (1,)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("clip.avi", {"codec": "mjpeg", "pixels": "yuvj420p"}),
        ("clip.webm", {"codec": "libvpx-vp9", "options": {"cpu-used": "8", "deadline": "realtime"}}),
        ("clip.mp4", {"pixels": "yuv420p10le"}),
        ("clip.mp4", {"pixels": "gray"}),
        ("clip.mp4", {"size": (321, 241), "pixels": "yuv444p"}),
    ],
    ids=str,
)
def test_a_face_is_found_in_every_format(tmp_path: Path, name: str, more: dict[str, object]) -> None:
    path = write_clip(tmp_path / name, steady(4), **{"size": (320, 240), **more}, picture=astronaut)
    video = analyze_video(path, haar_analyzer())
    expected = scene.face_in(3, video.width, video.height, False)
    assert max(Box(*box).overlap(expected) for box in video.faces["box"][-2:].tolist()) > 0.4


@pytest.mark.parametrize(("rate", "read_a_second"), [(10, 10), (20, 10), (25, 12.5), (50, 12.5), (100, 100 / 7)])
def test_ten_to_fifteen_frames_a_second_are_read(tmp_path: Path, rate: int, read_a_second: float) -> None:
    video = read(write_clip(tmp_path / "clip.mp4", steady(rate, rate)))
    assert video.frames == rate
    assert len(video.readings) == pytest.approx(read_a_second, abs=1)


@pytest.mark.parametrize(("every", "frames"), [(1, [0, 1, 2, 3, 4, 5]), (4, [0, 4])])
def test_every_nth_frame_may_be_asked_for(tmp_path: Path, every: int, frames: list[int]) -> None:
    video = read(write_clip(tmp_path / "clip.mp4", steady(6, 50)), VideoSettings(every=every))
    assert video.readings["frame"].tolist() == frames


def test_a_variable_rate_is_read_by_time(tmp_path: Path) -> None:
    times = [0, 10, 20, 30, 100, 400, 410, 900]
    video = read(write_clip(tmp_path / "clip.mkv", times))
    assert video.readings["at"].tolist() == pytest.approx([0, 0.1, 0.4, 0.9], abs=0.002)
    assert video.readings["frame"].tolist() == [0, 4, 5, 7]


def test_a_video_of_one_frame_shows_its_face(tmp_path: Path) -> None:
    video = read(write_clip(tmp_path / "clip.mp4", [0]))
    assert (video.frames, len(video.faces)) == (1, 1)


def test_no_face_is_no_fault(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(5))
    video = analyze_video(path, haar_analyzer())
    assert (video.frames, len(video.readings), len(video.faces)) == (5, 5, 0)


def test_boxes_are_in_pixels_of_the_video_as_shown_when_it_is_read_smaller(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [0], (3840, 2160), pixels="yuv420p10le")
    video = analyze_video(path, fake_analyzer(Box(480, 270, 960, 540)))
    assert (video.width, video.height) == (3840, 2160)
    assert video.faces["box"].tolist() == [[960, 540, 1920, 1080]]


def test_progress_rises_to_one(tmp_path: Path) -> None:
    told: list[Progress] = []
    seconds = iter(range(1000))
    read(write_clip(tmp_path / "clip.mp4", steady(10)), progress=told.append, clock=lambda: float(next(seconds)))
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    assert (shares[-1], told[-1].seconds_left) == (1.0, 0.0)
    assert told[4].share == pytest.approx(0.5, abs=0.01)
    assert told[4].seconds_left == pytest.approx(5, rel=0.05), "one second a frame, five frames left"


def test_progress_ends_at_one_when_the_last_frames_are_not_read(tmp_path: Path) -> None:
    told: list[Progress] = []
    read(write_clip(tmp_path / "clip.mp4", steady(10)), VideoSettings(every=6), progress=told.append)
    assert [progress.share for progress in told] == pytest.approx([0.1, 0.7, 1.0])


def after(count: int) -> Callable[[], bool]:
    asked = iter(range(1000))
    return lambda: next(asked) >= count


def test_cancelling_acts_at_the_next_frame_and_keeps_what_was_read(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(20))
    target = tmp_path / "annotated.mp4"
    video = read(path, cancelled=after(7), annotate=target)
    assert (video.frames, len(video.readings), video.cancelled) == (7, 7, True)
    assert video.ended_early == "Stopped at 0.7 s, as asked for."
    assert read(target).frames == 7, "the annotated video is whole up to there"


def test_cancelling_before_the_first_frame_gives_nothing(tmp_path: Path) -> None:
    target = tmp_path / "annotated.mp4"
    video = read(write_clip(tmp_path / "clip.mp4", steady(3)), cancelled=lambda: True, annotate=target)
    assert (video.frames, video.cancelled, video.written, target.exists()) == (0, True, None, False)


def test_a_video_that_is_too_long_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30))
    with pytest.raises(VideoError, match="3 seconds long; at most 2 seconds are accepted"):
        read(path, VideoSettings(longest=2))


def test_a_video_that_tells_too_short_a_length_is_read_up_to_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30))
    monkeypatch.setattr("emotion.video.file.told_length", lambda container, video: None)
    video = read(path, VideoSettings(longest=1))
    assert video.frames == 11
    assert video.ended_early == "Only the first 1 s were read; the video is longer than that."


def test_a_cut_is_told_and_what_came_before_is_kept(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", steady(40), picture=astronaut, codec="mpeg4")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    target = tmp_path / "annotated.mp4"
    video = read(path, annotate=target)
    assert "cut off" in video.ended_early
    assert read(target).frames == video.frames > 5


@pytest.mark.parametrize("annotated", [False, True])
def test_what_is_no_video_leaves_no_file(tmp_path: Path, annotated: bool) -> None:
    target = tmp_path / "annotated.mp4"
    path = write_sound(tmp_path / "clip.mp4")
    with pytest.raises(VideoError, match="only sound"):
        read(path, annotate=target if annotated else None)
    assert list(tmp_path.iterdir()) == [path]


def test_a_video_without_a_whole_frame_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emotion.video.file.MAX_PIXELS", 100)  # the decoder refuses them all
    with pytest.raises(VideoError, match="no frame that can be read"):
        read(write_clip(tmp_path / "clip.mp4", steady(2)))


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(200), (64, 64))
    used: dict[int, int] = {}

    def measure(progress: Progress) -> None:
        frame = round(progress.at * 10)
        if frame in (50, 199):
            gc.collect()
            used[frame] = tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        analyze_video(path, Analyzer(Forgetful(), Forgetful(), 0.5), progress=measure)
    finally:
        tracemalloc.stop()
    assert used[199] - used[50] < 149 * 100, "not even 100 bytes a face"


def test_frames_do_not_wait_for_the_garbage_collector(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30), (64, 64), rotation=90)
    alive: list[int] = []

    def count(progress: Progress) -> None:
        alive.append(sum(isinstance(one, av.VideoFrame) for one in gc.get_objects()))

    gc.collect()
    gc.disable()
    try:
        read(path, progress=count, annotate=tmp_path / "annotated.mp4")
    finally:
        gc.enable()
    assert 1 <= max(alive) < 10


class Forgetful:
    """A detector and a classifier that keep nothing."""

    def detect(self, gray: npt.NDArray[np.uint8]) -> tuple[Box, ...]:
        return (Box(10, 10, 40, 40),)

    def classify(self, faces: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        return Always("sad").classify(faces)


def test_covering_shows_a_face_from_its_first_frame(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30, 30))
    settings = covering(VideoSettings(tracking=TrackingSettings(threshold=0.7)))
    assert settings.tracking.threshold == 0.7
    video = read(path, settings)
    assert video.faces["reading"].tolist() == list(range(30))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"every": 0}, "every: expected"), ({"interval": -1}, "interval: expected"), ({"longest": 0}, "longest: exp")],
)
def test_settings_out_of_range_are_refused(wrong: dict[str, int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        VideoSettings(**wrong)
