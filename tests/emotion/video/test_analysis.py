"""A video file to results: which frames are read, who is followed, what is told meanwhile."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from emotion.analysis import Analyzer
from emotion.detection.presets import make_detector
from emotion.results import Box
from emotion.tracking import TrackingSettings
from emotion.video.analysis import analyze_video
from emotion.video.settings import Progress, VideoSettings, anonymizing
from tests.browser import scene
from tests.support.clips import astronaut, steady, write_clip
from tests.support.fakes import Always
from tests.support.video_results import fake_analyzer, read


def haar_analyzer() -> Analyzer:
    return Analyzer(make_detector("video"), Always("happy"), 0.5)


def test_a_face_is_followed_through_the_video(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(12), (320, 240), astronaut)
    result = analyze_video(path, haar_analyzer())
    timeline = result.timeline
    assert (timeline.width, timeline.height, timeline.frames, len(timeline.results)) == (320, 240, 12, 12)
    assert timeline.persons == (1,)
    times, records = timeline.of(1)
    assert times[0] == pytest.approx(0.2, abs=0.01), "born after 0.15 s"
    for record in records:
        frame = int(timeline.results["frame"][record["result"]])
        assert Box(*record["box"].tolist()).iou(scene.face_in(frame, 320, 240, False)) > 0.4
    assert (result.damaged, result.ended_early, result.cancelled, result.output) == (0, "", False, None)
    assert timeline.seconds == pytest.approx(1.2, abs=0.01)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_face_in_a_turned_video_is_found_upright(tmp_path: Path, rotation: int) -> None:
    def stored(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
        across, down = (width, height) if rotation == 180 else (height, width)
        return np.ascontiguousarray(np.rot90(astronaut(number, across, down), -rotation // 90))

    path = write_clip(tmp_path / "clip.mp4", steady(4), (320, 240), stored, rotation=rotation)
    timeline = analyze_video(path, haar_analyzer()).timeline
    assert (timeline.width, timeline.height) == ((320, 240) if rotation == 180 else (240, 320))
    assert timeline.persons == (1,)


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
def test_a_face_is_found_in_every_format(tmp_path: Path, name: str, more: dict[str, Any]) -> None:
    path = write_clip(tmp_path / name, steady(4), **{"size": (320, 240), **more}, picture=astronaut)
    timeline = analyze_video(path, haar_analyzer()).timeline
    expected = scene.face_in(3, timeline.width, timeline.height, False)
    assert max(Box(*box).iou(expected) for box in timeline.faces["box"][-2:].tolist()) > 0.4


@pytest.mark.parametrize(("rate", "read_a_second"), [(10, 10), (20, 10), (25, 12.5), (50, 12.5), (100, 100 / 7)])
def test_ten_to_fifteen_frames_a_second_are_read(tmp_path: Path, rate: int, read_a_second: float) -> None:
    timeline = read(write_clip(tmp_path / "clip.mp4", steady(rate, rate))).timeline
    assert timeline.frames == rate
    assert len(timeline.results) == pytest.approx(read_a_second, abs=1)


@pytest.mark.parametrize(("every", "frames"), [(1, [0, 1, 2, 3, 4, 5]), (4, [0, 4])])
def test_every_nth_frame_may_be_asked_for(tmp_path: Path, every: int, frames: list[int]) -> None:
    timeline = read(write_clip(tmp_path / "clip.mp4", steady(6, 50)), VideoSettings(every=every)).timeline
    assert timeline.results["frame"].tolist() == frames


def test_a_variable_rate_is_read_by_time(tmp_path: Path) -> None:
    times = [0, 10, 20, 30, 100, 400, 410, 900]
    timeline = read(write_clip(tmp_path / "clip.mkv", times)).timeline
    assert timeline.results["at"].tolist() == pytest.approx([0, 0.1, 0.4, 0.9], abs=0.002)
    assert timeline.results["frame"].tolist() == [0, 4, 5, 7]


def test_a_video_of_one_frame_shows_its_face(tmp_path: Path) -> None:
    timeline = read(write_clip(tmp_path / "clip.mp4", [0])).timeline
    assert (timeline.frames, len(timeline.faces)) == (1, 1)


def test_no_face_is_no_fault(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(5))
    timeline = analyze_video(path, haar_analyzer()).timeline
    assert (timeline.frames, len(timeline.results), len(timeline.faces)) == (5, 5, 0)


def test_boxes_are_in_pixels_of_the_video_as_shown_when_it_is_read_smaller(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", [0], (3840, 2160), pixels="yuv420p10le")
    timeline = analyze_video(path, fake_analyzer(Box(480, 270, 960, 540))).timeline
    assert (timeline.width, timeline.height) == (3840, 2160)
    assert timeline.faces["box"].tolist() == [[960, 540, 1920, 1080]]


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


def test_anonymizing_shows_a_face_from_its_first_frame(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30, 30))
    settings = anonymizing(VideoSettings(tracking=TrackingSettings(threshold=0.7)))
    assert settings.tracking.threshold == 0.7
    timeline = read(path, settings).timeline
    assert timeline.faces["result"].tolist() == list(range(30))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"every": 0}, "every: expected"), ({"interval": -1}, "interval: expected"), ({"longest": 0}, "longest: exp")],
)
def test_settings_out_of_range_are_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        VideoSettings(**wrong)


def test_after_a_cut_no_box_stays_and_whoever_comes_is_somebody_else(tmp_path: Path) -> None:
    def scenes(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
        if 10 <= number < 20:  # nobody, and bright where the first scene is dark
            return 255 - astronaut(0, width, height)[::-1]
        return astronaut(number, width, height)

    path = write_clip(tmp_path / "clip.mp4", steady(30), (320, 240), scenes)
    timeline = analyze_video(path, haar_analyzer()).timeline

    shown = [[int(face["person"]) for face in timeline.faces[timeline.faces["result"] == index]] for index in range(30)]
    assert shown[9] == [1]
    assert shown[10:20] == [[]] * 10
    assert shown[29] == [2]
