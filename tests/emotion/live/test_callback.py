"""The callback of one stream, without a browser: frames in, frames out, results kept, nothing breaks it."""

import logging
from fractions import Fraction

import av
import numpy as np
import pytest

from emotion.detection.base import Detection
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.live.recorder import LiveRecorder
from emotion.live.state import LiveSettings
from emotion.results import Box
from tests.support.camera import camera_frame, play
from tests.support.fakes import Always, FakeDetector

BOX = Box(200, 120, 120, 120)
PLAIN = LiveSettings(mirror=False, scores=False)


class Broken(FakeDetector):
    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        raise RuntimeError("broken on purpose")


def test_a_face_is_drawn_and_the_reading_kept() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    frames = play(callback, 30)
    (face,) = callback.state.result.faces
    assert (face.label, face.box, face.display_number) == ("happy", BOX, 1)
    picture = frames[-1].to_ndarray(format="rgb24")
    assert (picture != 90).any()
    assert abs(picture[:40].astype(int) - 90).max() <= 2, "only the face's surroundings are drawn on"


def test_the_answer_keeps_the_frames_time() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"))
    for index, answer in enumerate(play(callback, 10)):
        assert (answer.pts, answer.time_base) == (camera_frame(index).pts, Fraction(1, 90000))


def test_the_mirror_turns_the_picture_but_not_the_reading() -> None:
    plain = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    mirrored = LiveCallback(FakeDetector([BOX]), Always("happy"), LiveSettings(mirror=True, scores=False))
    left = play(plain, 20)[-1].to_ndarray(format="rgb24")[BOX.bottom - 1].astype(int)
    right = play(mirrored, 20)[-1].to_ndarray(format="rgb24")[BOX.bottom - 1].astype(int)
    assert abs(left - right[::-1]).max() <= 8
    assert abs(left - right).max() > 8
    assert plain.state.result.faces[0].box == mirrored.state.result.faces[0].box


def test_frames_that_follow_at_once_share_a_reading() -> None:
    detector = FakeDetector([BOX])
    callback = LiveCallback(detector, Always("happy"), PLAIN)
    play(callback, 30)
    assert callback.state.frames == 30
    assert callback.state.analysed == len(detector.seen) == 15


@pytest.mark.parametrize(("spacing", "read"), [(0.0, 15), (0.01, 15), (1 / 10, 10), (1 / 7.5, 8), (1 / 5, 5)])
def test_a_busy_machine_reads_less_and_shows_the_result_again(spacing: float, read: int) -> None:
    detector = FakeDetector([BOX])
    callback = LiveCallback(detector, Always("happy"), PLAIN)
    callback.spacing = spacing
    frames = play(callback, 30)
    assert callback.state.analysed == len(detector.seen) == read
    assert callback.state.frames == 30
    assert all((frame.to_ndarray(format="rgb24") != 90).any() for frame in frames[15:])


@pytest.mark.parametrize("rate", [5, 10, 15])
def test_every_frame_of_a_slow_camera_is_read(rate: int) -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    play(callback, 12, rate=rate)
    assert callback.state.analysed == 12


def test_the_frame_may_change_its_size_at_any_time() -> None:
    callback = LiveCallback(FakeDetector([Box(10, 10, 60, 60)]), Always("happy"))
    sizes = [(640, 480), (320, 240), (322, 242), (480, 360), (240, 320), (1280, 720), (96, 96)]
    index = 0
    for width, height in sizes:
        for answer in play(callback, 8, start=index, width=width, height=height):
            assert (answer.width, answer.height) == (width, height)
        index += 8
    assert callback.state.errors == 0


def test_an_exception_is_counted_and_logged_once_and_the_frame_goes_back(caplog: pytest.LogCaptureFixture) -> None:
    callback = LiveCallback(Broken(), Always("happy"))
    with caplog.at_level(logging.ERROR):
        frames = [camera_frame(index) for index in range(50)]
        assert all(callback(frame) is frame for frame in frames)
    assert (callback.state.frames, callback.state.errors, callback.state.failing) == (50, 50, True)
    assert len(caplog.records) == 1
    assert "broken on purpose" in caplog.text


def test_after_an_exception_reading_goes_on() -> None:
    detector = FakeDetector([BOX])
    callback = LiveCallback(detector, Always("happy"), PLAIN)
    play(callback, 20)
    detector.detect = Broken().detect  # type: ignore[method-assign]
    play(callback, 4, start=20)
    assert callback.state.failing
    del detector.detect
    play(callback, 20, start=24)
    assert not callback.state.failing
    assert callback.state.errors > 0
    assert callback.state.result.faces


def test_the_last_minute_is_kept_and_no_more() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    play(callback, 75 * 5, rate=5, width=96, height=96)
    recent = callback.recent()
    assert recent[-1].at - recent[0].at == pytest.approx(60, abs=0.3)
    assert [result.at for result in recent] == sorted(result.at for result in recent)


def test_two_people_of_about_the_same_size_make_no_change_of_whom_is_followed() -> None:
    detector, fluttering = FakeDetector(), np.random.default_rng(20261126)
    callback = LiveCallback(detector, Always("happy"), PLAIN)
    for index in range(20 * 15):
        sides = (100 * fluttering.uniform(0.95, 1.05, 2)).round().astype(int).tolist()
        detector.boxes = tuple(Box(left, 100, side, side) for left, side in zip((50, 350), sides, strict=True))
        play(callback, 1, start=index, rate=15)

    kept = [result for result in callback.recent() if result.faces]
    assert len({result.largest.track_id for result in kept}) == 2, "neither is always the larger"
    assert {result.followed for result in kept} == {kept[0].followed}
    assert callback.state.result.followed == kept[0].followed

    detector.boxes = tuple(box for box in detector.boxes if (box.left < 300) != (kept[0].in_focus.box.left < 300))
    play(callback, 15, start=20 * 15, rate=15)
    (other,) = callback.state.result.faces
    assert callback.state.result.followed == other.track_id != kept[0].followed


def test_every_new_reading_is_recorded_and_none_twice() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), LiveSettings(mirror=True))
    play(callback, 20)
    callback.recorder = recorder = LiveRecorder()
    play(callback, 30, start=20)
    callback.recorder = None
    play(callback, 10, start=50)

    record = recorder.finish()

    assert len(record.results) == 15
    assert record.seconds == pytest.approx(28 / 30)
    assert record.frames == 29
    assert {tuple(box) for box in record.faces["box"].tolist()} == {(BOX.left, BOX.top, BOX.width, BOX.height)}


def test_frames_without_a_time_are_read_too() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    frame = camera_frame(0)
    frame.pts = None
    callback(frame)
    assert (callback.state.frames, callback.state.errors) == (1, 0)


@pytest.mark.parametrize(("level", "black"), [(0, True), (16, True), (40, False)])
def test_a_black_frame_as_of_a_paused_camera_is_told(level: int, black: bool) -> None:
    callback = LiveCallback(FakeDetector(), Always("happy"))
    play(callback, 1)
    assert not callback.state.black
    dark = av.VideoFrame.from_ndarray(np.full((480 * 3 // 2, 640), 128, np.uint8), format="yuv420p")
    np.asarray(dark.planes[0])[:] = level
    dark.pts, dark.time_base = 3000, Fraction(1, 90000)
    callback(dark)
    assert callback.state.black is black
    play(callback, 1, start=2)
    assert not callback.state.black


def test_when_the_newest_frame_came_is_told_also_of_one_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([7.0, 8.5])
    monkeypatch.setattr("emotion.live.callback.monotonic", lambda: next(times))
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"))
    assert callback.state.newest_at is None
    play(callback, 1)
    assert callback.state.newest_at == 7.0
    callback.detector = Broken()
    play(callback, 1, start=10)
    assert (callback.state.failing, callback.state.newest_at) == (True, 8.5)


def test_the_counters_name_each_step() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"))
    play(callback, 20)
    assert set(callback.state.milliseconds) == {"detect", "classify", "draw"}
    assert all(value > 0 for value in callback.state.milliseconds.values())
    assert callback.state.frames_per_second > 0
