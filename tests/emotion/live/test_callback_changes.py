"""What changes while a stream runs: settings, detector and model."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from threading import Event

import av
import numpy as np
import pytest

from emotion.detection.base import Detection
from emotion.images import input as images
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.results import Box, Mark
from tests.support.camera import play
from tests.support.fakes import Always, FakeDetector, probabilities

BOX = Box(200, 120, 120, 120)
PLAIN = LiveSettings(mirror=False, scores=False)


def test_settings_act_on_the_running_stream() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    play(callback, 20)
    callback.settings = LiveSettings(mirror=True, scores=True)
    changed = play(callback, 2, start=20)[-1].to_ndarray(format="rgb24")
    assert (changed[BOX.top : BOX.bottom, 640 - BOX.right] != 90).any()


def test_another_detector_searches_from_the_next_frame_on() -> None:
    first, second = FakeDetector([BOX]), FakeDetector()
    callback = LiveCallback(first, Always("happy"), PLAIN)
    play(callback, 20)
    seen = len(first.seen)
    callback.detector = second
    play(callback, 20, start=20)
    assert (len(first.seen), len(second.seen)) == (seen, 10)
    assert callback.state.result.faces == ()


class Waiting(FakeDetector):
    """Stands in the middle of a frame until it may go on."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        super().__init__(boxes)
        self.reached, self.go_on = Event(), Event()
        self.go_on.set()

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        self.reached.set()
        assert self.go_on.wait(60)
        return super().detect(picture)


def test_another_network_takes_over_with_the_next_frame() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy", 0.9), PLAIN)
    play(callback, 20)
    stricter = replace(PLAIN, tracking=replace(PLAIN.tracking, threshold=0.95))

    before = callback.recent()

    callback.switch(Always("sad", 0.9), stricter, "Another network")

    assert callback.state.result is None
    assert callback.recent() == before, "what was read stays"
    assert callback.marks() == (Mark(before[-1].at, "Another network"),)
    assert (callback.state.frames, callback.settings) == (20, stricter)
    play(callback, 1, start=20)
    assert len(callback.recent()) == len(before) + 1, "the frame that follows is read, however soon it comes"
    play(callback, 20, start=21)
    for result in callback.recent()[len(before) :]:
        for face in result.faces:
            assert (face.label, face.sure) == ("sad", False)
            assert face.probabilities == pytest.approx(probabilities("sad", 0.9)), "nothing of the first is mixed in"
    newest = callback.state
    (face,) = newest.result.faces
    assert face.display_number == 1


def test_a_frame_that_is_being_read_at_the_switch_leaves_no_reading() -> None:
    detector, happy, sad = Waiting([BOX]), Always("happy"), Always("sad")
    callback = LiveCallback(detector, happy, PLAIN)
    play(callback, 20)
    read, before = len(happy.seen), callback.recent()
    detector.reached.clear()
    detector.go_on.clear()

    with ThreadPoolExecutor(1) as worker:
        frame = worker.submit(play, callback, 1, start=20)
        assert detector.reached.wait(60)
        callback.switch(sad, PLAIN)
        detector.go_on.set()
        frame.result()

    assert len(happy.seen) == read + 1
    assert callback.state.frames == 21
    assert callback.state.result is None
    assert callback.recent() == before
    assert callback.marks() == (), "without words there is no mark"


def test_marks_are_forgotten_with_the_minute_that_they_stand_in() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    play(callback, 1)
    callback.switch(Always("sad"), PLAIN, "Another network")
    play(callback, 1, start=59 * 30)
    assert len(callback.marks()) == 1
    play(callback, 1, start=61 * 30)
    assert callback.marks() == ()


def test_when_the_camera_shows_another_scene_no_box_stays_over_it() -> None:
    def pictured(index: int, slope: np.ndarray) -> av.VideoFrame:
        frame = av.VideoFrame.from_ndarray(np.repeat(slope[..., None], 3, axis=2), format="rgb24")
        frame = frame.reformat(format="yuv420p")
        frame.pts, frame.time_base = index * 3000, Fraction(1, 90000)
        return frame

    slope = np.tile(np.linspace(0, 255, 640).astype(np.uint8), (480, 1))
    detector = FakeDetector([BOX])
    callback = LiveCallback(detector, Always("happy"), PLAIN)
    for index in range(20):
        callback(pictured(index, slope))
    assert len(callback.state.result.faces) == 1
    detector.boxes = ()
    for index in (20, 21):
        callback(pictured(index, slope))
    assert len(callback.state.result.faces) == 1, "a face that is missed once stays"

    for index in (22, 23):
        callback(pictured(index, slope[:, ::-1]))
    assert callback.state.result.faces == ()


def test_a_frame_is_converted_to_colour_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Coloured(FakeDetector):
        def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
            assert picture.colour.shape == (480, 640, 3)
            return super().detect(picture)

    converted: list[av.VideoFrame] = []
    convert = images.rgb_of

    def counted(frame: av.VideoFrame) -> np.ndarray:
        converted.append(frame)
        return convert(frame)

    monkeypatch.setattr(images, "rgb_of", counted)
    play(LiveCallback(Coloured([BOX]), Always("happy")), 20)

    assert len(converted) == 20


def test_the_page_gets_the_answers_that_stand_in_the_picture() -> None:
    callback = LiveCallback(FakeDetector([BOX]), Always("happy"), PLAIN)
    play(callback, 20)
    result = callback.ask()
    assert result is not None
    assert result == callback.state.result, "nobody asked until now, so the newest"
    callback.switch(Always("sad"), PLAIN)
    assert callback.ask() is None, "nothing of the network before"
