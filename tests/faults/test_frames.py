"""Frames of any size, format and time, one after the other in one stream: each comes back, and reading goes on."""

from fractions import Fraction
from random import Random
from typing import Final

import av
import pytest
from aiortc.codecs.vpx import vp8_depayload
from hypothesis import given, settings
from hypothesis import strategies as st

from emotion.detection.base import Detection
from emotion.detection.presets import make_detector
from emotion.images.input import InputPicture
from emotion.live.callback import MOST, REMEMBERED, LiveCallback
from emotion.live.state import LiveSettings
from emotion.results import Box
from emotion.web.live.encoding import QuickVp8Encoder
from tests.support.camera import camera_frame, play
from tests.support.fakes import Always, FakeDetector

SIZES: Final = (
    *((1, 1), (2, 2), (1, 2), (3, 2), (17, 13), (64, 48), (66, 50), (641, 481), (640, 480), (7680, 16), (16, 7680)),
    *((1, 481), (641, 1)),
)
READABLE: Final = (
    *("yuv420p", "yuv422p", "yuv444p", "yuv410p", "yuv411p", "yuv440p", "yuva420p", "yuvj420p", "yuvj422p", "yuvj444p"),
    *("yuv420p10le", "yuv422p10le", "yuv444p12le", "nv12", "nv21", "p010le", "yuyv422", "uyvy422", "gray", "gray10le"),
    *("rgb24", "bgr24", "rgba", "bgra", "argb", "rgb0", "gbrp", "rgb565le", "rgb48le", "pal8", "monow", "ya8"),
)
UNREADABLE: Final = ("bgr4", "gray32le")  # FFmpeg converts them to nothing else
LARGEST: Final = 2**63 - 1
CLOCKS: Final = (Fraction(1, 90_000), Fraction(1, 1000), Fraction(1, 30), Fraction(1, 2**31 - 1), Fraction(2**31 - 1))


class Whole(FakeDetector):
    """Finds a face that fills the picture, whatever its size."""

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        height, width = picture.grey.shape
        return (Detection(Box(0, 0, width, height)),)


def made(size: tuple[int, int], name: str, seed: int = 0) -> av.VideoFrame:
    """Return a frame of noise, without a time."""
    frame = av.VideoFrame(*size, name)
    for plane in frame.planes:
        plane.update(Random(seed).randbytes(plane.buffer_size))
    return frame


def timed(frame: av.VideoFrame, ticks: int | None, clock: Fraction | None) -> av.VideoFrame:
    frame.pts = ticks
    if clock is not None:
        frame.time_base = clock
    return frame


ticks = st.sampled_from([0, 0, 1, 3000, 90_000, -3000, LARGEST, -LARGEST]) | st.integers(-LARGEST, LARGEST) | st.none()
clocks = st.sampled_from(CLOCKS) | st.none()
frames = st.builds(made, st.sampled_from(SIZES), st.sampled_from(READABLE + UNREADABLE), st.integers(0, 9))
chosen = st.builds(LiveSettings, mirror=st.booleans(), scores=st.booleans())


@settings(max_examples=50)
@given(chosen, st.lists(st.builds(timed, frames, ticks, clocks), min_size=1, max_size=12))
def test_each_frame_comes_back_in_its_size_and_the_stream_reads_on(
    given_settings: LiveSettings, stream: list[av.VideoFrame]
) -> None:
    callback = LiveCallback(Whole(), Always("happy"), given_settings)
    failed = 0
    for frame in stream:
        ticks, size = frame.pts, (frame.width, frame.height)
        answer = callback(frame)
        assert ((answer.width, answer.height), answer.pts) == (size, ticks)
        if frame.format.name in UNREADABLE:
            failed += 1
            assert answer is frame
        else:
            assert (callback.state.result.width, callback.state.result.height) == size
        assert (callback.state.errors, callback.state.failing) == (failed, frame.format.name in UNREADABLE)
        is_sound(callback)
    assert callback.state.frames == len(stream)

    callback.detector = FakeDetector([Box(200, 120, 120, 120)])
    play(callback, 5, rate=15)
    (face,) = callback.state.result.faces
    assert (face.label, face.sure, face.box) == ("happy", True, Box(200, 120, 120, 120))
    assert (callback.state.errors, callback.state.failing) == (failed, False)
    is_sound(callback)


def is_sound(callback: LiveCallback) -> None:
    """Assert that what is kept is no longer than it may be, oldest first."""
    times = [result.at for result in callback.recent()]
    assert times == sorted(times)
    assert not times or times[-1] - times[0] <= REMEMBERED


def test_a_clock_that_steps_back_and_forth_leaves_no_more_than_a_minute_in_order() -> None:
    callback = LiveCallback(FakeDetector(), Always("happy"))
    for seconds in (10, 50, *(20, 50) * 50):
        callback(camera_frame(seconds * 30, 32, 32))
        is_sound(callback)
    assert callback.recent()[-1].at == 50


def test_a_clock_that_stands_still_fills_no_memory() -> None:
    callback = LiveCallback(FakeDetector(), Always("happy"), LiveSettings(mirror=False))
    for turn in range(MOST + 100):  # a frame of another size is read, however soon it comes
        callback(camera_frame(0, 16 + turn % 2 * 16, 16))
    assert callback.state.analysed == MOST + 100
    assert len(callback.recent()) == MOST


@pytest.mark.parametrize("size", SIZES)
def test_the_products_own_detector_takes_every_size_and_the_encoder_what_comes_back(size: tuple[int, int]) -> None:
    callback = LiveCallback(make_detector("stream"), Always("happy"))
    encoder, decoder = QuickVp8Encoder(), av.CodecContext.create("libvpx", "r")
    for turn, name in enumerate(("yuv420p", "rgb24", "gray", "yuv420p10le", "yuv420p")):
        answer = callback(timed(made(size, name, turn), turn * 9000, CLOCKS[0]))
        payloads, _ = encoder.encode(answer)
        packet = av.Packet(b"".join(vp8_depayload(payload) for payload in payloads))
        (shown,) = decoder.decode(packet)
        assert (shown.width, shown.height) == (answer.width, answer.height) == size
    assert callback.state.errors == 0
